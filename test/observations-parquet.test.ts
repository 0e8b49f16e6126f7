import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownTables } from '../src/node/observations/own-tables.js';
import { readValue } from '../src/observations/read-value.js';
import { gcmProcess, root, temporaryFolder } from './support/gcm.js';
import {
  attribute,
  base,
  dimension,
  observationsOf,
  observed,
  obsValue,
  ontology,
  qb,
  quadsOf,
  realFiles,
  skos,
  type Things,
  thingsOf,
  un,
} from './support/observations.js';
import { duckdb, type ParquetRow, parquetRows } from './support/parquet.js';

/** The table of observations says what their N-Quads say, to the programs that read Parquet. */

const tableOf = (...files: string[]): string => observed(files, 'cube.parquet').out;
const made = (name: string, content: string): string => {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, content);
  return file;
};

function generated(rows: number): string {
  const file = path.join(temporaryFolder(), 'rows.csv');
  const generator = path.join(root, 'bench/observations/generate.mjs');
  expect(spawnSync(process.execPath, [generator, String(rows), file]).status).toBe(0);
  return file;
}

const { concepts } = ownTables();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** What the graph has to say of an observation, if a row of the table has the same meaning. */
function statementsOf(row: ParquetRow): { address: string; thing: Map<string, string[]> } {
  const text = (name: string): string => String(row[name]);
  const codes = concepts.filter(({ concept, kind }) => kind === 'dimension' && row[concept] != null);
  const key = ['series', 'area', 'period', ...codes.map(({ concept }) => concept)].map((name) => encoded(text(name)));
  const thing = new Map([
    ['http://www.w3.org/1999/02/22-rdf-syntax-ns#type', [`${qb}Observation`]],
    [`${qb}dataSet`, [`${base}dataset/${text('series')}`]],
    [`${ontology}series`, [`${un}${text('series')}`]],
    [`${dimension}refArea`, [`${base}area/${text('area')}`]],
    [`${dimension}refPeriod`, [text('period')]],
  ]);
  const value = readValue(String(row['valueText'] ?? ''));
  expect(row['value']).toBe(value.kind === 'number' ? Number(value.lexical) : null);
  expect([row['boundSign'], row['boundValue']]).toEqual(
    value.kind === 'bound' ? [value.sign, Number(value.lexical)] : [null, null],
  );
  if (value.kind === 'number') thing.set(obsValue, [value.lexical]);
  if (value.kind === 'bound') {
    thing.set(`${ontology}valueText`, [text('valueText')]);
    thing.set(`${ontology}boundSign`, [value.sign]);
    thing.set(`${ontology}boundValue`, [value.lexical]);
  }
  if (row['unit'] != null) thing.set(`${attribute}unitMeasure`, [`${base}unit/${encoded(text('unit'))}`]);
  const statuses = row['status'] == null ? [] : text('status').split(';');
  if (statuses.length > 0)
    thing.set(
      `${attribute}obsStatus`,
      statuses.map((status) => `${un}codes/obsStatus/${status}`),
    );
  for (const { concept, property, values } of concepts) {
    if (row[concept] == null) continue;
    const object = values === 'code' ? `${un}codes/${concept}/${encoded(text(concept))}` : text(concept);
    thing.set(property.startsWith('http') ? property : `${base}${property}`, [object]);
  }
  return { address: [`${base}cube`, ...key].join('/'), thing };
}

function sampled(rows: ParquetRow[]): ParquetRow[] {
  let seed = Number(process.env['SAMPLE_SEED'] ?? Date.now() & 0x7fffffff);
  console.log(`SAMPLE_SEED=${seed}, ${rows.length} rows`);
  const random = (): number => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x80000000;
  };
  return Array.from({ length: 200 }, () => rows[Math.floor(random() * rows.length)] as ParquetRow);
}

const namesOf = (things: Things, area: string): string[] =>
  things.get(`${base}area/${area}`)?.get(`${skos}prefLabel`) ?? [];

