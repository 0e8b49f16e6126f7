import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Problem } from '../../problem.js';
import { naming } from '../../system-fault.js';
import { readWorkbook } from '../../workbook/read.js';
import type { WorkbookRow, WorkbookSheet } from '../../workbook/workbook.js';
import { conceptOf } from '../formats/columns.js';
import { plainName, readColumns } from '../tables.js';
import { columnProblems, notRecognised, recogniseFile, recogniseHeader } from './recognise.js';
import type { CodeName } from './source.js';
import type { Opened } from './text-source.js';

/** Opens a workbook: the first sheet with a header of a known format is written as CSV into `folder`. */
export async function openWorkbook(file: string, folder: string, name: string): Promise<Opened> {
  const { workbook, problems } = await readWorkbook(readFileSync(file), file);
  if (!workbook) return { problems };
  const sheet = workbook.sheets.find(({ rows: [first] }) => first?.number === 1 && recogniseHeader(textsOf(first)));
  if (!sheet) return { problems: [notRecognised(file, textsOf(workbook.sheets[0]?.rows[0]))] };
  const copy = path.join(folder, `${name}.csv`);
  naming(copy, () => writeRows(copy, sheet.rows));
  const found = recogniseFile(copy);
  if (!found) throw new Error(`the header of ${file} is not what it was`);
  const where = { file, sheet: sheet.name };
  const names = workbook.sheets.flatMap((one) => (one === sheet ? [] : codeNames(one)));
  return {
    source: { ...where, path: copy, ...found, codes: new Map(), names },
    problems: [...sheet.problems.map(softened), ...columnProblems(where, found.layout)],
  };
}

/** A filter that somebody left on hides no observation. */
const softened = (problem: Problem): Problem =>
  problem.code === 'hidden-data'
    ? {
        ...problem,
        severity: 'notice',
        message: `${problem.message}; they are taken too`,
        fix: 'clear the filter (Data, Clear)',
      }
    : problem;

const textsOf = (row: WorkbookRow | undefined): string[] => Array.from(row?.cells ?? [], (cell) => cell?.text ?? '');

/** Rows as CSV, each on the line of its number: where the sheet has none, a blank line stands. */
function writeRows(file: string, rows: WorkbookRow[]): void {
  const descriptor = openSync(file, 'w');
  const width = rows[0]?.cells.length ?? 0;
  let text = '';
  let line = 1;
  for (const row of rows) {
    for (; line < row.number; line++) text += '\n';
    const cells = textsOf(row);
    while (cells.length < width) cells.push('');
    text += `${cells.map(quoted).join(',')}\n`;
    line++;
    if (text.length < 1 << 20) continue;
    writeFileSync(descriptor, text);
    text = '';
  }
  writeFileSync(descriptor, text);
  closeSync(descriptor);
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A sheet with the columns Dimension, Code and Description names the codes of the others. */
function codeNames({ rows }: WorkbookSheet): CodeName[] {
  const [header, ...others] = rows.map(textsOf);
  if (header?.slice(0, 3).join() !== 'Dimension,Code,Description') return [];
  const known = readColumns();
  return others.map(([dimension = '', code = '', name = '']) => ({
    concept: known.get(plainName(dimension))?.concept ?? conceptOf(dimension),
    code,
    name,
  }));
}
