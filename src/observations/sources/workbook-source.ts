import type { Problem } from '../../problem.js';
import type { Workbook, WorkbookRow, WorkbookSheet } from '../../workbook/workbook.js';
import { conceptOf } from '../formats/column-uses.js';
import { type KnownColumn, plainName } from '../tables.js';
import { columnProblems, notRecognised, recogniseHeader, recogniseText } from './recognise.js';
import type { CodeName, Opened, SourceFiles } from './source.js';

/** Opens a workbook: the first sheet with a header of a known format, which is kept as CSV. */
export async function openWorkbook(
  file: string,
  workbook: Workbook,
  columns: Map<string, KnownColumn>,
  files: SourceFiles,
): Promise<Opened> {
  const sheet = workbook.sheets.find(
    ({ rows: [first] }) => first?.number === 1 && recogniseHeader(textsOf(first), columns),
  );
  if (!sheet) return { problems: [notRecognised(file, textsOf(workbook.sheets[0]?.rows[0]))] };
  const path = await files.keep(csvText(sheet.rows));
  const found = recogniseText((dialect) => files.leading(path, dialect), columns);
  if (!found) throw new Error(`the header of ${file} is not what it was`);
  const where = { file, sheet: sheet.name };
  const names = workbook.sheets.flatMap((one) => (one === sheet ? [] : codeNames(one, columns)));
  return {
    source: { ...where, path, ...found, codes: new Map(), names },
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

/** Rows as CSV, piece by piece, each on the line of its number: where the sheet has none, a blank line stands. */
function* csvText(rows: WorkbookRow[]): Generator<string> {
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
    yield text;
    text = '';
  }
  yield text;
}

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A sheet with the columns Dimension, Code and Description names the codes of the others. */
function codeNames({ rows }: WorkbookSheet, known: Map<string, KnownColumn>): CodeName[] {
  const [header, ...others] = rows.map(textsOf);
  if (header?.slice(0, 3).join() !== 'Dimension,Code,Description') return [];
  return others.map(([dimension = '', code = '', name = '']) => ({
    concept: known.get(plainName(dimension))?.concept ?? conceptOf(dimension),
    code,
    name,
  }));
}
