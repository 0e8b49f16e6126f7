import type { MissingKey } from '../../csvw/rows/keys.js';
import { type Place, type Problem, problemOf } from '../../problem.js';
import { nearest } from '../../text/nearest.js';
import { compareNaturally } from '../../text/order.js';
import texts from '../messages.json' with { type: 'json' };
import { columnAt, type Sheet, sheetWords } from '../table-group.js';
import { type Cause, oneOf } from './cause.js';

/** References to missing rows of one sheet: a key was renamed, a row was deleted, or many rows are missing. */

/** Fewest missing keys that are reported as one. */
const fewest = 4;

/** A missing key with one broken reference for each use. */
export interface Missing extends MissingKey {
  uses: Problem[];
}

/** A sheet with the keys that others refer to and that are missing from it. */
export interface Referenced {
  sheet: Sheet;
  missing: Missing[];
  known: string[]; // its keys
  unused: Map<string, Place>; // the keys that no row refers to
  isKey(text: string): boolean; // a text that fits the key column
}

/** Returns the causes of broken references to one sheet. */
export function missingRows({ sheet, missing, known, unused, isKey }: Referenced): Cause[] {
  const possible = missing.filter(({ value }) => value.length === 1 && isKey(value[0] ?? ''));
  const renamed = possible.flatMap((one): { one: Missing; to: string }[] => {
    const to = newName(one, missing, known, unused);
    return to === undefined ? [] : [{ one, to }];
  });
  const others = possible.filter((one) => !renamed.some((found) => found.one === one));
  const slips = others.filter(({ uses, value }) => uses.length === 1 && nearest(value[0] ?? '', known) !== undefined);
  const isMany = others.length >= fewest && (slips.length * 2 <= others.length || others.length >= 3 * fewest);
  return [
    ...renamed.map(({ one, to }) => ({ of: one.uses, problem: renamedKey(one, to, sheet, unused) })),
    ...(isMany ? [{ of: others.flatMap(({ uses }) => uses), problem: manyMissing(others, sheet) }] : []),
    ...(isMany
      ? []
      : others.filter(({ uses }) => uses.length > 1).map((one) => ({ of: one.uses, problem: oneMissing(one, sheet) }))),
  ];
}

/** Returns the key that a missing key was most likely renamed to: a similar or the only key that is not used. */
function newName(one: Missing, missing: Missing[], known: string[], unused: Map<string, Place>): string | undefined {
  const [value = ''] = one.value;
  const similar = nearest(value, unused.keys());
  if (similar !== undefined && (one.uses.length > 1 || similar === nearest(value, known))) return similar;
  const [only, another] = unused.keys();
  return missing.length === 1 && one.uses.length > 1 && another === undefined && known.length > 2 ? only : undefined;
}

function renamedKey(
  { value: [value = ''], uses }: Missing,
  to: string,
  sheet: Sheet,
  unused: Map<string, Place>,
): Problem {
  const where = unused.get(to) as Place;
  const [first] = uses;
  const used = usedIn(uses);
  const words = problemOf(texts.renamedKey, where, {
    column: where.column,
    value,
    to,
    used,
    sheet: sheetWords(sheet.file),
  });
  return { ...words, suggestion: value, ...(first && { related: [first.where] }) };
}

function oneMissing({ value: [value = ''], uses }: Missing, sheet: Sheet): Problem {
  const column = sheet.table.primaryKey[0] ?? '';
  const isSameGuess = uses[0]?.suggestion;
  const problem = oneOf(uses, texts.missingRow, { column, value, used: usedIn(uses), sheet: sheetWords(sheet.file) });
  return isSameGuess === undefined ? problem : { ...problem, suggestion: isSameGuess };
}

/** Reports many missing rows at the end of their sheet, where they are missing if it is truncated. */
function manyMissing(missing: Missing[], sheet: Sheet): Problem {
  const { file, table, rows, header } = sheet;
  const [name = ''] = table.primaryKey;
  const column = columnAt(table, name);
  const index = header.columns.indexOf(column);
  const keys = rows.slice(1).map(({ cells }) => cells[index] ?? '');
  const values = missing.map(({ value }) => value[0] ?? '').sort(compareNaturally);
  const [first = '', last = ''] = [values[0], values.at(-1)];
  const isAtEnd = keys.every((key) => compareNaturally(key, first) < 0);
  const row = rows.at(-1)?.number;
  const uses = missing.flatMap((one) => one.uses);
  const where: Place = { file, ...(row !== undefined && isAtEnd && { row }) };
  const wording = isAtEnd ? texts.truncated : texts.missingRows;
  const problem = problemOf(wording, where, {
    count: values.length,
    column: name,
    first,
    last,
    used: usedIn(uses),
    row,
  });
  return { ...problem, related: uses.slice(0, 1).map((use) => use.where) };
}

/** "155 times in data/links.csv", "8 times in data/links.csv and data/series.csv". */
function usedIn(uses: Problem[]): string {
  const files = [...new Set(uses.map(({ where }) => sheetWords(where.file)))];
  const names = files.length > 2 ? `${files.slice(0, -1).join(', ')} and ${files.at(-1)}` : files.join(' and ');
  return `${uses.length === 1 ? 'once' : `${uses.length} times`} in ${names}`;
}
