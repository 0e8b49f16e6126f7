import type { Place } from '../problem.js';
import { columnsOf } from './characters.js';
import type { Excerpt } from './report.js';

/** A row as it is shown below a message, `81 │ 10,16.22,stated`, and below it the spots, `   │    ^^^^^`. */
export interface RowLines {
  row: string;
  spots?: string; // nothing to point at where the row as a whole is meant
}

/** The lines of excerpts that show one row the same way, each with its spot. */
export function rowLines(excerpts: Excerpt[], { row }: Place): RowLines | undefined {
  const [first] = excerpts;
  if (!first) return undefined;
  const number = String(first.line ?? row ?? '');
  const marks: string[] = [];
  for (const { text, start, end } of excerpts) {
    if (start === 0 && end === text.length) continue;
    const from = columnsOf(text.slice(0, start));
    const to = Math.max(from + 1, from + columnsOf(text.slice(start, end))); // an empty cell has a place too
    while (marks.length < to) marks.push(' ');
    marks.fill('^', from, to);
  }
  const shown = `${number} │ ${first.text}`.trimEnd();
  return marks.length === 0
    ? { row: shown }
    : { row: shown, spots: `${' '.repeat(number.length)} │ ${marks.join('')}` };
}
