import type { Column } from '../csvw/metadata/column.js';
import { type Report, show } from '../csvw/metadata/json.js';
import type { TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import { didYouMean } from '../text/nearest.js';
import { ownValue } from './own-properties.js';

/** One description of many tables: `eachRowOf`, an extension of CSV on the Web (docs/csvw.md). */

/** A description of tables with one file for each row of another table. */
export interface Family {
  table: Table; // its url and its templates contain names of the columns of `rowsOf`: "figures/{series}.csv"
  rowsOf: Table;
}

/** Finds the families of a group. Reports a family of an unknown table, and a url that is the same for all rows. */
export function familiesIn({ tables }: TableGroup, report: Report): Family[] {
  return tables.flatMap((table, i) => {
    const given = ownValue(table.common, 'eachRowOf');
    if (given === undefined) return [];
    const rowsOf = tables.find(({ name }) => name === given);
    const names = tables.map(({ name }) => name);
    if (!rowsOf) {
      const path = `tables[${i}].${Object.keys(table.common).find((one) => one.endsWith('#eachRowOf'))}`;
      report(path, `Expected a table, found ${show(given)}${didYouMean(String(given), names)}`);
      return [];
    }
    const isVaried = rowsOf.primaryKey.every((name) => table.name.includes(`{${name}}`));
    if (!isVaried || rowsOf.primaryKey.length === 0)
      report(`tables[${i}].url`, `The url must contain the key of ${rowsOf.name}: "figures/{key}.csv"`);
    return [{ table, rowsOf }];
  });
}

/** Returns the cells of a row by the names of their columns. */
export const constantsOf = (
  columns: readonly (Column | undefined)[],
  cells: readonly string[],
): Readonly<Record<string, string>> =>
  Object.fromEntries(columns.flatMap((column, i) => (column ? [[column.name, cells[i] ?? '']] : [])));

/** Replaces the names of a row's columns in a url by the cells of the row: "figures/{series}.csv" → "figures/X.csv". */
export const fileOfRow = ({ table }: Family, row: Readonly<Record<string, string>>): string =>
  table.name.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(row[name] ?? ''));

/** Columns that a header lacks, and columns that its family does not describe. */
export interface HeaderFaults {
  missing: string[];
  unknown: string[];
}

/**
 * Creates the description of the file of one row, in the order of its header. Columns that are not required can be missing
 * in the file. Those of the key are required if they are there, because the key needs them.
 */
export function memberOf(
  family: Family,
  row: Readonly<Record<string, string>>,
  header: readonly string[],
): { table: Table; faults?: HeaderFaults } {
  const { table } = family;
  const name = fileOfRow(family, row);
  const unknown = header.filter(
    (one, i) => header.indexOf(one) < i || !table.columns.some((column) => column.name === one),
  );
  const missing = table.columns.flatMap((one) => (one.required && !header.includes(one.name) ? one.name : []));
  const fill = (text: string): string => filled(text, row, header);
  const own = (column: Column): Column => ({
    ...column,
    required: column.required || table.primaryKey.includes(column.name),
    ...(column.aboutUrl !== undefined && { aboutUrl: fill(column.aboutUrl) }),
    ...(column.valueUrl !== undefined && { valueUrl: fill(column.valueUrl) }),
  });
  const member: Table = {
    ...table,
    name,
    url: new URL(name, table.context.base).href,
    columns: header.flatMap((one) => table.columns.find((column) => column.name === one) ?? []).map(own),
    virtualColumns: table.virtualColumns.map(own),
    primaryKey: table.primaryKey.filter((one) => header.includes(one)),
  };
  return unknown.length + missing.length > 0 ? { table: member, faults: { missing, unknown } } : { table: member };
}

/**
 * Fills the constants of a row into a template, and removes the variables that a file does not have:
 * "cube/{series}{/area,sex,age}" → "cube/X/{area}/{sex}".
 */
const filled = (text: string, row: Readonly<Record<string, string>>, header: readonly string[]): string =>
  text
    .replace(/\{\/([\w,]+)\}/g, (_, names: string) =>
      names
        .split(',')
        .filter((name) => header.includes(name) || row[name] !== undefined)
        .map((name) => `/{${name}}`)
        .join(''),
    )
    .replace(/\{(\w+)\}/g, (all, name: string) =>
      row[name] !== undefined && !header.includes(name) ? encodeURIComponent(row[name]) : all,
    );
