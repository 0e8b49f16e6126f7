import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownTables } from '../../src/node/observations/open-files.js';
import { readValue } from '../../src/observations/values.js';
import { gcmProcess, temporaryFolder } from '../support/gcm.js';
import {
  attribute,
  base,
  dimension,
  expectCleanEnd,
  exportsIn,
  generated,
  observationsOf,
  observed,
  obsValue,
  ontology,
  qb,
  realFiles,
  sampled,
  skos,
  type Things,
  tableOf,
  thingsIn,
  un,
} from '../support/observations.js';
import { duckdb, type ParquetRow, parquetRows } from '../support/parquet.js';

/** Compares the tables of real exports with their N-Quads, and checks that large tables are complete or absent. */

const { concepts } = ownTables();
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** Statements that the graph must contain for a row of the table. */
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

const namesOf = (things: Things, area: string): string[] =>
  things.get(`${base}area/${area}`)?.get(`${skos}prefLabel`) ?? [];

describe.skipIf(realFiles === undefined)('real exports', () => {
  const files = ['unsd-portal', 'unsd-hub', 'unsd-api-2023-12'].flatMap((folder) =>
    exportsIn(folder, /^(?!ddf--entities).*\.(csv|xlsx)$/),
  );

  it.each(files)('%s', { timeout: 120_000 }, async (file) => {
    const { out, ended } = await observed([file]);
    const table = await observed([file], 'cube.parquet');
    const summary = ({ stderr }: { stderr: string }): string[] | undefined =>
      /Observations: ([\d,]+) \((.*)\)/.exec(stderr)?.slice(1);
    expect(summary(ended)).toHaveLength(2);
    expect(summary(table.ended)).toEqual(summary(ended));
    expect(table.ended.stdout).toBe(ended.stdout);
    const things = thingsIn(out);
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

if (realFiles === undefined) it.skip('needs real exports: set OBSERVATIONS to their folder', () => {});

describe('a large table', () => {
  const file = generated(250_000);

  it('has row groups of 100,000 and dictionaries, and is reproducible', { timeout: 120_000 }, async () => {
    const [once, again] = [await tableOf(file), await tableOf(file)];
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

  it('stops cleanly on Ctrl-C', { timeout: 60_000 }, async () => {
    await expectCleanEnd(file, 'cube.parquet', (part) => statSync(part).size > 0);
  });

  it('leaves nothing on a full disk', { timeout: 60_000 }, async ({ skip }) => {
    const disk = temporaryFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', disk]);
    skip(mounted.status !== 0, 'mounting a small disk needs the superuser');
    try {
      const { code, stdout, stderr } = gcmProcess(['observations', file, '-o', path.join(disk, 'cube.parquet')]);
      expect({ code, stdout, stderr }).toEqual({
        code: 1,
        stdout: '',
        stderr: `gcm: System error: ENOSPC: no space left on device, write '${disk}/cube.parquet'. The disk is full: ${disk}\n`,
      });
      expect(readdirSync(disk)).toEqual([]);
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
