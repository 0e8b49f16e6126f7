import type { JsonTerm } from '../../rdf/terms.js';
import type { AnswerTable, Row } from './answer.js';
import { textOf } from './answer.js';

/** A bar: where it begins and how long it is, in percent of the width, and what stands beside it. */
export interface Bar {
  label: string;
  value: string;
  start: number;
  length: number;
}

/** A chart is for a look: more bars than these are no picture any more. */
export const mostBars = 60;

const numeric =
  /^http:\/\/www\.w3\.org\/2001\/XMLSchema#(?:integer|decimal|double|float|long|int|short|byte|(?:non(?:Positive|Negative)|positive|negative)Integer|unsigned\w+)$/;

/** The columns that bars can be drawn of: numbers in every row, and no years, which say when and not how much. */
export function measuresOf({ columns, rows }: AnswerTable): number[] {
  if (rows.length < 2) return [];
  return columns.map((_name, i) => i).filter((i) => rows.every((row) => isNumber(row[i])) && !isYears(rows, i));
}

export const isNumber = (term: JsonTerm | undefined): boolean =>
  term?.type === 'literal' && numeric.test(term.datatype ?? '') && Number.isFinite(Number(term.value));

const isYears = (rows: readonly Row[], i: number): boolean =>
  rows.every((row) => /^(?:19|20)\d\d$/.test(row[i]?.value ?? ''));

/** Bars of one column, beside what tells the rows apart; below zero they go the other way. */
export function barsOf(table: AnswerTable, measure: number): Bar[] {
  const rows = table.rows.slice(0, mostBars);
  const labels = labelsOf(table, rows);
  const values = rows.map((row) => Number(row[measure]?.value));
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const percent = (value: number): number => (most === least ? 0 : Math.round((1000 * value) / (most - least)) / 10);
  return rows.map((row, i) => {
    const value = values[i] as number;
    return {
      label: labels[i] || String(i + 1),
      value: row[measure]?.value ?? '',
      start: percent(Math.min(value, 0) - least),
      length: percent(Math.abs(value)),
    };
  });
}

/** Of the columns that are no measures the first two, and as many more as it takes to tell the rows apart. */
function labelsOf(table: AnswerTable, rows: readonly Row[]): string[] {
  const measures = new Set(measuresOf(table));
  const columns = table.columns.map((_name, i) => i).filter((i) => !measures.has(i));
  const labelsBy = (count: number): string[] =>
    rows.map((row) =>
      columns
        .slice(0, count)
        .flatMap((i) => (row[i] ? [textOf(row[i])] : []))
        .join(' · '),
    );
  let count = 2;
  while (count < columns.length && new Set(labelsBy(count)).size < rows.length) count++;
  return labelsBy(count);
}
