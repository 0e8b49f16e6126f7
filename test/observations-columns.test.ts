import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownTables } from '../src/node/observations/open-files.js';
import { conceptOf } from '../src/observations/columns.js';
import { plainName } from '../src/observations/tables.js';
import { root, temporaryFile } from './support/gcm.js';
import { base, observationsOf, observed, ontology, refused, thingsIn, un } from './support/observations.js';

/** Unknown columns, and columns with misleading names. */

/** A file of the portal with one row and these additional columns. */
const portal = (columns: string[], cells: string[]): string =>
  temporaryFile(
    'x.csv',
    `SeriesCode,GeoAreaCode,TimePeriod,Value,${columns.join(',')}\nSI_X,004,2017,1,${cells.join(',')}\n`,
  );

const percent = encodeURIComponent;
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';

describe('column names in other scripts', () => {
  const names = ['年', 'Год', 'السنة', 'किस्म', 'Âge', 'Ge'];

  it('become separate dimensions', async () => {
    const { out, ended } = await observed([portal(names, ['a', 'b', 'c', 'd', 'e', 'f'])]);
    const things = thingsIn(out);
    const [observation] = observationsOf(things).values();
    for (const [i, concept] of ['年', 'год', 'السنة', 'किस्म', 'âge', 'ge'].entries()) {
      const code = `${un}codes/${percent(concept)}/${'abcdef'[i]}`;
      expect(observation?.get(`${base}column/${percent(concept)}`), concept).toEqual([code]);
      expect(things.get(`${base}code-list/${percent(concept)}`)).toBeDefined();
    }
    expect(ended.stdout.match(/\[observation-column\]/g)).toHaveLength(names.length);
  });

  it('keep their accents', async () => {
    expect(['Sèx', 'e\u0301cole', 'École Primaire'].map(conceptOf)).toEqual(['sèx', 'école', 'écolePrimaire']);
  });

  it('are reported if they contain no letter', async () => {
    const report = await refused([portal(['%', '***'], ['a', 'b'])]);
    expect(report.match(/error \[observation-column\] The column name does not contain a letter/g)).toHaveLength(2);
    expect(report).not.toContain('duplicate-column');
  });
});

describe('columns with a name that we use for something else', () => {
  const names = ['Bound Value', 'Value Text', 'Indicator Number', '[Status]', 'Lexical Value'];

  it('do not use our properties', async () => {
    const things = thingsIn((await observed([portal(names, ['a', 'b', 'c', 'd', 'e'])])).out);
    const [observation] = observationsOf(things).values();
    expect([...(observation?.keys() ?? [])].filter((property) => property.startsWith(ontology))).toEqual([
      `${ontology}series`,
    ]);
    expect(observation?.get(`${base}column/boundValue`)).toEqual([`${un}codes/boundValue/a`]);
    expect(things.get(`${ontology}boundValue`)?.get(`${rdf}type`)).toEqual([`${rdf}Property`]);
  });

  it('use the concept with that name', async () => {
    const things = thingsIn((await observed([portal(['Release', 'Unit multiplier'], ['2023.Q4', '6'])])).out);
    const [observation] = observationsOf(things).values();
    expect(observation?.get(`${ontology}seriesRelease`)).toEqual(['2023.Q4']);
    expect(observation?.get('http://purl.org/linked-data/sdmx/2009/attribute#unitMult')).toEqual(['6']);
    expect(await refused([portal(['Period'], ['2018'])])).toContain('[duplicate-column] Duplicate column for "period"');
  });

  it('are in the tables, which do not use our properties by accident', async () => {
    const { columns, concepts } = ownTables();
    for (const { concept, kind } of concepts)
      expect(columns.get(plainName(concept)), concept).toMatchObject({ role: kind, concept });
    for (const component of ['series', 'area', 'period', 'value'])
      expect(columns.get(component)?.role, component).toBe(component); // in a structure, these IRIs belong to other components
    const ontologyText = readFileSync(path.join(root, 'ontology/gcm.ttl'), 'utf8');
    const ours = [...ontologyText.matchAll(/^gcm:(\w+) a /gm)].map(([, name]) => name as string);
    expect(ours.length).toBeGreaterThan(20);
    const described = new Set(concepts.map(({ concept }) => concept));
    const named = [...columns.values()].map(({ concept }) => concept).filter((concept) => !described.has(concept));
    expect(named.filter((concept) => ours.includes(concept))).toEqual([]);
  });
});

it('does not limit the number of columns', async () => {
  const names = Array.from({ length: 100 }, (_, i) => `Kind ${i}`);
  const things = thingsIn((await observed([portal(names, Array<string>(100).fill('a'))])).out);
  const [observation] = observationsOf(things).values();
  expect(observation?.get(`${base}column/kind99`)).toEqual([`${un}codes/kind99/a`]);
});

it('lists skipped columns once per file, with the reasons', async () => {
  const columns = ['Goal', 'Target', 'Indicator', 'X', 'Y'];
  const { stdout } = (await observed([portal(columns, ['1', '1.1', '1.1.1', '12.5', '47.1'])])).ended;
  expect(stdout.match(/\[observation-left-out\]/g)).toHaveLength(1);
  expect(stdout).toMatch(
    /x\.csv notice \[observation-left-out\] Skipped redundant columns: Goal \(first part of the .*\), Target \(.*\), X \(position .*\), Y \(/,
  );
  expect((await observed([portal(['Sex'], ['MALE'])])).ended.stdout).not.toContain('Skipped');
});

it('treats a column as a dimension in all files if it is one in any file', async () => {
  const sdmx = temporaryFile('sdmx.csv', 'DATAFLOW,SERIES,REF_AREA,TIME_PERIOD,OBS_VALUE,KIND\nX,SI_X,8,2017,2,HUT\n');
  const files = [portal(['[Kind]'], ['TENT']), sdmx];
  for (const order of [files, files.toReversed()]) {
    const observations = observationsOf(thingsIn((await observed(order)).out));
    expect([...observations.keys()].sort()).toEqual(
      ['004/2017/TENT', '008/2017/HUT'].map((address) => `${base}cube/SI_X/${address}`),
    );
  }
});
