import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import { compileTemplate, constantIri } from '../csvw/metadata/uri-template.js';
import { iri } from '../rdf/iri.js';

/** The columns of a table of figures, by their properties (SDMX, RDF Data Cube). */

export const refArea = iri('sdmx-dimension:refArea');
export const refPeriod = iri('sdmx-dimension:refPeriod');
export const obsValue = iri('sdmx-measure:obsValue');

/** Returns the property of a column, or "". */
export const propertyOf = ({ propertyUrl }: Column, { url }: Table): string => constantIri(propertyUrl, url) ?? '';

/** Returns the index of the column with a property, or -1. */
export const indexOf = (table: Table, property: string): number =>
  table.columns.findIndex((column) => propertyOf(column, table) === property);

/** Returns the resource that a virtual column gives to all rows: the data set of the figures. */
export function constantOf(table: Table, property: string): string | undefined {
  const column = table.virtualColumns.find((one) => propertyOf(one, table) === property);
  return column && constantIri(column.valueUrl, table.url);
}

/** Returns a function from the value of a cell to its resource, or undefined for a column of literals. */
export function resourceOf({ name, valueUrl }: Column, { url }: Table): ((value: string) => string) | undefined {
  if (valueUrl === undefined || !valueUrl.includes(`{${name}}`)) return undefined;
  const template = compileTemplate(valueUrl, url, {});
  return (value) => template.expand({ [name]: value });
}

/** Returns the indexes of the columns for the sign and the value of a bound, or -1. */
export function boundsOf(table: Table): { sign: number; bound: number } {
  const boundAt = (name: string): number =>
    table.columns.findIndex((column) => propertyOf(column, table).endsWith(`#${name}`));
  return { sign: boundAt('boundSign'), bound: boundAt('boundValue') };
}

/** Returns a function from the cells of a row to its value as text: "12.50", "<2.5", or "" for a missing value. */
export function valueReader(table: Table): (cells: readonly string[]) => string {
  const value = indexOf(table, obsValue);
  const { sign, bound } = boundsOf(table);
  return (cells) => cells[value] || (bound < 0 ? '' : `${cells[sign]}${cells[bound]}`);
}

/** Splits a part of a slice: "age=<=45Y" → "age", "<=45Y". */
export function dimensionAndCode(part: string): [dimension: string, code: string] {
  const at = part.indexOf('=');
  return [part.slice(0, at), part.slice(at + 1)];
}

const countNames = ['figureCount', 'areaCount', 'firstPeriod', 'lastPeriod', 'smallestValue', 'largestValue'] as const;

/** Name of a property of a file of figures, whose value follows from its rows. */
export type CountName = (typeof countNames)[number];

/** True for a property whose values follow from the figures of a file. */
export const isCount = (property: string): boolean => countNames.some((name) => property.endsWith(`ontology#${name}`));
