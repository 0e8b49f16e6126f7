import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { DuckDBInstance } from '@duckdb/node-api';
import { beforeAll, describe, expect, it } from 'vitest';
import { readQueries } from '../../src/graph/query-file.js';
import { diskFiles } from '../../src/node/disk-files.js';
import { blocks, read } from '../support/documents.js';
import { gcmProcess, root, temporaryFolder } from '../support/gcm.js';
import { type ServerProcess, startServer } from '../support/processes.js';
import { realRelease } from '../support/releases.js';
import { refusal } from '../support/sparql.js';

/** Compares a release of the real data with the harvest of its figures. The readers are independent programs in Python. */

const release = await realRelease();
const out = path.dirname(release);
let server: ServerProcess;
const harvest = path.join(root, 'test/figures/harvest-2023-12-17.csv');

beforeAll(async () => {
  server = await startServer(release, ['--timeout', '60']);
}, 600_000);

const withPython = { skip: spawnSync('python3', ['--version']).status !== 0 };

/** Runs a program of test/support and returns what it prints. */
function python(program: string, ...args: string[]): string {
  const { stdout, stderr } = spawnSync('python3', [path.join(root, 'test/support', program), ...args], {
    encoding: 'utf8',
  });
  return stdout + stderr;
}

/** Runs SQL on the release, in which a guide says `build/current`. */
async function duckdb(sql: string): Promise<unknown[][]> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  return (await connection.runAndReadAll(sql.replaceAll('build/current', release))).getRowsJson();
}

/** The table of Parquet as CSV, with the digits of the values. */
async function parquetAsCsv(): Promise<string> {
  const file = path.join(temporaryFolder(), 'parquet.csv');
  const bound = "regexp_replace(boundValue::VARCHAR, '\\.0$', '') AS boundValue";
  const columns = `* EXCLUDE (value, valueText, boundValue), valueText AS value, ${bound}`;
  await duckdb(`COPY (SELECT ${columns} FROM 'build/current/figures.parquet') TO '${file}'`);
  return file;
}

const compared = (form: string, folder = release, ...only: string[]): string =>
  python('release-figures.py', folder, harvest, form, ...only);
const all = '240 series, 750654 rows';

describe('all figures equal the harvest', withPython, () => {
  it.each([
    ['sheets', 2],
    ['statements', 2],
    ['areas', 0], // the tables of areas and indicators have no context
    ['indicators', 0],
  ])('%s', { timeout: 600_000 }, (form, context) => {
    expect(compared(form)).toBe(`${all}, ${context} of context\n`);
  });

  it('parquet', { timeout: 600_000 }, async () => {
    const numbers =
      "SELECT COUNT(*) FROM 'build/current/figures.parquet' WHERE value IS DISTINCT FROM valueText::DOUBLE";
    expect(await duckdb(numbers)).toEqual([['0']]);
    expect(compared(await parquetAsCsv())).toBe(`${all}, 2 of context\n`);
  });
});

/** Creates a release with other figures: the files of the real one, of which `folder` is a copy. */
function releaseWith(folder: string): string {
  const other = temporaryFolder();
  for (const name of ['data', 'figures', 'figures.nq.gz', 'gcm-sdg.nq'])
    if (name === folder) cpSync(path.join(release, name), path.join(other, name), { recursive: true });
    else symlinkSync(path.join(release, name), path.join(other, name));
  return other;
}

/** Changes the first cell "92" of a table to another number. */
function change(file: string, replaced = ',92,', by = ',93,'): void {
  const text = readFileSync(file, 'utf8');
  expect(text).toContain(replaced);
  writeFileSync(file, text.replace(replaced, by));
}

