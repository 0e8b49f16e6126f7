import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { clip, grouped, type Problem, problemOf } from '../problem.js';
import { sheetWords } from '../sheets/table-group.js';
import { groupBy } from '../text/order.js';
import type { Aligned, SharedColumn } from './align-rows.js';
import type { Thresholds } from './changed-column.js';
import texts from './messages.json' with { type: 'json' };

/** Rows of an earlier version that are missing, and copied rows, if a person would hardly have done it on purpose. */

/** Number of missing rows that a message names. */
const examplesShown = 2;

/**
 * Reports missing rows: many of them, or, if no row is new, several that followed each other, a large share, or all rows
 * with a value, such as a year. One figure is enough. It is an error if the end of the sheet is missing: the file was cut.
 */
export function rowsRemoved(
  { sheet, before, after, pairs, removed, added, columns }: Aligned,
  least: Thresholds,
  since: string,
): Problem | undefined {
  const kept = new Set(pairs.map(({ from }) => from));
  const isFiltered = added.length === 0 && removed.length >= least.cells && hasGoneValue(removed, after);
  const lost = before.flatMap((_, i) => (kept.has(i) ? [] : [i]));
  const isRun = lost.length > 1 && lost.at(-1) === (lost[0] as number) + lost.length - 1;
  const isLarge = lost.length > 0 && lost.length >= least.removedShare * before.length;
  const isFigure = lost.length === 1 && hasFigures(columns);
  const isReported =
    added.length === 0 ? isRun || isLarge || isFiltered || isFigure : isLarge && lost.length >= least.moved;
  if (!isReported) return undefined;
  const isEnd = isRun && added.length === 0 && lost.at(-1) === before.length - 1;
  const isCut = isEnd && lost.length >= Math.max(least.cells, least.changedShare * before.length);
  const keys = columns.flatMap(({ isKey }, i) => (isKey ? [i] : []));
  const keyOf = (row: string[]): string => clip((keys.length > 0 ? keys : [0]).map((i) => row[i]).join(' '));
  const problem = problemOf(
    texts.rowsRemoved,
    { file: sheet.file, row: 1, cell: 'A1' },
    {
      count: grouped(removed.length),
      all: grouped(before.length),
      now: grouped(sheet.rows.length - 1),
      added: grouped(added.length),
      sheet: sheetWords(sheet.file),
      examples: removed.slice(0, examplesShown).map(keyOf).join('; '),
      since,
    },
  );
  return isCut ? { ...problem, severity: 'error' as const } : problem;
}

/** True for a sheet of figures, in which one missing row is a gap: numbers with a key of several parts, such as area and year. */
const hasFigures = (columns: SharedColumn[]): boolean =>
  columns.filter(({ isKey }) => isKey).length > 1 && columns.some(({ kind, isKey }) => kind === 'number' && !isKey);

/** True if removed rows have one value in a column, and no other row has it: they were filtered and deleted. */
const hasGoneValue = ([first = [], ...removed]: string[][], after: string[][]): boolean =>
  first.some((value, i) => removed.every((row) => row[i] === value) && after.every((row) => row[i] !== value));

/** Fewest texts of a row that are hardly ever the same in two rows together, such as a name in two languages. */
const leastTexts = 2;

/** Characters of a text that is enough on its own if the rows are next to each other, such as the reason for a link. */
const longText = 40;

const isTelling = (found: string[]): boolean =>
  new Set(found).size >= leastTexts || (found[0]?.length ?? 0) >= longText;

/**
 * Reports new rows with all texts of another row: the row was copied, and got another key, but not its own texts. A text
 * in the key that both rows have, such as a search word of two items, has the same translations in both.
 */
export function copiedRows({ sheet, columns, rows, after, added }: Aligned, since: string): Problem[] {
  const written = columns.flatMap(({ kind, isKey }, at) => (kind === 'text' && !isKey ? [at] : []));
  const inKey = columns.flatMap(({ column, isKey }, at) => (isKey && column.lang !== 'und' ? [at] : []));
  const textsOf = (row: string[]): string[] => written.map((at) => row[at] as string);
  const filled = after.map((row) => textsOf(row).filter((text) => text !== ''));
  const rowsWith = groupBy(after.keys(), (i) =>
    !isTelling(filled[i] as string[]) ? undefined : JSON.stringify(textsOf(after[i] as string[])),
  );
  const isNew = new Set(added);
  return [...rowsWith].flatMap(([key, same]) => {
    const original = key === undefined ? undefined : same.find((i) => !isNew.has(after[i] as string[]));
    if (original === undefined) return [];
    const isBeside = (i: number): boolean => same.includes(i - 1) || same.includes(i + 1);
    const hasOwnName = (i: number): boolean => inKey.every((at) => after[i]?.[at] !== after[original]?.[at]);
    const copies = same.filter(
      (i) => isNew.has(after[i] as string[]) && hasOwnName(i) && (new Set(filled[i]).size >= leastTexts || isBeside(i)),
    );
    return copies.map((copy) => {
      const place = placeInRow(sheet.file, rows[copy] as Row, columns[written[0] as number]?.cell ?? 0);
      const values = { since, other: rows[original]?.number, examples: clip(filled[copy]?.[0] ?? '') };
      return problemOf(texts.rowCopied, place, values);
    });
  });
}
