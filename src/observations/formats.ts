import { type Format, type KnownColumn, plainName, type Role, type Tables, wordsOf } from './tables.js';

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
  hasAreaNames?: true; // an area can be a name instead of a code
}

/** Known columns by their plain names. */
export type Columns = ReadonlyMap<string, KnownColumn>;

/** Format and layout of a file. */
export interface Recognition {
  format: Format;
  layout: Layout;
}

/** Finds the first format that matches a header. */
export function recogniseHeader(header: string[], { columns, formats }: Tables): Recognition | undefined {
  for (const format of formats) {
    const layout = isIn(format, header) ? layoutOf(format, header, columns) : undefined;
    if (layout && isComplete(layout)) return { format, layout };
  }
  return undefined;
}

/** True if a header has the columns that distinguish the format. */
const isIn = ({ needs, first, last }: Format, header: string[]): boolean =>
  needs.every((name) => header.includes(name)) &&
  (first === '' || plainName(codeIn(header[0])) === first) &&
  (!last || last.test(header.at(-1) ?? ''));

/** "SEX: Sex" → "SEX", "STRUCTURE[;]" → "STRUCTURE". */
const codeIn = (name = ''): string => (name.split(':')[0] ?? '').replace(/\[.*\]$/s, '').trim();

/** True if each row has an area, a period, a value and a series. */
const isComplete = ({ columns, series }: Layout): boolean =>
  (['series', 'area', 'period', 'value'] as const).every(
    (role) => (role === 'series' && series !== undefined) || columns.some((column) => column.role === role),
  );

/** Returns the use of each column, or undefined if the format does not allow a column. */
function layoutOf(format: Format, header: string[], columns: Columns): Layout | undefined {
  const isSdmx = format.kind === 'sdmx';
  const names = isSdmx ? header.map(codeIn) : header;
  const known = names.map((name) => use(name, columns));
  const value = known.findIndex((column) => column?.role === 'value');
  const uses = names.map((name, i): ColumnUse => {
    const [own, before] = [known[i], known[i - 1]];
    if (format.last && i === names.length - 1) return { name, role: 'value', concept: '' };
    if (own) return isSdmx && isNameOf(own, before) ? { ...own, role: 'name' } : own;
    if (format.text !== '' && name.endsWith(format.text)) return { name, role: 'name', concept: '' };
    const code = withoutEnding(name, format.code);
    const isClear = format.marked?.test(name) === true;
    const column = { ...(use(code, columns) ?? dimensionOf(code, isClear)), name };
    return isSdmx && i > value ? { ...column, role: 'attribute' } : column;
  });
  if (format.kind === 'sheet' && known.includes(undefined)) return undefined;
  for (const [i, column] of uses.entries()) {
    if (isSdmx && uses[i + 1]?.role === 'name') column.nameIn = i + 1;
    if (format.text === '' || !column.name.endsWith(format.code)) continue;
    const beside = header.indexOf(withoutEnding(column.name, format.code) + format.text);
    if (beside >= 0) column.nameIn = beside;
  }
  const series = uses.some(({ role }) => role === 'series') ? undefined : uses.find(({ role }) => role === 'indicator');
  if (format.kind === 'table' && series) series.role = 'series';
  return {
    columns: uses,
    ...(format.last && { series: (header.at(-1) as string).toUpperCase(), lowerCase: true }),
    ...(isSdmx && header.some((name) => name.includes(': ')) && { hasLabels: true }),
    ...(format.kind === 'table' && { hasAreaNames: true }),
  };
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

const withoutEnding = (name: string, ending: string): string =>
  ending !== '' && name.endsWith(ending) ? name.slice(0, -ending.length) : name;

/** "Sex" after "SEX" contains the names of the codes in the previous column (labels=name). */
const isNameOf = (column: ColumnUse, before: ColumnUse | undefined): boolean =>
  column.role !== 'nameless' && column.role === before?.role && column.concept === before.concept;
