import { type KnownColumn, plainName, type Role, wordsOf } from './tables.js';

/** A column of a file: its role, and the column that contains the names of its codes. */
export interface ColumnUse {
  name: string; // as the header writes it
  role: Role;
  concept: string; // of a dimension or attribute, otherwise ''
  note?: string; // of a skipped column: where the same information is
  nameIn?: number; // the column with the names of its codes
  isUnknown?: true; // the column was read as a dimension, with a warning
}

/** Columns of a file, as its format defines them. */
export interface Layout {
  columns: ColumnUse[];
  series?: string; // of all rows, if no column contains it
  lowerCase?: true; // codes are in lower case, and entity files contain their real spelling
  hasLabels?: true; // a code is followed by its name, "F: Female" (SDMX-CSV 2.0, labels=both)
}

/** Known columns by their plain names. */
export type Columns = Map<string, KnownColumn>;

/** A format of observation files. */
export interface Format {
  title: string;
  header: string; // as shown to users
  /** Returns the layout of a file with this header, or undefined if it is in another format. */
  recognise(header: string[], columns: Columns): Layout | undefined;
}

/** Looks up a column name. */
const use = (name: string, columns: Columns): ColumnUse | undefined => {
  if (name.trim() === '') return { name: '', role: 'nameless', concept: '' };
  const known = columns.get(plainName(name));
  return known && { name, ...known };
};

/** Treats an unknown column as a dimension. A warning follows unless the header marks it as one. */
const dimensionOf = (name: string, isClear: boolean): ColumnUse => ({
  name,
  role: 'dimension',
  concept: conceptOf(name),
  ...(!isClear && { isUnknown: true as const }),
});

