import { sameBytes } from '../bytes.js';
import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { type Files, fileIn } from '../files.js';
import {
  clip,
  grouped,
  hasErrors,
  isAnythingPartial,
  type Place,
  PROBLEM_LIMIT,
  type Problem,
  placesOf,
  problemOf,
  sortProblems,
  wordsOf,
} from '../problem.js';
import { isOfRow } from '../sheets/causes/columns.js';
import { rowList } from '../sheets/damaged-codes.js';
import { columnOf, isError, rowOf, sheetNameOf } from '../sheets/findings.js';
import sheetTexts from '../sheets/messages.json' with { type: 'json' };
import { readTableFile } from '../sheets/sheets.js';
import { locate, readGroup, type Sheet, type Sheets, withSheetName } from '../sheets/table-group.js';
import { boundaryBefore } from '../text/characters.js';
import { differenceOf } from '../text/nearest.js';
import { groupBy } from '../text/order.js';
import type { ReadWorkbook } from '../workbook/workbook.js';
import { type Aligned, alignRows } from './align-rows.js';
import { type ChangedColumn, changedColumns, type MassChange, type Thresholds } from './changed-column.js';
import type { EarlierKeys } from './earlier-keys.js';
import { exchangedColumns, massChanges, thresholdsOf } from './mass-changes.js';
import texts from './messages.json' with { type: 'json' };
import { copiedRows, rowsRemoved } from './row-changes.js';

/** Compares sheets with an earlier version, cell by cell, and reports mass changes, which a steward rarely intends. */

/** Sheets of an earlier version, by the name of their table. Sheets with the same bytes are left out. */
export interface EarlierSheets {
  name: string; // for messages: "build/current"
  sheets: Map<string, Sheet>;
  relabelled?: ReadonlySet<string>; // tables whose rows belong to a thing with another code, such as another unit
}

/** Reads the sheets of a folder that differ from `sheets`. Returns undefined if the folder contains other tables. */
export async function readEarlierSheets(
  files: Files,
  folder: string,
  name: string,
  { read, sheets }: Pick<Sheets, 'read' | 'sheets'>,
  readWorkbook?: ReadWorkbook,
): Promise<EarlierSheets | undefined> {
  const document = files.read(fileIn(folder, 'tables.json'));
  if ('words' in document) return undefined;
  const isCurrent = (file: string, bytes: Uint8Array): boolean => {
    const now = read.get(file);
    return now !== undefined && sameBytes(bytes, now);
  };
  const current = new Map(sheets.map(({ table }) => [table.name, table]));
  const tables = isCurrent('tables.json', document)
    ? [...current.values()]
    : readGroup(new TextDecoder().decode(document), 'tables.json', undefined, []).tables;
  const known = tables.filter(({ name }) => current.has(name));
  if (known.length === 0) return undefined;
  const found: EarlierSheets = { name, sheets: new Map() };
  for (const [file, own] of groupBy(known, (table) => locate(table.name).file)) {
    const bytes = files.read(fileIn(folder, file));
    if ('words' in bytes || isCurrent(file, bytes)) continue;
    const { sheets: there } = await readTableFile(bytes, file, own, readWorkbook);
    for (const sheet of there) if (!sheet.isLost) found.sheets.set(sheet.table.name, sheet);
  }
  return found;
}

/** True if a sheet was read completely, and its header has no error: otherwise the differences only follow from that. */
const isComparable = ({ isLost, rows, problems, headerProblems }: Sheet): boolean =>
  !isLost && rows.length > 1 && !isAnythingPartial(problems) && !hasErrors(headerProblems);

/** Mass changes since an earlier version, and the sheets that differ. */
export interface ChangesSince {
  problems: Problem[];
  changed: Place[];
  keys?: EarlierKeys;
}

/** Reports the mass changes of all sheets since an earlier version. */
export function changesSince(
  earlier: EarlierSheets,
  { sheets, group }: Pick<Sheets, 'sheets' | 'group'>,
): ChangesSince {
  const changed = sheets.filter(({ table }) => earlier.sheets.has(table.name));
  const olderOf = ({ table }: Sheet): Sheet => earlier.sheets.get(table.name) as Sheet;
  const aligned = changed.filter(isComparable).map((sheet) => ({
    ...alignRows(olderOf(sheet), sheet),
    isRelabelled: earlier.relabelled?.has(sheet.table.name) === true,
  }));
  const problems = aligned.flatMap((one) => sheetChanges(one, thresholdsOf(one.sheet.table, group), earlier.name));
  const older = new Map(changed.map((sheet) => [sheet.file, olderOf(sheet)]));
  return { problems, changed: changed.map(({ file }) => withSheetName({ file })), keys: { older, aligned } };
}

