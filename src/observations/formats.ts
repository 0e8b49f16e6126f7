import { type ColumnUse, codeIn, type GivenColumn, type Head, lookUp, numberColumns, useColumns } from './columns.js';
import { type Format, plainName, type Role, type Tables } from './tables.js';

/** Columns of a file, as its format defines them. */
export interface Layout {
  columns: ColumnUse[];
  constants: Constant[]; // in all rows, because no column contains them
  lowerCase?: true; // codes are in lower case, and entity files contain their real spelling
  hasLabels?: true; // a code is followed by its name, "F: Female" (SDMX-CSV 2.0, labels=both)
  hasAreaNames?: true; // an area can be a name instead of a code
}

/** A role or concept with the same text in all rows. */
export interface Constant extends ColumnUse {
  text: string;
}

/** Format and layout of a file, and the number of rows before its first observation. */
export interface Recognition {
  format: Format;
  layout: Layout;
  before: number;
}

/** Roles that each row must have. */
const required = ['series', 'area', 'period', 'value'] as const;

/** A required role of a table. */
type RequiredRole = (typeof required)[number];

/** A header in which not all roles were found. */
export interface Unrecognised {
  header: string[];
  row: number; // from 1
  found: [role: RequiredRole, column: string][];
  missing: RequiredRole[];
  numbers: string[]; // unknown columns with numbers: each can be the value
}

/** The file of a table, and the roles that the user gave. */
export interface Context {
  file: string; // its name without the folder
  given: GivenColumn[];
}

const mostTitleRows = 12;

/** Finds the header among the first rows of a table, and the first format that matches it. */
export function recogniseTable(rows: string[][], context: Context, tables: Tables): Recognition | Unrecognised {
  let best: Unrecognised | undefined;
  for (const [i, header] of rows.slice(0, mostTitleRows).entries()) {
    const tags = rows[i + 1];
    const isTagged = tags?.some((tag) => tag !== '') && tags.every((tag) => tag === '' || /^#[a-z]/i.test(tag)); // HXL
    const before = i + (isTagged ? 2 : 1);
    const head = { header, sample: rows.slice(before) };
    const found = recogniseHeader(head, context, tables);
    if ('format' in found) return { ...found, before };
    if (!best || found.found.length > best.found.length) best = { ...found, row: i + 1 };
  }
  return best ?? { header: [], row: 1, found: [], missing: [...required], numbers: [] };
}

/** Finds the first format that matches a header. */
function recogniseHeader(
  head: Head,
  context: Context,
  tables: Tables,
): Omit<Recognition, 'before'> | Omit<Unrecognised, 'row'> {
  let last: Omit<Unrecognised, 'row'> | undefined;
  for (const format of tables.formats) {
    if (!isIn(format, head.header, context)) continue;
    const layout = layoutOf(format, head, context, tables);
    if (!layout) continue;
    const found = required.flatMap((role): [RequiredRole, string][] => {
      const column = [...layout.columns, ...layout.constants].find((one) => one.role === role);
      return column ? [[role, column.name]] : [];
    });
    const missing = required.filter((role) => !found.some(([one]) => one === role));
    if (missing.length === 0) return { format, layout };
    const numbers = numberColumns(head, layout.columns).map((i) => head.header[i] as string);
    last = { header: head.header, found, missing, numbers };
  }
  return last ?? { header: head.header, found: [], missing: [...required], numbers: [] };
}

/** True if a header has the columns that distinguish the format. `a|b` needs one of the two. */
function isIn({ needs, first, last, file }: Format, header: string[], context: Context): boolean {
  const names = new Set(header.map(plainName));
  return (
    needs.every((name) => name.split('|').some((one) => names.has(one))) &&
    (first === '' || plainName(codeIn(header[0])) === first) &&
    (!file || file.test(context.file) || (last?.test(header.at(-1) ?? '') ?? false)) &&
    (!last || file !== undefined || last.test(header.at(-1) ?? ''))
  );
}

/** Returns the use of each column, or undefined if the format does not allow a column. */
function layoutOf(format: Format, head: Head, { file, given }: Context, tables: Tables): Layout | undefined {
  const { header } = head;
  const [, inFile] = format.file?.exec(file) ?? [];
  const valueAt = inFile === undefined && !format.last ? -1 : header.indexOf(inFile ?? (header.at(-1) as string));
  const columns = useColumns(head, format, given, tables);
  if (valueAt >= 0) columns[valueAt] = { name: header[valueAt] as string, role: 'value', concept: '' };
  if (format.kind === 'sheet' && columns.some(({ isUnknown }) => isUnknown)) return undefined;
  const series = inFile ?? (valueAt >= 0 ? header[valueAt] : undefined);
  const hasSeries = columns.some(({ role }) => role === 'series');
  const constants = given.flatMap(({ role, text }): Constant[] =>
    text === undefined ? [] : [{ name: role, text, ...lookUp(role, tables.columns) }],
  );
  if (series !== undefined && !hasSeries)
    constants.push({ name: 'file name', role: 'series', concept: '', text: series.toUpperCase() });
  const labelled = header.filter((name) => /^[A-Z][A-Z0-9_]+: ?\S/.test(name)); // "SEX: Sex"
  return {
    columns,
    constants: constants.filter(({ role, concept }) => !hasColumn(columns, role, concept)),
    ...(valueAt >= 0 && { lowerCase: true }),
    ...(labelled.length > 1 && { hasLabels: true }),
    ...((format.kind === 'table' || columns.some(({ areNames }) => areNames)) && { hasAreaNames: true }),
  };
}

const hasColumn = (columns: ColumnUse[], role: Role, concept: string): boolean =>
  columns.some((column) => column.role === role && column.concept === concept);
