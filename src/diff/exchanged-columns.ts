import { type ChangedColumn, type MassChange, most, mostOf } from './changed-column.js';

/** Columns that exchanged their values, or that got the values of another column. */

const least = 3; // rows

/** Returns the exchanged and copied columns, with the column in which to report them. */
export function exchangedColumns(columns: ChangedColumn[]): [ChangedColumn, MassChange][] {
  const sourceOf = new Map<ChangedColumn, { source: number; cells: number[] }>();
  for (const column of columns) {
    const { index, kind, changed, before, after, aligned } = column;
    if (changed.length < least || kind === 'boolean') continue;
    const alike = aligned.columns.flatMap((one, i) => (one.kind === kind && i !== index ? [i] : []));
    const isFrom = (i: number, source: number): boolean => {
      const value = aligned.pairs[i]?.before[source] ?? '';
      return value !== '' && value === after[i] && value !== before[i];
    };
    const found = mostOf(changed, (i) => alike.find((source) => isFrom(i, source)));
    const isMost = found.cells.length >= least && found.cells.length >= most * changed.length;
    const values = new Set(found.cells.map((i) => after[i]));
    if (found.key !== undefined && isMost && values.size > 1)
      sourceOf.set(column, { source: found.key, cells: found.cells });
  }
  return [...sourceOf].flatMap(([column, { source, cells }]): [ChangedColumn, MassChange][] => {
    const other = [...sourceOf.keys()].find(({ index }) => index === source);
    const isSwapped = other !== undefined && sourceOf.get(other)?.source === column.index;
    if (isSwapped && other.index < column.index) return []; // reported at the first column
    const name = column.aligned.columns[source]?.column.name;
    return [[column, { kind: isSwapped ? 'swapped' : 'pasted', cells, values: { other: name } }]];
  });
}