function sheetChanges(aligned: Aligned, thresholds: Thresholds, since: string): Problem[] {
  const columns = changedColumns(aligned);
  const exchanged = exchangedColumns(columns);
  const explained = new Set(exchanged.flatMap(([column, { values }]) => [column.column.name, values?.['other']]));
  const others = columns.filter(({ column }) => !explained.has(column.name));
  const found = [
    ...exchanged,
    ...others.flatMap((column) =>
      massChanges(column, column.changed, thresholds).map((change): Found => [column, change]),
    ),
  ];
  const missing = rowsRemoved(aligned, thresholds, since);
  return [
    ...(missing ? [missing] : []),
    ...copiedRows(aligned, since),
    ...together(found).map((group) => problemAt(group, since)),
  ];
}

/** True for an error that explains why a sheet differs from an earlier version: it was not read completely, or its rows moved. */
const isCause = ({ code, severity, isPartial }: Problem): boolean =>
  severity === 'error' && (isPartial === true || sheetTexts.causes.includes(code));

const cellOf = (place: Place): string => `${rowOf(place)}\n${place.column}`;
const whereOf = ({ where }: Problem): Place => where;
const isDamaged = ({ code }: Problem): boolean => code === texts.damagedCode.code;

/** True if one column was sorted on its own. Rows that were pasted twice also move other columns. */
const isSorted = (problem: Problem): boolean =>
  problem.code === texts.moved.code &&
  isError(problem) &&
  placesOf(problem).every(({ column }) => column === problem.where.column);

/** Returns a test of places: they have the same key as one of these. */
function among(places: Place[], keyOf: (place: Place) => string): (place: Place) => boolean {
  const keys = new Set(places.map(keyOf));
  return (place) => keys.has(keyOf(place));
}

/**
 * Adds the problems of a comparison that do not follow from errors. They replace their own consequences: the suspicion of
 * shortened codes, and unknown codes in such a column. Others are copied texts of another language, and duplicate keys.
 */
export function withCompared(problems: Problem[], found: Problem[]): Problem[] {
  const wrong = problems.filter(isError);
  const causes = problems.filter(isCause);
  const isExplained = among(causes.map(whereOf), sheetNameOf);
  const isRepeated = ({ code }: Problem): boolean => code === sheetTexts.repeatedRows.code;
  const isOtherwise = among(causes.filter((one) => !isRepeated(one)).map(whereOf), sheetNameOf);
  const isWrongCell = among(wrong.flatMap(placesOf), cellOf);
  const isWrongRow = among(wrong.filter(isOfRow).flatMap(placesOf), rowOf);
  const compared = found.filter(
    (one) =>
      !(isSorted(one) ? isOtherwise : isExplained)(one.where) &&
      (isError(one) || !(isWrongCell(one.where) || isWrongRow(one.where))),
  );
  if (compared.length === 0) return problems;
  const errors = compared.filter(isError);
  const withCode = (...codes: string[]): Problem[] => errors.filter(({ code }) => codes.includes(code));
  const copied = withCode(texts.swapped.code);
  const [isCopiedColumn, isCopiedRow] = [among(copied.map(whereOf), columnOf), among(copied.flatMap(placesOf), rowOf)];
  const isCopied = (place: Place): boolean => isCopiedRow(place) || (place.row === 1 && isCopiedColumn(place));
  const isMisplaced = among(withCode(texts.moved.code, texts.shifted.code).flatMap(placesOf), columnOf);
  const isMovedRow = among(withCode(texts.moved.code).flatMap(placesOf), rowOf);
  const isChangedRow = among(errors.flatMap(placesOf), rowOf);
  const isChanged = among(compared.flatMap(placesOf), cellOf);
  const isInDamaged = among(compared.filter(isDamaged).map(whereOf), columnOf);
  const broken = problems.filter(({ code, where }) => code === 'foreign-key' && isInDamaged(where)); // unknown codes
  const others = problems.filter((problem) => {
    const { code, where, related = [] } = problem;
    const isKnown = incomplete.has(code) || (code === 'id-pattern' && isInDamaged(where));
    if (isKnown && (placesOf(problem).every(isChanged) || isMovedRow(where))) return false; // the older text is known
    if (problem.rule !== undefined && !isError(problem) && isChanged(where)) return false; // the older value is known
    if (isMisplaced(where) || (isInDamaged(where) && (isDamaged(problem) || code === 'foreign-key'))) return false;
    if (code === 'wrong-language') return !placesOf(problem).some(isCopied);
    return !(code === 'duplicate-id' || isRepeated(problem)) || ![...placesOf(problem), ...related].some(isChangedRow);
  });
  const isTwice = among(others.filter(({ code }) => code === 'duplicate-id').map(whereOf), cellOf);
  const isBroken = among(
    broken.map(whereOf).filter((place) => !isMisplaced(place)),
    columnOf,
  );
  const judged = compared.flatMap((problem): Problem[] => {
    if (!isDamaged(problem)) return [problem];
    if (placesOf(problem).every(isTwice)) return [];
    return [isBroken(problem.where) ? { ...problem, severity: 'error' } : problem];
  });
  return sortProblems([...others, ...judged]);
}

