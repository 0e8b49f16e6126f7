import { isAt } from '../bytes.js';
import type { Table } from '../csvw/metadata/table.js';
import { placeInRow, type Row, type Rows } from '../csvw/rows/rows.js';
import {
  addProblems,
  cellAddress,
  conflictProblems,
  grouped,
  isAnythingPartial,
  type Problem,
  problemOf,
  type Wording,
} from '../problem.js';
import { conflictsIn, withoutConflicts } from '../text/conflicts.js';
import { lineEndAt, plainForm, textOffsets } from '../text/csv.js';
import { readDelimited } from './delimiter.js';
import { damageByCell, decode, garbled, otherEncoding } from './encoding.js';
import texts from './messages.json' with { type: 'json' };
import { headerIndex } from './repair.js';
import type { SheetRows } from './table-group.js';

/** Limits of a sheet. Spreadsheet programs have the same limits for rows and characters. */
export const limits = { bytes: 32 * 1024 * 1024, rows: 1_048_576, characters: 32_767 };

/** Decodes a CSV file and splits it into rows. Detects its delimiter and line ends if they differ from the dialect. */
export function csvSheet(bytes: Uint8Array, file: string, table: Table): SheetRows {
  const problems: Problem[] = [];
  const lost: SheetRows = { rows: [], problems, isLost: true };
  if (isPacked(bytes)) {
    problems.push(problemOf(texts.workbookInside, { file }));
    return lost;
  }
  const decoded = decode(bytes, file, table.dialect.encoding);
  if (isEmpty(decoded.text) && !isAnythingPartial(decoded.problems)) return { ...lost, isLost: false };
  addProblems(problems, decoded.problems);
  const text = withoutDoubledEnds(decoded.text, file, problems);
  if (/^\s*<(?:!doctype|html|head|body|table|\?xml)\b/i.test(text)) {
    const isOpenDocument = text.slice(0, 8192).includes('urn:oasis:names:tc:opendocument:');
    problems.push(problemOf(isOpenDocument ? texts.workbookInside : texts.webPage, { file, row: 1 }));
  }
  const isGarbled = garbled(decoded.text, file);
  if (isGarbled) problems.push(isGarbled);
  if (isAnythingPartial(problems)) return lost;
  const outside = emptyConflicts(text);
  const read = readDelimited(outside, { ...table.dialect, lineTerminators: plainForm.lineTerminators }, file, table);
  const { rows, problems: conflicts } =
    outside === text ? { ...read, problems: [] } : rowsOutside(read.rows, text, file);
  const hasHeader = conflicts.length === 0 || headerIndex(rows, table) !== undefined;
  if (hasHeader) addNotices(problems, read.notices);
  const isUnreadable = isAnythingPartial(problems) || !hasHeader;
  addProblems(problems, conflicts);
  if (isUnreadable) return lost;
  const { problems: faults } = read;
  addProblems(problems, [...faults, ...lineEndProblems(outside, read, file)]);
  const count = rows.at(-1)?.number ?? 0;
  if (count > limits.rows) {
    problems.push(overLimit(texts.tooManyRows, { file, row: limits.rows + 1 }, count, limits.rows));
    return lost;
  }
  addProblems(problems, longCells(rows, file));
  if (faults.length > 0 && rows.length < 2) return lost;
  const isOpen = !/[\r\n]$/.test(text);
  if (decoded.damage.length === 0 || conflicts.length > 0) return { rows, problems, isLost: false, isOpen };
  const damage = damageByCell(rows, decoded.damage);
  const foreign = otherEncoding(damage, file);
  if (foreign) problems.push(foreign);
  return foreign ? lost : { rows, problems, isLost: false, isOpen, damage };
}

