import { placeInRow } from '../csvw/rows/rows.js';
import { grouped, type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import { kindOf, type Sheet } from './table-group.js';

/** Finds texts that are far longer than all others of their column: a paragraph among short names. */

const fewest = 5; // texts in a column
const times = 10; // longer than the next longest text
const shortest = 500; // characters; every column can have such a text

/** Reports a text that is far longer than all others of its column. */
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
    if (!at || filled.length < fewest || longest < shortest || longest < times * next) return [];
    const values = { count: grouped(longest), most: grouped(next) };
    return [problemOf(texts.longAmongShort, placeInRow(file, at, index, column.name), values)];
  });
}