/** "[Policy Domains]", "POLICY_DOMAINS" and "policy_domains" → "policyDomains"; '' if no letter is left. */
export const conceptOf = (name: string): string =>
  wordsOf(name)
    .map((word, i) => (i === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`))
    .join('');

/** Returns the layout if each row has an area, a period, a value and a series. */
function complete(layout: Layout): Layout | undefined {
  const needed: Role[] =
    layout.series === undefined ? ['series', 'area', 'period', 'value'] : ['area', 'period', 'value'];
  return needed.every((role) => layout.columns.some((column) => column.role === role)) ? layout : undefined;
}

const hasAll = (header: string[], names: string[]): boolean => names.every((name) => header.includes(name));

/** Exports of the UNSD data portal, 2019 to 2024. Dimensions come last; until 2019 they are in brackets. */
const unsdPortal: Format = {
  title: 'export of the UNSD portal',
  header: 'Goal, Target, Indicator, SeriesCode, …, GeoAreaCode, …, TimePeriod, Value, …, then the dimensions',
  recognise(header, columns) {
    if (!hasAll(header, ['SeriesCode', 'GeoAreaCode', 'TimePeriod', 'Value'])) return undefined;
    return complete({
      columns: header.map((name) => use(name, columns) ?? dimensionOf(name, /^\[.*\]$/.test(name))),
    });
  },
};

/** Long tables of the UN open data hub. Each dimension has two columns, NAME_Code and NAME_Desc. */
const unsdHub: Format = {
  title: 'long table of the UN open data hub',
  header: 'GoalCode, …, SeriesCode, …, NAME_Code, NAME_Desc for each dimension, GeoArea_Code, …, Year, Value, …',
  recognise(header, columns) {
    if (!hasAll(header, ['SeriesCode', 'GeoArea_Code', 'Year', 'Value'])) return undefined;
    const codeOf = (name: string): string => name.replace(/_(Code|Desc)$/, '');
    const uses = header.map((name): ColumnUse => {
      const known = use(name, columns);
      if (known) return known;
      if (name.endsWith('_Desc')) return { name, role: 'name', concept: '' };
      return { ...(use(codeOf(name), columns) ?? dimensionOf(codeOf(name), name.endsWith('_Code'))), name };
    });
    for (const column of uses) {
      const at = header.indexOf(`${codeOf(column.name)}_Desc`);
      if (column.name.endsWith('_Code') && at >= 0) column.nameIn = at;
    }
    return complete({ columns: uses });
  },
};

/** Series from the UNSD API as DDF: one file per series, with the series code in lower case as the last column. */
const unsdApi: Format = {
  title: 'harvest of the UNSD API (DDF)',
  header: 'geo_area, the dimensions, year, and the series code in lower case',
  recognise(header, columns) {
    const series = header.at(-1) ?? '';
    if (!hasAll(header, ['geo_area', 'year']) || !/^[a-z]{2}_[a-z0-9_]+$/.test(series)) return undefined;
    const uses = header.slice(0, -1).map((name): ColumnUse => use(name, columns) ?? dimensionOf(name, false));
    uses.push({ name: series, role: 'value', concept: '' });
    return complete({ columns: uses, series: series.toUpperCase(), lowerCase: true });
  },
};

/** SDMX-CSV 2.0: the first column identifies the structure. */
const sdmxCsv2: Format = {
  title: 'SDMX-CSV 2.0',
  header: 'STRUCTURE, STRUCTURE_ID, ACTION, …, SERIES, REF_AREA, …, TIME_PERIOD, OBS_VALUE, …',
  recognise: (header, columns) =>
    plainName(withoutBrackets(header[0])) === 'structure' ? sdmxLayout(header, columns) : undefined,
};

/** SDMX-CSV 1.0: the first column identifies the dataflow. */
const sdmxCsv1: Format = {
  title: 'SDMX-CSV 1.0',
  header: 'DATAFLOW, …, SERIES, REF_AREA, …, TIME_PERIOD, OBS_VALUE, …',
  recognise: (header, columns) =>
    header[0]?.split(':')[0]?.trim().toUpperCase() === 'DATAFLOW' ? sdmxLayout(header, columns) : undefined,
};

const withoutBrackets = (name = ''): string => name.replace(/\[.*\]$/s, '');

/** Columns before the value are dimensions, columns after it are attributes. "SEX: Sex" contains code and name. */
function sdmxLayout(header: string[], columns: Columns): Layout | undefined {
  const codes = header.map((name) => withoutBrackets(name.split(':')[0]).trim());
  const value = codes.indexOf('OBS_VALUE');
  const uses = codes.map((code, i): ColumnUse => {
    const known = use(code, columns);
    if (known && i > 0 && isNameOf(known, use(codes[i - 1] as string, columns))) return { ...known, role: 'name' };
    if (known) return known;
    const column = dimensionOf(code, false);
    return i < value ? column : { ...column, role: 'attribute' };
  });
  for (const [i, column] of uses.entries()) if (uses[i + 1]?.role === 'name') column.nameIn = i + 1;
  return complete({ columns: uses, ...(header.some((name) => name.includes(': ')) && { hasLabels: true as const }) });
}

/** "Sex" after "SEX" contains the names of the codes in the previous column (labels=name). */
const isNameOf = (column: ColumnUse, before: ColumnUse | undefined): boolean =>
  column.role !== 'nameless' && column.role === before?.role && column.concept === before.concept;

/** The sheet of figures in a data folder. */
const figuresSheet: Format = {
  title: 'sheet of figures',
  header: 'series, area, year, value, unit',
  recognise(header, columns) {
    if (!hasAll(header, ['series', 'area', 'year', 'value'])) return undefined;
    const uses = header.map((name) => use(name, columns));
    return uses.every((column) => column !== undefined) ? { columns: uses } : undefined;
  },
};

/** All formats. The first one that matches the header is used. */
export const formats: Format[] = [unsdPortal, unsdHub, unsdApi, sdmxCsv2, sdmxCsv1, figuresSheet];

/** Format and layout of a file. */
export interface Recognition {
  format: Format;
  layout: Layout;
}

/** Finds the first format that matches a header. */
export function recogniseHeader(header: string[], columns: Columns): Recognition | undefined {
  for (const format of formats) {
    const layout = format.recognise(header, columns);
    if (layout) return { format, layout };
  }
  return undefined;
}
