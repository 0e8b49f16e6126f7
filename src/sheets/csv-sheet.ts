import type { Table } from '../csvw/metadata/table.js';
import { type Row, readText } from '../csvw/rows/rows.js';
import { addProblems, isAnythingPartial, type Problem } from '../problem.js';
import { type Damage, damageByCell, otherEncoding } from './damage.js';
import { decode } from './decode.js';
import { findDelimiter } from './delimiter.js';
import { isOverRows, overLimit } from './limits.js';
import { lineEndProblems, withoutDoubledEnds } from './line-ends.js';

/** The rows of one sheet as text, whatever it is kept in. */
export interface Found {
  rows: Row[];
  problems: Problem[];
  isLost: boolean; // of this sheet nothing can be judged
  damage?: Map<string, Damage>; // what is damaged in a cell, by its address
}

/** A CSV file → its rows: decoded, its delimiter and line ends recognized where they are not those of the dialect. */
export function csvSheet(bytes: Uint8Array, file: string, table: Table): Found {
  const lost = (problems: Problem[]): Found => ({ rows: [], problems, isLost: true });
  const refused = disguised(bytes, file);
  if (refused) return lost([refused]);
  const { text: decoded, damage, problems } = decode(bytes, file, table.dialect.encoding);
  const { text, problems: ends } = withoutDoubledEnds(decoded, file);
  addProblems(problems, [...ends, ...webPage(text, file)]);
  if (isAnythingPartial(problems)) return lost(problems);
  const delimited = findDelimiter(text, { ...table.dialect, lineTerminators: ['\r\n', '\n', '\r'] }, file, table);
  addProblems(problems, delimited.problems);
  if (isAnythingPartial(problems)) return lost(problems);
  const read = readText(text, file, delimited.dialect);
  const { rows, problems: faults } = read;
  addProblems(problems, [...faults, ...lineEndProblems(text, read, file)]);
  addProblems(problems, overLimit(rows, file));
  if ((faults.length > 0 && rows.length < 2) || isOverRows(rows)) return lost(problems);
  if (damage.length === 0) return { rows, problems, isLost: false };
  const damaged = damageByCell(rows, damage);
  const foreign = otherEncoding(damaged, file);
  return foreign ? lost([...problems, foreign]) : { rows, problems, isLost: false, damage: damaged };
}

/** A workbook under another name is no text. */
function disguised(bytes: Uint8Array, file: string): Problem | undefined {
  const [a, b, c, d] = bytes;
  const isZip = a === 0x50 && b === 0x4b && c === 3 && d === 4;
  const isOle = a === 0xd0 && b === 0xcf && c === 0x11 && d === 0xe0;
  if (!isZip && !isOle) return undefined;
  return {
    code: 'magic',
    severity: 'error',
    message: 'the file is called .csv and is a workbook',
    where: { file },
    fix: 'save it as "CSV UTF-8", or give it its own ending and name the sheet in tables.json',
    isPartial: true,
  };
}

/** A page that was saved in place of the sheet that it shows, or of an error that a server told. */
function webPage(text: string, file: string): Problem[] {
  if (!/^\s*<(?:!doctype|html|head|body|table|\?xml)\b/i.test(text)) return [];
  const message = 'the file is called .csv and is a web page or XML';
  const fix =
    'open the page and look what it says: download the sheet itself, or copy the table into a spreadsheet program and save it as "CSV UTF-8"';
  return [{ code: 'magic', severity: 'error', message, where: { file, row: 1 }, fix, isPartial: true }];
}
