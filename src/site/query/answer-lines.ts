import type { JsonTerm } from '../../rdf/terms.js';
import { type AnswerTable, measuresOf, type Row } from './answer.js';

/** The values of a column by year, for lines. */

/** A line of a chart: its name and its values. */
export interface AnswerLine {
  name: string;
  points: { year: number; value: number }[]; // sorted by year
}

const year = /^(?:18|19|20)\d\d$/;

/** The column of years: every row has one. */
export function yearColumn({ columns, rows }: AnswerTable): number | undefined {
  if (rows.length < 2) return undefined;
  return [...columns.keys()].find((i) => rows.every((row) => year.test(String(row[i]?.value ?? ''))));
}

/** The lines of a measure, longest first; undefined without years, or if a year has several values for the same name. */
export function linesOf(
  table: AnswerTable,
  measure: number,
  textOf: (term: JsonTerm | undefined) => string,
): AnswerLine[] | undefined {
  const years = yearColumn(table);
  if (years === undefined) return undefined;
  const measures = measuresOf(table);
  const naming = [...table.columns.keys()].filter((i) => i !== years && !measures.includes(i));
  for (let count = 0; count <= naming.length; count++) {
    const nameOf = (row: Row): string =>
      naming
        .slice(0, count)
        .map((i) => textOf(row[i]))
        .filter(Boolean)
        .join(' · ');
    const lines = new Map<string, Map<number, number>>();
    const isUnique = table.rows.every((row) => {
      const points = lines.get(nameOf(row)) ?? new Map<number, number>();
      lines.set(nameOf(row), points);
      const at = Number(row[years]?.value);
      const isNew = !points.has(at);
      points.set(at, Number(row[measure]?.value));
      return isNew;
    });
    if (isUnique) return [...lines].map(toLine).sort((a, b) => b.points.length - a.points.length);
  }
  return undefined;
}

const toLine = ([name, points]: [string, Map<number, number>]): AnswerLine => ({
  name,
  points: [...points].map(([year, value]) => ({ year, value })).sort((a, b) => a.year - b.year),
});
