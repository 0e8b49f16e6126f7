import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../../src/check/project-rules.js';
import { runRules } from '../../src/check/rules.js';
import { createStore } from '../../src/graph/store.js';
import { root } from '../support/gcm.js';
import {
  attribute,
  base,
  dimension,
  exportsIn,
  observationsOf,
  observed,
  obsValue,
  ontology,
  qb,
  realFiles,
  sampled,
  skos,
  type Things,
  textOf,
  thingsIn,
  un,
} from '../support/observations.js';

/** Real exports: compares the output with their cells, as read by other programs. */

type Row = Record<string, string>;

/** Rows of a file as objects, read without our code. */
const rowsOf = (file: string): Row[] => (file.endsWith('.xlsx') ? sheetRows(file) : csvRows(file));

function csvRows(file: string): Row[] {
  const bytes = readFileSync(file);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    text = new TextDecoder('windows-1252').decode(bytes);
  }
  return named(parse(text, { relax_column_count: true }) as string[][]);
}

/** The last sheet with a value column, decompressed by fflate and parsed with patterns. */
function sheetRows(file: string): Row[] {
  const parts = unzipSync(readFileSync(file));
  const textOfPart = (name: string): string => strFromU8(parts[name] as Uint8Array);
  const unescaped = (text: string): string =>
    text.replace(
      /&(lt|gt|quot|apos|amp);/g,
      (_, name) => ({ lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' })[name as 'lt'],
    );
  const shared = [...textOfPart('xl/sharedStrings.xml').matchAll(/<si>(.*?)<\/si>|<si\/>/gs)].map(([, item = '']) =>
    [...item.matchAll(/<t[^>]*>(.*?)<\/t>/gs)].map(([, text]) => unescaped(text as string)).join(''),
  );
  const sheets = Object.keys(parts).filter((name) => /worksheets\/sheet\d+\.xml$/.test(name));
  const tables = sheets.map((sheet) =>
    [...textOfPart(sheet).matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) => {
      const cells: string[] = [];
      for (const [, address = '', isShared, value = ''] of row.matchAll(
        /<c r="([A-Z]+)\d+"[^>]*?(t="s")?(?:\/>|>(?:<v>(.*?)<\/v>)?<\/c>)/gs,
      )) {
        const column = [...address].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
        cells[column] = isShared ? (shared[Number(value)] as string) : unescaped(value);
      }
      return Array.from(cells, (cell) => cell ?? '');
    }),
  );
  return named(tables.find(([header]) => header?.includes('Value')) as string[][]);
}

const named = ([header = [], ...rows]: string[][]): Row[] =>
  rows.map((row) => Object.fromEntries(header.map((name, i) => [name, row[i] ?? ''])));

/** Key of an observation in any format: series, area, period and the codes in any order. */
const keyOf = (series: string, area: string, period: string, codes: string[]): string =>
  [series, area, period, ...codes.filter(Boolean).sort()].join(' ');

/** M49 codes. Files drop leading zeros. */
const m49 = (area: string | undefined): string => (area ?? '').padStart(3, '0');

const lastPart = (iri: string | undefined): string => decodeURIComponent(iri?.replace(/^.*[/#]/, '') ?? '');

/** Properties of observations that are not dimensions. */
const noDimension = [
  'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
  `${qb}dataSet`,
  `${ontology}series`,
  `${dimension}refArea`,
  `${dimension}refPeriod`,
  `${ontology}nature`,
];

function byKey(observations: Things): Map<string, Map<string, string[]>> {
  const keyed = new Map<string, Map<string, string[]>>();
  for (const thing of observations.values()) {
    const codes = [...thing]
      .filter(
        ([property, [value]]) =>
          !noDimension.includes(property) && !property.startsWith(attribute) && value?.startsWith(`${un}codes/`),
      )
      .map(([, [value]]) => lastPart(value));
    const [series, area] = [`${ontology}series`, `${dimension}refArea`].map((one) => lastPart(thing.get(one)?.[0]));
    keyed.set(keyOf(series as string, area as string, thing.get(`${dimension}refPeriod`)?.[0] as string, codes), thing);
  }
  return keyed;
}

const isMissing = (value: string): boolean => ['', 'N', 'NA', 'NaN'].includes(value);

/** Compares an observation with the cells of its row. */
function compare(
  thing: Map<string, string[]> | undefined,
  value: string,
  more: [property: string, text: string][],
): void {
  expect(thing?.get(obsValue)).toEqual(isMissing(value) || /^[<>]/.test(value) ? undefined : [value]);
  if (isMissing(value)) expect(thing?.get(`${attribute}obsStatus`)).toContain(`${un}codes/obsStatus/M`);
  for (const [property, text] of more) expect(thing?.get(property) ?? [], property).toEqual(text === '' ? [] : [text]);
}

async function readBack(file: string): Promise<{ rows: Row[]; keyed: Map<string, Map<string, string[]>> }> {
  const { out } = await observed([file]);
  const rows = rowsOf(file);
  const parsed = spawnSync('serdi', ['-q', '-i', 'nquads', '-o', 'nquads', out], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
  });
  expect({ status: parsed.status, stderr: parsed.stderr }).toEqual({ status: 0, stderr: '' });
  expect(parsed.stdout.match(/^.* <http:\/\/purl\.org\/linked-data\/cube#Observation> .*$/gm)).toHaveLength(
    rows.length,
  );
  const keyed = byKey(observationsOf(thingsIn(out)));
  expect(keyed.size).toBe(rows.length);
  return { rows, keyed };
}

describe.skipIf(realFiles === undefined)('exports of the UNSD portal', () => {
  it.each(exportsIn('unsd-portal', /\.(csv|xlsx)$/))('%s', { timeout: 60_000 }, async (file) => {
    const { rows, keyed } = await readBack(file);
    for (const row of sampled(rows)) {
      const codes = ['Age', 'Sex', 'Reporting Type'].map((name) => row[name] ?? '');
      const key = keyOf(row['SeriesCode'] as string, m49(row['GeoAreaCode']), row['TimePeriod'] as string, codes);
      compare(keyed.get(key), row['Value'] as string, [
        [`${attribute}unitMeasure`, `${base}unit/${row['Units']}`],
        [`${ontology}nature`, `${un}codes/nature/${row['Nature']}`],
        [`${ontology}sourceDetail`, (row['Source'] as string).trim()],
        [`${ontology}footnote`, (row['FootNote'] as string).trim()],
        [`${attribute}basePer`, row['BasePeriod'] as string],
      ]);
    }
  });

  it('gives the same cube for CSV and for a workbook', { timeout: 60_000 }, async () => {
    const textAs = async (kind: string): Promise<string> =>
      textOf((await observed(exportsIn('unsd-portal', new RegExp(`Goal8.*${kind}$`)))).out);
    const [csv, workbook] = [await textAs('csv'), await textAs('xlsx')];
    const observationsOnly = (text = ''): string[] => text.split('\n').filter((line) => line.includes('/cube/'));
    expect(observationsOnly(workbook).length).toBeGreaterThan(50_000);
    expect(observationsOnly(workbook)).toEqual(observationsOnly(csv));
  });

  it('takes the names of codes from the sheet CodeDescriptions', async () => {
    const things = thingsIn((await observed(exportsIn('unsd-portal', /2021-11.*xlsx$/))).out);
    expect(things.get(`${un}codes/nature/M`)).toBeUndefined(); // it has a name, but does not occur
    expect(things.get(`${un}codes/sex/FEMALE`)?.get(`${skos}prefLabel`)).toEqual(['Female']);
    expect(things.get(`${base}area/004`)?.get(`${skos}prefLabel`)).toContain('阿富汗');
  });
});

describe.skipIf(realFiles === undefined)('long tables of the hub', () => {
  it.each(exportsIn('unsd-hub', /\.csv$/))('%s', { timeout: 60_000 }, async (file) => {
    const { rows, keyed } = await readBack(file);
    for (const row of sampled(rows)) {
      const codes = ['Age_Code', 'Sex_Code', 'ReportingType_Code'].map((name) => row[name] ?? '');
      const period = (row['Year'] as string).replace('.0', '');
      compare(
        keyed.get(keyOf(row['SeriesCode'] as string, m49(row['GeoArea_Code']), period, codes)),
        row['Value'] as string,
        [
          [`${ontology}nature`, `${un}codes/nature/${row['Nature_Code']}`], // NA is a nature here, not a missing value
          [`${ontology}footnote`, (row['Footnotes'] as string).trim()],
          [`${ontology}seriesRelease`, row['SeriesRelease'] as string],
        ],
      );
    }
  });
});

describe.skipIf(realFiles === undefined)('harvests of the UNSD API', () => {
  it.each(exportsIn('unsd-api-2023-12', /datapoints.*\.csv$/))('%s', { timeout: 60_000 }, async (file) => {
    const { rows, keyed } = await readBack(file);
    const series = Object.keys(rows[0] as Row).at(-1) as string;
    const entities = (name: string): Map<string, string> =>
      new Map(
        csvRows(path.join(path.dirname(file), `ddf--entities--${name}.csv`)).map((row) => [
          row[name] as string,
          row['name'] as string,
        ]),
      );
    const dimensions = ['age', 'sex', 'policy_domains', 'migratory_status'].filter((name) => name in (rows[0] as Row));
    const names = new Map(dimensions.map((name) => [name, entities(name)]));
    for (const row of sampled(rows)) {
      const codes = dimensions.map((name) => names.get(name)?.get(row[name] as string) as string);
      const key = keyOf(series.toUpperCase(), m49(row['geo_area']), row['year'] as string, codes);
      compare(keyed.get(key), row[series] as string, [
        [`${attribute}unitMeasure`, `${base}unit/${(row['units'] as string).toUpperCase()}`],
      ]);
    }
  });

  it('has the figures of the project, at the same addresses', async () => {
    const [file = ''] = exportsIn('unsd-api-2023-12', /si_rmt_cost/);
    const observations = observationsOf(thingsIn((await observed([file])).out));
    const figures = csvRows(path.join(root, 'data/figures/SI_RMT_COST.csv'));
    expect(figures).toHaveLength(observations.size);
    for (const { area, year, value } of figures)
      expect(observations.get(`${base}cube/SI_RMT_COST/${area}/${year}`)?.get(obsValue)).toEqual([value]);
  });
});

describe.skipIf(realFiles === undefined)('integrity constraints of the Data Cube', () => {
  it.each([
    ['unsd-portal', /2024-04/],
    ['unsd-api-2023-12', /sg_cpa_migrs/],
    ['unsd-hub', /VC_VAW_DIST/],
  ])('pass on a whole cube: %s', { timeout: 120_000 }, async (folder, pattern) => {
    const store = createStore(base);
    store.load(textOf((await observed(exportsIn(folder, pattern))).out));
    const rules = shippedRules('cube');
    expect(rules.length).toBeGreaterThan(10);
    expect(runRules(store, rules)).toEqual([]);
  });
});

if (realFiles === undefined) it.skip('needs real exports: set OBSERVATIONS to their folder', () => {});