describe('a changed value is found', withPython, () => {
  it.each([
    ['sheets', 'data', 'data/figures/VC_HTF_DETV.csv', 'VC_HTF_DETV'],
    ['areas', 'figures', 'figures/areas/008.csv', 'EG_EGY_CLEAN'],
    ['indicators', 'figures', 'figures/indicators/C160202.csv', 'VC_HTF_DETV'],
  ])('%s', { timeout: 600_000 }, (form, folder, file, series) => {
    const other = releaseWith(folder);
    change(path.join(other, file));
    expect(compared(form, release, series)).toMatch(/^1 series/);
    expect(compared(form, other, series)).toMatch(new RegExp(`^${series}: expected .*\n0 series`));
  });

  it('in the profiles and the graph', { timeout: 600_000 }, () => {
    const other = releaseWith('data');
    const [sheet, newest] = [path.join(other, 'data/figures/SM_DTH_MIGR.csv'), '404,2022,2,'];
    change(sheet, newest, '404,2022,3,');
    expect(python('profiles-of-figures.py', other)).toMatch(/^404 indicators .*\n316 profiles/);
    change(sheet, '404,2022,3,', '404,2023,2,');
    expect(python('part-of-figures.py', other)).toMatch(/^too much <.*404\/2022>\nmissing <.*404\/2023>\n/);
  });

  it('in the statements, where an index finds it', { timeout: 600_000 }, () => {
    const other = releaseWith('figures.nq.gz');
    const file = path.join(other, 'figures.nq.gz');
    const index = JSON.parse(readFileSync(path.join(release, 'figures.index.json'), 'utf8'));
    const entry = index.find(({ names }: { names: string[] }) => names.includes('VC_HTF_DETV'));
    const bytes = readFileSync(file);
    const { start, length } = entry.pieces[0];
    const piece = gunzipSync(bytes.subarray(start, start + length)).toString('utf8');
    expect(piece).toContain('/VC_HTF_DETV/008/2008/');
    const packed = gzipSync(piece.replace('obsValue> "92"', 'obsValue> "93"'));
    writeFileSync(file, Buffer.concat([bytes.subarray(0, start), packed, bytes.subarray(start + length)]));
    expect(compared('statements', other, 'VC_HTF_DETV')).toMatch(/^VC_HTF_DETV: expected .*\n0 series/);
  });
});

it('the graph contains the newest figures of all areas, and all years of regions and groups', {
  ...withPython,
  timeout: 600_000,
}, () => {
  expect(python('part-of-figures.py', release)).toBe('35754 figures, 339209 statements\n');
});

it('the profiles of all areas follow from the sheets', { ...withPython, timeout: 600_000 }, () => {
  expect(python('profiles-of-figures.py', release)).toBe(
    '317 profiles, 3698 with a breakdown, 12031 with a trend, 14334 with a value\n',
  );
});

describe('queries about countries', withPython, () => {
  const about = readQueries(diskFiles, path.join(root, 'queries/examples'));
  const rows: Record<string, number> = {
    'country-profile': 68,
    'objectives-without-figures': 23,
    'trafficking-by-form-and-sex': 37,
    'largest-falls-in-remittance-costs': 10,
    'refugees-by-origin': 10,
    'migration-policies-of-a-country': 7,
    'injuries-of-migrants': 2,
    'unemployment-by-sex': 22,
    'countries-with-few-figures': 45,
    'migrants-and-remittances': 20,
  };
  /** Compares answers to a query with the sheets, which are read once. */
  function checked(name: string, ...answers: string[]): string {
    const folder = temporaryFolder();
    const names = answers.map((_, i) => path.join(folder, `${i}.csv`));
    for (const [i, answer] of answers.entries()) writeFileSync(names[i] as string, answer);
    return python('answers-of-figures.py', release, name, ...names);
  }

  it.each(Object.entries(rows))(
    '%s has the answer that follows from the sheets',
    { timeout: 600_000 },
    async (name, count) => {
      const query = about.find((one) => one.name === name);
      const { stdout } = gcmProcess(['query', name, '--out', out, '--format', 'csv']);
      const parameters = new URLSearchParams({ query: query?.text ?? '' });
      for (const figure of query?.header['figures']?.split(' ') ?? []) parameters.append('figures', figure);
      const response = await fetch(`${server.address}sparql?${parameters}`, { headers: { accept: 'text/csv' } });
      expect(response.status).toBe(200);
      const answer = await response.text();
      const [header, , ...others] = answer.split('\r\n');
      const withoutFirst = [header, ...others].join('\r\n');
      const same = `${count} rows\n`;
      const found = checked(name, stdout, answer, withoutFirst);
      expect(found.startsWith(`${same}${same}rows: `), found).toBe(true);
    },
  );
});

