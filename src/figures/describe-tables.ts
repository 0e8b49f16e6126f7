import type { Column } from '../csvw/metadata/column.js';
import type { FigureFile } from './rows-of-file.js';

/**
 * Describes all published tables of figures for other programs (CSV on the Web, Metadata Vocabulary): the files of the
 * series, and the tables of areas and indicators.
 */

export const tablesFile = 'figures.csvw.json';

type Json = Record<string, unknown>;

/** A published table with the rows of several files, such as the figures of one area. */
export interface GroupTable {
  file: string; // "figures/areas/404.csv"
  header: string[];
  files: readonly FigureFile[]; // of one family
}

/** Writes the description as one line for each table. `folder`: of the files of the series in the release. */
export function serializeTables(
  files: readonly FigureFile[],
  groups: readonly GroupTable[],
  folder: string,
  base: string,
): string {
  const series = files.map(({ name, table }): Json => {
    const { columns, virtualColumns, primaryKey } = table;
    const all = [...columns.map(described), ...virtualColumns.map(described)];
    return { url: folder + name, tableSchema: { aboutUrl: columns[0]?.aboutUrl, primaryKey, columns: all } };
  });
  const tables = [...series, ...groups.map(groupTable)].map((table) => JSON.stringify(table));
  const context = JSON.stringify(['http://www.w3.org/ns/csvw', { '@base': base }]);
  return `{\n"@context": ${context},\n"tables": [\n${tables.join(',\n')}\n]\n}\n`;
}

/** The constants of the files are columns of this table, and the others of the family are virtual as before. */
function groupTable({ file, header, files }: GroupTable): Json {
  const family = files[0]?.family;
  if (!family) return { url: file };
  const columns = header.map((name): Json => {
    const known = [...family.columns, ...family.virtualColumns].find((one) => one.name === name);
    const isAlways = files.every(({ table }) => {
      const own = table.columns.find((one) => one.name === name);
      return own === undefined ? known?.isVirtual : own.required;
    });
    return { ...(known && described({ ...known, isVirtual: false, required: isAlways === true })), name, titles: name };
  });
  const virtual = family.virtualColumns.filter(({ name }) => !header.includes(name)).map(described);
  // a dimension that a row does not have is left out of its address (RFC 6570, section 3.2.1)
  const aboutUrl = family.columns[0]?.aboutUrl?.replace(
    /\{\/([\w,]+)\}/,
    (_, names: string) => `{/${names.split(',').filter((name) => header.includes(name))}}`,
  );
  return { url: file, tableSchema: { aboutUrl, columns: [...columns, ...virtual] } };
}

function described({ name, datatype, required, propertyUrl, valueUrl, isVirtual }: Column): Json {
  const { base } = datatype;
  return {
    name,
    ...(isVirtual ? { virtual: true } : { titles: name, ...(required && { required }) }),
    ...(base !== 'string' && { datatype: base }),
    propertyUrl,
    valueUrl,
  };
}