/** True if a text contains only line ends, spaces and NUL, which a disk can leave. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is expected
const isEmpty = (text: string): boolean => !/[^\s\u0000]/.test(text);

/** Adds notices of the delimiter. Such a file often has another encoding too, which the same notice then says. */
function addNotices(problems: Problem[], notices: Problem[]): void {
  const [last] = notices.filter(({ severity }) => severity === 'notice').slice(-1);
  const ofEncoding = last ? problems.filter(({ code }) => code === 'utf-16' || code === 'bom') : [];
  const utf16 = ofEncoding.find(({ code }) => code === 'utf-16');
  for (const one of ofEncoding) problems.splice(problems.indexOf(one), 1);
  if (last && utf16) last.message = `${utf16.message}. ${last.message}`;
  addProblems(problems, notices);
}

/** True if the bytes are a workbook: a ZIP file or a compound file. */
const isPacked = (bytes: Uint8Array): boolean =>
  isAt(bytes, 0, [0x50, 0x4b, 3, 4]) || isAt(bytes, 0, [0xd0, 0xcf, 0x11, 0xe0]);

/** Reports a size above its limit. */
export const overLimit = (wording: Wording, where: Problem['where'], count: number, most: number): Problem =>
  problemOf(wording, where, { count: grouped(count), most: grouped(most) });

function* longCells(rows: Row[], file: string): Generator<Problem> {
  for (const row of rows)
    for (const [index, text] of row.cells.entries()) {
      if (text.length <= limits.characters) continue;
      const { value: _, ...where } = placeInRow(file, row, index, rows[0]?.cells[index] ?? '');
      yield overLimit(texts.longCell, where, text.length, limits.characters);
    }
}

/** Replaces CR CR LF with CR LF if every line ends that way: some programs convert line ends twice. */
function withoutDoubledEnds(text: string, file: string, problems: Problem[]): string {
  if (!text.includes('\r\r\n') || /[\r\n]/.test(text.replaceAll('\r\r\n', ''))) return text;
  problems.push(problemOf(texts.doubledLineEnds, { file }));
  return text.replaceAll('\r\r\n', '\r\n');
}

/**
 * Reports mixed line ends and bare CR. If the rows differ in length too, a line end probably belongs inside a cell, and
 * we cannot know which one.
 */
function lineEndProblems(text: string, { rows, start, ends }: Rows, file: string): Problem[] {
  if (!text.includes('\r')) return [];
  const above = text.slice(0, start).match(/\r\n|\n|\r/g) ?? [];
  const records = text.slice(start);
  const all = [...above, ...textOffsets(records, ends).map((end) => lineEndAt(records, end))];
  const kinds = Object.entries({ CRLF: '\r\n', LF: '\n', CR: '\r' }).flatMap(([name, kind]) => {
    const count = all.filter((end) => end === kind).length;
    return count > 0 ? [{ name, count }] : [];
  });
  if (kinds.length < 2 && kinds[0]?.name !== 'CR') return [];
  const found = kinds.map(({ name, count }) => `${count} ${name}`).join(', ');
  const width = rows[0]?.cells.length ?? 0;
  const ragged = rows.find(({ cells }) => cells.length !== width && cells.some((cell) => cell !== ''));
  if (!ragged) return [problemOf(texts.lineEnds, { file }, { found })];
  const has = ragged.cells.length;
  const cell = cellAddress(ragged.number, Math.min(has, width) + 1);
  return [problemOf(texts.raggedLineEnds, { file, row: ragged.number, cell }, { found, has, width })];
}

/** Replaces a line of a conflict. No line of a readable file is a NUL. */
const gap = '\0';

/** Empties the lines of unresolved Git conflicts, so that they cause no other problem. */
function emptyConflicts(text: string): string {
  const conflicts = conflictsIn(text);
  return conflicts.length > 0 ? withoutConflicts(text, conflicts, gap) : text;
}

/** Removes the emptied rows and reports the conflicts at the rows where they begin. `text` is the original. */
function rowsOutside(rows: Row[], text: string, file: string): { rows: Row[]; problems: Problem[] } {
  const isGap = ({ cells }: Row): boolean => cells.length === 1 && cells[0] === gap;
  const gaps = rows.filter(isGap);
  let at = 0;
  const problems = conflictProblems(text, file, ({ first, last }) => {
    const row = gaps[at]?.number ?? first;
    at += last - first + 1;
    return row;
  });
  return { rows: rows.filter((row) => !isGap(row)), problems };
}
