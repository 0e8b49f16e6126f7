import type { Column } from '../csvw/metadata/column.js';
import type { Row } from '../csvw/rows/rows.js';
import { type Place, type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };

/** Finds texts of which a part is missing: they do not begin or end as the others of their column, or are much too short. */

/** A column of texts in a language. */
export interface TextColumn {
  column: Column;
  index: number;
  lang: string; // primary subtag
  script: string;
}

export const textAt = ({ cells }: Row, { index }: TextColumn): string => cells[index] ?? '';

/** How a text looks that was cut, and how many translations that look complete are enough to know it. */
const signs = [
  {
    what: 'has no punctuation at its end',
    isCut: (text: string) => !/[.!?。！？؟][\s)\]"'”»’）」』]*$/u.test(text),
    enough: 2,
  },
  {
    what: 'begins with a small letter',
    isCut: (text: string) => /^\p{Ll}(?!\))/u.test(text),
    enough: Number.POSITIVE_INFINITY,
  },
];

const few = { texts: 5, ratios: 10 }; // fewest in a column from which others differ
const rare = 0.1; // share of a column
const long = 40; // characters; shorter texts are names
const muchShorter = Math.log(0.5);
const mostShort = 5; // cells; more are another way to write, or follow from a column that moved

/** Reports incomplete texts in columns that have one text in several languages, or one text in one language. */
export function incompleteTexts(
  body: Row[],
  columns: TextColumn[],
  placeOf: (row: Row, column: TextColumn) => Place,
): Problem[] {
  const isOfNames = median(body.flatMap((row) => columns.flatMap((one) => textAt(row, one).length || []))) < long;
  if (isOfNames) return [];
  const found = new Map<string, Problem>(); // by cell
  const short: [Row, TextColumn][] = [];
  const tell = (row: Row, column: TextColumn, what: string): void => {
    const place = placeOf(row, column);
    const { cell = '' } = place;
    if (!found.has(cell)) found.set(cell, problemOf(texts.incompleteText, place, { what }));
  };
  for (const column of columns) {
    const others = (row: Row): string[] => columns.flatMap((one) => (one === column ? [] : textAt(row, one) || []));
    const filled = body.filter((row) => textAt(row, column) !== '');
    for (const { what, isCut, enough } of signs) {
      const odd = filled.filter((row) => isCut(textAt(row, column)));
      const isRare = filled.length >= few.texts && odd.length <= Math.max(1, rare * filled.length);
      for (const row of odd) {
        const translations = others(row);
        if (!translations.some(isCut) && (isRare || translations.length >= enough))
          tell(row, column, `${what}, unlike the other texts`);
      }
    }
    const lengths = filled.flatMap((row) => {
      const translations = others(row);
      const other = median(translations.map(({ length }) => length));
      return other < long ? [] : { row, ratio: Math.log(textAt(row, column).length / other) };
    });
    const usual = median(lengths.map(({ ratio }) => ratio));
    if (lengths.length >= few.ratios)
      for (const { row, ratio } of lengths) if (ratio - usual < muchShorter) short.push([row, column]);
  }
  if (short.length <= mostShort)
    for (const [row, column] of short) tell(row, column, 'is less than half as long as its translations');
  return [...found.values()];
}

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1] ?? 0;
