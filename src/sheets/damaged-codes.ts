import type { Table } from '../csvw/metadata/table.js';
import { placeInRow } from '../csvw/rows/rows.js';
import { clip, type Place, type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import { kindOf, referenceOf, type Sheet, sheetWords } from './table-group.js';

/** Codes that a spreadsheet program can have made from other codes: 16.1 from 16.10, and 1 from 01. */

/** Returns a code as a spreadsheet program stores it if it takes it for a number: 16.10 becomes 16.1, and 01 becomes 1. */
export function asStored(code: string): string {
  if (!/^(?:0\d|\d+\.\d*0$|\d+E\d+$)/i.test(code) || !/^\d{1,15}(?:\.\d{1,10}|E\d{1,2})?$/i.test(code)) return code;
  return String(Number(code));
}

const least = 2; // codes that a spreadsheet program would change, expected in a column of this length

/**
 * Reports references of which a spreadsheet program probably changed some: the column contains no code that a program would
 * change, although the other sheet has some, and it often contains the codes that they would become. `known` contains the
 * keys of each table.
 */
export function* damagedCodes(sheet: Sheet, known: Map<Table, Set<string>>): Generator<Problem> {
  const { table, file, header, rows } = sheet;
  for (const [index, column] of header.columns.entries()) {
    const reference = column && referenceOf(table, column);
    if (!reference || reference.table === table || kindOf(column, table) !== 'key') continue;
    const codes = known.get(reference.table) ?? new Set();
    const lost = new Map([...codes].flatMap((code) => pairOf(code, codes)));
    if (lost.size === 0) continue;
    const body = rows.slice(1);
    const expected = (body.length * lost.size) / codes.size;
    if (expected < least || body.some(({ cells }) => asStored(cells[index] ?? '') !== (cells[index] ?? ''))) continue;
    const found = body.filter(({ cells }) => lost.has(cells[index] ?? ''));
    if (found.length < 2 * expected) continue;
    const places = found.map((row) => placeInRow(file, row, index, column.name));
    const [where] = places as [(typeof places)[0]];
    const values = {
      column: column.name,
      sheet: sheetWords(file),
      other: reference.table.name,
      codes: [...new Set(places.map(({ value }) => value))]
        .map((code) => `${clip(code)} (${lost.get(code)})`)
        .join(', '),
      rows: rowList(places),
    };
    const suggestion = lost.get(where.value) as string;
    yield { ...problemOf(texts.noFinalZero, where, values), suggestion, also: places.slice(1) };
  }
}

/** The code that a spreadsheet program makes from a code, if that is a code too. */
function pairOf(code: string, codes: Set<string>): [string, string][] {
  const stored = asStored(code);
  return stored !== code && codes.has(stored) ? [[stored, code]] : [];
}

const shown = 20; // rows in a message

/** The rows of some places, for a message: "rows 12, 57 and 3 more". */
export function rowList(places: Place[]): string {
  const rows = [...new Set(places.map(({ row }) => row))];
  const more = rows.length > shown ? ` and ${rows.length - shown} more` : '';
  return `${rows.length === 1 ? 'row' : 'rows'} ${rows.slice(0, shown).join(', ')}${more}`;
}
