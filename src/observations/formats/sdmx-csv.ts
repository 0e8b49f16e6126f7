import { type KnownColumn, plainName } from '../tables.js';
import { dimensionOf, hasRoles, use } from './column-uses.js';
import type { ColumnUse, Format, Layout } from './format.js';

/** SDMX-CSV 2.0 begins with the structure that its columns are of. */
export const sdmxCsv2: Format = {
  name: 'sdmx-csv-2.0',
  title: 'SDMX-CSV 2.0',
  header: 'STRUCTURE, STRUCTURE_ID, ACTION, …, SERIES, REF_AREA, …, TIME_PERIOD, OBS_VALUE, …',
  recognise: (header, columns) =>
    plainName(header[0]?.replace(/\[.*\]$/s, '') ?? '') === 'structure' ? layout(header, columns) : undefined,
};

/** SDMX-CSV 1.0 begins with the data flow. */
export const sdmxCsv1: Format = {
  name: 'sdmx-csv-1.0',
  title: 'SDMX-CSV 1.0',
  header: 'DATAFLOW, …, SERIES, REF_AREA, …, TIME_PERIOD, OBS_VALUE, …',
  recognise: (header, columns) =>
    header[0]?.split(':')[0]?.trim().toUpperCase() === 'DATAFLOW' ? layout(header, columns) : undefined,
};

/** What is before the value is a dimension, what is after it an attribute; "SEX: Sex" is headed by code and name. */
function layout(header: string[], columns: Map<string, KnownColumn>): Layout | undefined {
  const codes = header.map(
    (name) =>
      name
        .split(':')[0]
        ?.replace(/\[.*\]$/s, '')
        .trim() ?? '',
  );
  const value = codes.indexOf('OBS_VALUE');
  const uses = codes.map((code, i): ColumnUse => {
    const known = use(code, columns);
    if (known && i > 0 && isNameOf(known, use(codes[i - 1] as string, columns))) return { ...known, role: 'name' };
    if (known) return known;
    const column = dimensionOf(code, false);
    return i < value ? column : { ...column, role: 'attribute' };
  });
  for (const [i, column] of uses.entries()) if (uses[i + 1]?.role === 'name') column.nameIn = i + 1;
  if (!hasRoles(uses, 'series', 'area', 'period', 'value')) return undefined;
  return { columns: uses, ...(header.some((name) => name.includes(': ')) && { hasLabels: true as const }) };
}

/** "Sex" after "SEX": the names of the codes in the column before (labels=name). */
const isNameOf = (column: ColumnUse, before: ColumnUse | undefined): boolean =>
  column.role !== 'nameless' && column.role === before?.role && column.concept === before.concept;
