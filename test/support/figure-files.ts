import { utf8 } from '../../src/bytes.js';
import { filesOf } from '../../src/files.js';
import { type FamilyFile, type Recall, readFamilies } from '../../src/sheets/family-files.js';
import { mapToStatements } from '../../src/sheets/map-sheets.js';
import { readSheets } from '../../src/sheets/sheets.js';

/** A small project with files of figures, in memory. */

const own = 'https://example.org/ontology#';
const sdmx = 'http://purl.org/linked-data/sdmx/2009/';
const role = 'https://w3id.org/gcm-graph/roles#';

/** The description of the tables: series, areas, and one file of figures for each series. */
export const tables = (change: (family: Record<string, unknown>) => void = () => {}): string => {
  const code = (name: string, property: string) => ({
    name,
    titles: name,
    valueUrl: `../../code/${name}/{${name}}`,
    propertyUrl: property,
  });
  const family = {
    url: 'figures/{series}.csv',
    'sd:name': { '@id': '../graph/figures' },
    [`${role}eachRowOf`]: 'series.csv',
    [`${role}groupedBy`]: ['topic', 'area'],
    tableSchema: {
      aboutUrl: '../../cube/{series}{/area,year,sex,age}',
      primaryKey: ['area', 'year', 'sex', 'age'],
      foreignKeys: [{ columnReference: 'area', reference: { resource: 'areas.csv', columnReference: 'area' } }],
      columns: [
        {
          name: 'area',
          titles: 'area',
          required: true,
          datatype: { base: 'string', format: '[0-9]{3}' },
          valueUrl: '../../area/{area}',
          propertyUrl: `${sdmx}dimension#refArea`,
        },
        {
          name: 'year',
          titles: 'year',
          required: true,
          datatype: 'gYear',
          propertyUrl: `${sdmx}dimension#refPeriod`,
        },
        code('sex', `${sdmx}dimension#sex`),
        code('age', `${sdmx}dimension#age`),
        { name: 'value', titles: 'value', datatype: 'decimal', propertyUrl: `${sdmx}measure#obsValue` },
        { name: 'boundSign', titles: 'boundSign', propertyUrl: `${own}boundSign` },
        { name: 'boundValue', titles: 'boundValue', datatype: 'decimal', propertyUrl: `${own}boundValue` },
        code('nature', `${own}nature`),
        { name: 'type', virtual: true, propertyUrl: 'rdf:type', valueUrl: 'qb:Observation' },
        { name: 'dataset', virtual: true, propertyUrl: 'qb:dataSet', valueUrl: '../../dataset/{series}' },
        { name: 'series', virtual: true, propertyUrl: `${own}series`, valueUrl: '../../series/{series}' },
        {
          name: 'unit',
          virtual: true,
          propertyUrl: `${sdmx}attribute#unitMeasure`,
          valueUrl: '../../unit/{unit}',
        },
      ],
    },
  };
  change(family);
  const plain = (url: string, key: string, names: string[]) => ({
    url,
    'sd:name': { '@id': '../graph/lists' },
    tableSchema: {
      aboutUrl: `../${key}/{${key}}`,
      primaryKey: key,
      columns: names.map((name) => ({ name, titles: name, propertyUrl: `${own}${name}` })),
    },
  });
  return JSON.stringify({
    '@context': ['http://www.w3.org/ns/csvw', { '@base': 'https://example.org/data/' }],
    tables: [plain('series.csv', 'series', ['series', 'topic', 'unit']), plain('areas.csv', 'area', ['area']), family],
  });
};

/** The files of the project. `figures`: the texts of its files of figures by series. */
export const projectFiles = (
  figures: Record<string, string>,
  more: Record<string, string | Uint8Array> = {},
): Map<string, Uint8Array> => {
  const texts: Record<string, string | Uint8Array> = {
    'data/tables.json': tables(),
    'data/series.csv': 'series,topic,unit\nX,T1,KG\nY,T2,KG\n',
    'data/areas.csv': 'area\n001\n002\n008\n',
    ...Object.fromEntries(Object.entries(figures).map(([series, text]) => [`data/figures/${series}.csv`, text])),
    ...more,
  };
  return new Map(Object.entries(texts).map(([name, text]) => [name, typeof text === 'string' ? utf8(text) : text]));
};

/** Files without a fault. */
export const clean = {
  X: 'area,year,sex,value,nature\n001,2000,F,1.50,C\n001,2000,T,3,C\n008,2001,F,-2,E\n',
  Y: 'area,year,value\n001,2000,7\n',
};

/** Reads a project. */
export async function readProject(given: Map<string, Uint8Array>, recall?: Recall) {
  const files = filesOf(given);
  const sheets = await readSheets(files, 'data');
  return readFamilies(files, 'data', sheets, recall);
}

/** Reads the files of figures of a project, with places as words: "data/figures/X.csv:2 code". */
export async function readFiles(given: Map<string, Uint8Array>): Promise<{ files: FamilyFile[]; found: string[] }> {
  const { files, sheets } = await readProject(given);
  const found = mapToStatements(sheets).problems.map(
    ({ code, severity, where: { file, row, cell } }) =>
      `${file.replace('data/', '')}${row === undefined ? '' : `:${cell ?? row}`} ${severity} ${code}`,
  );
  return { files, found };
}
