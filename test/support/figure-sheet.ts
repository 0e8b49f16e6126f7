import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { rowsOf } from './csv-rows.js';
import { edit } from './edit.js';

const own = 'https://w3id.org/gcm-graph/ontology#';
const sdmx = 'http://purl.org/linked-data/sdmx/2009/';
const reference = (column: string, resource: string) => ({
  columnReference: column,
  reference: { resource, columnReference: column },
});

/** Describes one ordinary sheet of figures with a key of three columns, numbers and units. */
const description = {
  url: 'figures.csv',
  'dc:title': 'World and regional figures',
  'sd:name': { '@id': '../graph/observations' },
  tableSchema: {
    aboutUrl: '../observation/{series}/{area}/{year}',
    primaryKey: ['series', 'area', 'year'],
    foreignKeys: [reference('series', 'series.csv'), reference('area', 'areas.csv'), reference('unit', 'units.csv')],
    columns: [
      {
        name: 'series',
        titles: 'series',
        required: true,
        valueUrl: 'http://metadata.un.org/sdg/{series}',
        propertyUrl: `${own}series`,
      },
      {
        name: 'area',
        titles: 'area',
        required: true,
        valueUrl: '../area/{area}',
        propertyUrl: `${sdmx}dimension#refArea`,
      },
      {
        name: 'year',
        titles: 'year',
        required: true,
        datatype: { base: 'gYear', minimum: '1900', maximum: '2100' },
        propertyUrl: `${sdmx}dimension#refPeriod`,
      },
      { name: 'value', titles: 'value', required: true, datatype: 'decimal', propertyUrl: `${sdmx}measure#obsValue` },
      {
        name: 'unit',
        titles: 'unit',
        required: true,
        valueUrl: '../unit/{unit}',
        propertyUrl: `${sdmx}attribute#unitMeasure`,
      },
      { name: 'type_1', virtual: true, propertyUrl: 'rdf:type', valueUrl: 'qb:Observation' },
      { name: 'dataset', virtual: true, propertyUrl: 'qb:dataSet', valueUrl: '../dataset/{series}' },
    ],
  },
};

const readText = (...steps: string[]): string => readFileSync(path.join(...steps), 'utf8');

/**
 * Replaces the files of figures of a project by one ordinary sheet, `figures.csv`. A workbook can contain such a sheet, and
 * its cells are statements of the graph. Returns the folder.
 */
export function figureSheet(data: string): string {
  const units = new Map(rowsOf(readText(data, 'series.csv')).rows.map(({ series, unit }) => [series, unit]));
  const lines = readdirSync(path.join(data, 'figures')).flatMap((file) => {
    const series = path.basename(file, '.csv');
    const { rows } = rowsOf(readText(data, 'figures', file));
    return rows.map(({ area, year, value }) => `${series},${area},${year},${value},${units.get(series)}\n`);
  });
  writeFileSync(path.join(data, 'figures.csv'), `series,area,year,value,unit\n${lines.join('')}`);
  rmSync(path.join(data, 'figures'), { recursive: true });
  edit(data, 'tables.json', (text) => {
    const document = JSON.parse(text) as { tables: { url: string }[] };
    const tables = document.tables.map((table) => (table.url === 'figures/{series}.csv' ? description : table));
    return JSON.stringify({ ...document, tables }, undefined, 2);
  });
  return data;
}