describe.skipIf(realFiles === undefined)('real exports', () => {
  const files = ['unsd-portal', 'unsd-hub', 'unsd-api-2023-12'].flatMap((folder) => {
    const inside = path.join(realFiles ?? '', folder);
    const names = realFiles === undefined ? [] : readdirSync(inside);
    return names
      .filter((name) => /^(?!ddf--entities).*\.(csv|xlsx)$/.test(name))
      .map((name) => path.join(inside, name));
  });

  it.each(files)('%s', { timeout: 120_000 }, async (file) => {
    const { out, ended } = observed([file]);
    const table = observed([file], 'cube.parquet');
    const told = ({ stderr }: { stderr: string }): string[] | undefined =>
      /([\d,]+) observations are in .*: (.*)/.exec(stderr)?.slice(1);
    expect(told(ended)).toHaveLength(2);
    expect(told(table.ended)).toEqual(told(ended));
    expect(table.ended.stdout).toBe(ended.stdout);
    const things = thingsOf(quadsOf(out));
    const observations = observationsOf(things);
    const rows = await parquetRows(table.out);
    expect(rows).toHaveLength(observations.size);
    for (const [name, of] of [
      ['value', obsValue],
      ['boundSign', `${ontology}boundSign`],
      ['status', `${attribute}obsStatus`],
    ] as const)
      expect(rows.filter((row) => row[name] != null).length, name).toBe(
        [...observations.values()].filter((thing) => thing.has(of)).length,
      );
    for (const row of [...sampled(rows), ...rows.filter(({ value }) => value === null).slice(0, 200)]) {
      const { address, thing } = statementsOf(row);
      const written = observations.get(address);
      expect(new Map([...(written ?? [])].sort()), address).toEqual(new Map([...thing].sort()));
      expect(namesOf(things, String(row['area']))).toContain(row['areaName']);
    }
    expect(await duckdb(`SELECT * FROM '${table.out}'`)).toEqual(rows);
  });
});

if (realFiles === undefined) it.skip('real exports are not here: set OBSERVATIONS to their folder', () => {});

describe('a table', () => {
  it('has a column for what occurs, and nothing where nothing is said', async () => {
    const file = made(
      'Goal1.csv',
      `Goal,SeriesCode,GeoAreaCode,GeoAreaName,TimePeriod,Value,FootNote,Sex,Bound Sign,Observation Status,Source
1,SI_X,4,Afghanistan,2017,"1,873.51","say ""so"",
twice",F,,A,
1,SI_X,AFG,Afghanistan,2018,<= 2.50,,M,,A,
1,SI_X,8,Albania,2018-Q2,NaN,,,,L,
1,SI_X,99048,WHO Global,2018,,,_T,,A,
1,SI_X,8,Albania,2018,1.5E-3,,_T,P,,
`,
    );
    const rows = await parquetRows(tableOf(file));
    const row = (series: string, area: string, areaName: string, period: string, more: ParquetRow): ParquetRow => ({
      ...{ series, area, areaName, period, value: null, valueText: null, boundSign: null, boundValue: null },
      ...{ unit: null, status: null, footnote: null, boundSign_: '_X' }, // a dimension may not take the name of another column
      ...more,
    });
    expect(rows).toEqual([
      row('SI_X', '004', 'Afghanistan', '2017', {
        ...{ sex: 'FEMALE', value: 1873.51, valueText: '1,873.51', status: 'A', footnote: 'say "so",\ntwice' },
      }),
      row('SI_X', '004', 'Afghanistan', '2018', {
        ...{ sex: 'MALE', valueText: '<= 2.50', boundSign: '<=', boundValue: 2.5, status: 'A' },
      }),
      row('SI_X', '008', 'Albania', '2018-Q2', { sex: '_X', valueText: 'NaN', status: 'M;L' }),
      row('SI_X', '99048', 'WHO Global', '2018', { sex: 'BOTHSEX', status: 'M' }),
      row('SI_X', '008', 'Albania', '2018', { sex: 'BOTHSEX', value: 0.0015, valueText: '1.5E-3', boundSign_: 'P' }),
    ]);
    expect(Object.keys(rows[0] as ParquetRow)).toEqual(
      'series,area,areaName,period,sex,boundSign_,value,valueText,boundSign,boundValue,unit,status,footnote'.split(','),
    );
  });

  it('has no infinity for what is larger than any number of it, and no words for none', async () => {
    const values = ['1e400', '-1E+999', `9${'0'.repeat(400)}`, `>1${'0'.repeat(400)}`, 'NaN', '1e-400'];
    const rows = values.map((value, i) => `SI_X,004,${2000 + i},${value},PT\n`);
    const table = tableOf(made('large.csv', `series,area,year,value,unit\n${rows.join('')}`));
    expect(
      (await parquetRows(table)).map(({ value, boundValue, valueText }) => [value, boundValue, valueText]),
    ).toEqual(values.map((text, i) => [i === 5 ? 0 : null, null, text]));
    expect(await duckdb(`SELECT count(*)::INT AS n FROM '${table}' WHERE isinf(value) OR isnan(value)`)).toEqual([
      { n: 0 },
    ]);
  });

  it('of several files is one, in their order', async () => {
    const header = 'series,area,year,value,unit\n';
    const [a, b] = [
      made('a.csv', `${header}SI_X,001,2018,7,PERCENT\n`),
      made('b.csv', `${header}SI_X,001,2017,8,PT\n`),
    ];
    const rows = await parquetRows(tableOf(a, b));
    expect(rows.map(({ period, unit }) => [period, unit])).toEqual([
      ['2018', 'PERCENT'],
      ['2017', 'PERCENT'],
    ]);
  });

  it('with a text longer than a block of them is read back', async () => {
    const note = 'long '.repeat(500_000).trim();
    const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value,FootNote\n';
    const file = made('long.csv', `${header}SI_X,4,2016,1,\nSI_X,4,2017,1,${note}\nSI_X,4,2018,1,é\n`);
    expect((await parquetRows(tableOf(file))).map(({ footnote }) => footnote)).toEqual([null, note, 'é']);
  });
});

