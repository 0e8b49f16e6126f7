import { distance } from 'fastest-levenshtein';
import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { clip, grouped, type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import { kindOf, type Sheet } from './table-group.js';

/** Finds texts that differ from the others of their column: in length or spelling. */

/** A long text: the fewest texts in its column, its length compared with the next longest text, and its fewest characters. */
const long = { texts: 5, times: 10, characters: 500 };

/** Reports a text that is far longer than all others of its column: a paragraph among short names. */
export function longTexts({ rows: [, ...body], header, table, file }: Sheet): Problem[] {
  return header.columns.flatMap((column, index): Problem[] => {
    if (!column || column.datatype.maxLength !== undefined || kindOf(column, table) !== 'text') return [];
    const filled = body.filter(({ cells }) => (cells[index] ?? '') !== '');
    let [longest, next, at] = [0, 0, filled[0]];
    for (const row of filled) {
      const { length } = row.cells[index] as string;
      if (length > longest) [next, longest, at] = [longest, length, row];
      else if (length > next) next = length;
    }
    if (!at || filled.length < long.texts || longest < long.characters || longest < long.times * next) return [];
    const values = { count: grouped(longest), most: grouped(next) };
    return [problemOf(texts.longAmongShort, placeInRow(file, at, index, column.name), values)];
  });
}

const common = 3; // rows with the usual spelling
const shortest = 8; // characters
const fewLetters = 2; // that differ
const shortWord = 3; // letters; short words can differ on purpose: "Annex A", "Annex B"
const mostValues = 500; // of a column that has the same texts again and again

/** Reports texts of one row that differ in a few letters from a text of several rows: "Statistics Divison". */
export function oddSpellings({ rows: [, ...body], header, table, file }: Sheet): Problem[] {
  return header.columns.flatMap((column, index): Problem[] => {
    if (!column || column.separator !== undefined || kindOf(column, table) !== 'text') return [];
    const counts = new Map<string, { row: Row; count: number }>();
    for (const row of body) {
      const text = row.cells[index] ?? '';
      if (text === '') continue;
      const known = counts.get(text);
      if (known) known.count++;
      else if (counts.size < mostValues) counts.set(text, { row, count: 1 });
      else return [];
    }
    const usual = [...counts].flatMap(([text, { count }]) => (count >= common ? text : []));
    return [...counts].flatMap(([text, { row, count }]): Problem[] => {
      const suggestion = count === 1 && text.length >= shortest ? usual.find((one) => isOdd(text, one)) : undefined;
      if (suggestion === undefined) return [];
      const where = placeInRow(file, row, index, column.name);
      return [
        { ...problemOf(texts.oddSpelling, where, { text: clip(text), suggestion: clip(suggestion) }), suggestion },
      ];
    });
  });
}

function isOdd(text: string, usual: string): boolean {
  if (text.toLowerCase() === usual.toLowerCase()) return true;
  if (Math.abs(text.length - usual.length) > fewLetters || distance(text, usual) > fewLetters) return false;
  const wordsOf = (one: string): string[] => one.match(/[\p{L}\p{N}]+/gu) ?? [];
  const [words, others] = [wordsOf(text), wordsOf(usual)];
  if (words.length !== others.length) return words.join('') === others.join('');
  return words.every((word, i) => word === others[i] || (word.length > shortWord && !/\d/.test(`${word}${others[i]}`)));
}