describe('hostile selections of figures', () => {
  const select = (figures: string[], query = 'ASK {}', more: Record<string, string> = {}): Promise<Response> => {
    const body = new URLSearchParams({ query, ...more });
    for (const name of figures) body.append('figures', name);
    return fetch(`${server.address}sparql`, { method: 'POST', body });
  };
  const all = 'SELECT (COUNT(*) AS ?n) { GRAPH <https://w3id.org/gcm-graph/graph/observations> { ?s ?p ?o } }';
  const count = async (response: Response): Promise<string> => (await response.json()).results.bindings[0].n.value;

  it.each([
    ['unknown', ['NOTHING']],
    ['empty', ['']],
    ['paths', ['../../../etc/passwd']],
    ['SPARQL', ['404> { ?s ?p ?o } #']],
    ['between the areas', ['405']],
    ['not an area, but between two', ['404', '5abc']],
    ['names of JavaScript', ['__proto__', 'constructor']],
    ['without figures', ['010']],
    ['long', ['a'.repeat(300_000)]],
    ['many', Array.from({ length: 900 }, (_, i) => String(i).padStart(3, '0'))],
  ])('%s names are rejected', async (_how, names) => {
    const [status, sentence] = await refusal(await select(names));
    expect(status).toBe(400);
    expect(sentence).toMatch(/^figures: .{20,200}\n?$/);
  });

  it('too many figures are rejected before they are read', async () => {
    const before = server.memory();
    for (let i = 0; i < 200; i++) {
      const [status, sentence] = await refusal(await select(i % 2 ? ['SE_AGP_CPRA'] : ['C010401', 'C010301']));
      expect([status, sentence]).toEqual([422, expect.stringContaining('too many for one query')]);
    }
    expect(server.memory()).toBeLessThan(before + 40);
  });

  it('the largest selections leave nothing in the graph, also after faults', { timeout: 600_000 }, async () => {
    const before = await count(await select([], all));
    const first = await count(await select(['C160202'], all));
    expect(Number(first) - Number(before)).toBeGreaterThan(200_000);
    const after: number[] = [];
    for (let i = 0; i < 6; i++) {
      expect((await select(['C160202'], `ASK { ?s ?p ${i} }`)).status).toBe(200);
      expect((await select(['C160202'], `SELECT { ${i}`)).status).toBe(400);
      after.push(server.memory());
    }
    expect(Math.max(...after.slice(3))).toBeLessThan(Math.max(...after.slice(0, 3)) + 60);
    expect((await select(['C160202'], 'ASK {} # stopped', { timeout: '1' })).status).toBeOneOf([200, 503]);
    for (let i = 0; i < 4; i++) expect(await count(await select([], `${all} # ${i}`))).toBe(before); // on all threads
  });
});

/** The questions of the guide, and what the sheets say. */
describe('the guide for analysts', () => {
  const lines = blocks(read('docs/guide-analysts.md'), 'sql').join('').split('\n');
  const asked = lines.filter((line) => /^ *SELECT /.test(line));
  const cells = (sheet: string): string[][] =>
    readFileSync(path.join(root, 'data/figures', `${sheet}.csv`), 'utf8')
      .split('\n')
      .map((line) => line.split(','));

  it('asks three questions', () => {
    expect(asked).toHaveLength(3);
  });

  it('by country', async () => {
    const answer = await duckdb(asked[0] ?? '');
    const water = cells('SP_ACS_BSRVH2O').filter(([area, year]) => area === '404' && year === '2020');
    expect(answer).toContainEqual(['C010401', 'SP_ACS_BSRVH2O', 'PERCENT', String(water.length)]);
    expect(answer).toHaveLength(77);
  });

  it('by indicator', async () => {
    const values = cells('SM_POP_REFG_OR').flatMap(([, year, value]) => (year === '2022' ? Number(value) : []));
    const answer = await duckdb(asked[1] ?? '');
    expect(answer.map(([, value]) => value)).toEqual(values.sort((a, b) => b - a).slice(0, 10));
  });

  it('by sex', async () => {
    const rows = cells('VC_HTF_DETV').filter(([area, , , age]) => area === '498' && age === 'ALLAGE');
    const number = (year: string, sex: string): number | null => {
      const value = rows.find((row) => row[1] === year && row[2] === sex)?.[4];
      return value === undefined ? null : Number(value);
    };
    const years = [...new Set(rows.map(([, year = '']) => year))];
    const due = years.map((year) => [year, number(year, 'FEMALE'), number(year, 'MALE')]);
    expect(due.length).toBeGreaterThan(5);
    expect(await duckdb(asked[2] ?? '')).toEqual(due);
  });
});