describe('a large table', () => {
  const file = generated(250_000);

  it('has row groups of 100,000, dictionaries, and the same bytes again', { timeout: 120_000 }, async () => {
    const [once, again] = [tableOf(file), tableOf(file)] as [string, string];
    expect(readFileSync(once).equals(readFileSync(again))).toBe(true);
    const chunks = await duckdb(
      `SELECT row_group_num_rows AS rows, path_in_schema AS name, type, compression, encodings FROM parquet_metadata('${once}')`,
    );
    const rows = chunks.filter(({ name }) => name === 'series').map((chunk) => Number(chunk['rows']));
    expect(rows).toEqual([100_000, 100_000, 50_000]);
    expect(new Set(chunks.map(({ compression }) => compression))).toEqual(new Set(['ZSTD']));
    const plain = chunks.filter(({ encodings }) => !String(encodings).includes('DICTIONARY')).map(({ name }) => name);
    expect(new Set(plain)).toEqual(new Set(['value', 'valueText', 'boundValue']));
    const [sums] = await duckdb(
      `SELECT count(*)::INT AS rows, count(DISTINCT (series, area, period, sex, age))::INT AS keys, count(boundSign)::INT AS bounds,
        (count(*) FILTER (status = 'M'))::INT AS missing, sum(TRY_CAST(valueText AS DECIMAL(9, 4)))::DOUBLE - sum(value) AS difference
      FROM '${once}'`,
    );
    expect(sums).toMatchObject({ rows: 250_000, keys: 250_000, bounds: 251, missing: 501 });
    expect(Math.abs(Number(sums?.['difference']))).toBeLessThan(0.001);
  });

  it('ends cleanly at Ctrl-C while it is written', { timeout: 60_000 }, async () => {
    const folder = temporaryFolder();
    const scratch = path.join(folder, 'tmp');
    mkdirSync(scratch);
    const main = path.join(root, 'dist/cli/gcm.js');
    const child = spawn(process.execPath, [main, 'observations', file, '-o', 'cube.parquet'], {
      cwd: folder,
      env: { ...process.env, TMPDIR: scratch },
    });
    const ended = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)));
    const isBegun = (): boolean =>
      readdirSync(folder).some((name) => name.endsWith('.part') && statSync(path.join(folder, name)).size > 0);
    while (!isBegun()) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGINT');
    expect(await ended).toBe(130);
    expect(readdirSync(folder)).toEqual(['tmp']);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it('leaves nothing on a full disk', { timeout: 60_000 }, ({ skip }) => {
    const disk = temporaryFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', disk]);
    skip(mounted.status !== 0, 'mounting a small disk needs the superuser');
    try {
      const { code, stdout, stderr } = gcmProcess(['observations', file, '-o', path.join(disk, 'cube.parquet')]);
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: '',
        stderr: `gcm: the system refused: ENOSPC: no space left on device, write '${disk}/cube.parquet'; no room is left in ${disk}\n`,
      });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});

it('what is wrong with rows is told as for N-Quads, and nothing is written', () => {
  const file = made(
    'a.csv',
    'series,area,year,value,unit\nSI_X,001,2017,x,\nSI_X,001,20x7,1,\nSI_Y,1,2017,1,\nSI_Y,1,2017,2,\n',
  );
  const [lines, table] = ['cube.nq', 'cube.parquet'].map((name) => {
    const folder = temporaryFolder();
    const { code, stdout } = gcmProcess(['observations', file, '-o', path.join(folder, name)]);
    return { code, stdout, left: readdirSync(folder) };
  });
  expect(table).toMatchObject({ code: 1, left: [] });
  expect(table?.stdout).toContain('[observation-twice]');
  expect(table).toEqual(lines);
});
