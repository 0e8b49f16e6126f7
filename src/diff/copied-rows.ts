import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { clip, type Problem, problemOf } from '../problem.js';
import { groupBy } from '../text/order.js';
import type { Aligned } from './align-rows.js';
import texts from './messages.json' with { type: 'json' };

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