/** Codes of problems of texts that lost a part. */
const incomplete = new Set([sheetTexts.incompleteText.code, sheetTexts.residue.code]);

/** Fewest shortened codes of a column that are certainly an accident. */
const certainCodes = 3;

type Found = [ChangedColumn, MassChange];

/** Groups changes of the same kind in several columns: one accident usually affects them together. */
const together = (found: Found[]): Found[][] => [
  ...groupBy(found, ([column, { kind }]) => (kind === 'swapped' ? `${kind} ${column.index}` : kind)).values(),
];

const columnsShown = 3;
const examplesShown = 2;
const examplesSought = 20;

function problemAt(group: Found[], since: string): Problem {
  const [[column, { kind, values, severity }]] = group as [Found];
  const cells = group.flatMap(([one, change]) => change.cells.map((i): [ChangedColumn, number] => [one, i]));
  const places = cells.map(([one, i]) => placeOf(one, i));
  const others = cells.slice(1, PROBLEM_LIMIT).map((cell, i): Place => {
    const { message } = wordsOf(texts.otherCell, { since, example: exampleOf(cell), first: places[0]?.cell });
    return { ...(places[i + 1] as Place), message };
  });
  const names = [...new Set(group.map(([one]) => one.column.name))];
  const more = names.length > columnsShown ? ` and ${names.length - columnsShown} more` : '';
  const [[, first]] = cells as [[ChangedColumn, number]];
  return {
    ...problemOf(texts[kind], places[0] as Place, {
      ...values,
      count: grouped(cells.length),
      cells: cells.length === 1 ? '1 cell' : `${grouped(cells.length)} cells`,
      numbers: cells.length === 1 ? '1 number' : `${grouped(cells.length)} numbers`,
      columns: names.slice(0, columnsShown).join(', ') + more,
      rows: rowList(places),
      examples: distinctExamples(cells).join('; '),
      since,
      ...(values?.['rows'] !== undefined && { all: values['rows'] }),
    }),
    ...(severity && { severity }),
    ...(kind === 'damagedCode' && places.length >= certainCodes && { severity: 'error' }),
    ...(others.length > 0 && { also: others }),
    ...(kind !== 'many' &&
      kind !== 'manyKeys' && { suggestion: (values?.['suggestion'] ?? column.before[first]) as string }),
  };
}

const placeOf = ({ aligned: { sheet, pairs, rows }, column, cell, after }: ChangedColumn, i: number): Place => ({
  ...placeInRow(sheet.file, rows[pairs[i]?.to ?? 0] as Row, cell, column.name),
  value: after[i] as string,
});

/** Returns the first examples that differ, among the first cells. */
const distinctExamples = (cells: [ChangedColumn, number][]): string[] =>
  [...new Set(cells.slice(0, examplesSought).map(exampleOf))].slice(0, examplesShown);

/** Shows a changed cell: `10.7 "Facilitate safe transport" → "Transport"`. */
function exampleOf([{ aligned, before, after, isKey }, i]: [ChangedColumn, number]): string {
  const key = aligned.columns.flatMap((one, at) => (one.isKey ? [aligned.pairs[i]?.after[at]] : [])).join(' ');
  const [old, now] = [before[i] as string, after[i] as string];
  const { start } = differenceOf(old, now);
  const from = start < textShown - context ? 0 : start - context;
  return `${isKey ? '' : `${clip(key)} `}${quoted(old, from)} → ${quoted(now, from)}`;
}

const textShown = 40; // characters of a text in an example
const context = 15; // characters before the difference

function quoted(text: string, from: number): string {
  const start = boundaryBefore(text, from);
  const end = boundaryBefore(text, Math.min(start + textShown, text.length));
  return `"${start > 0 ? '…' : ''}${text.slice(start, end)}${end < text.length ? '…' : ''}"`;
}
