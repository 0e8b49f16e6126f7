// npm run bench:figures: builds the release of the checkout and measures its time, memory and files. Maps all rows in one
// process. Times each query about countries on a server. Then it compares three ways to ask for figures that the graph
// does not contain. Prints Markdown tables with limits.
//   --release build/current   use this release, and do not measure the build
//   --rounds 5                rounds of each query; results are medians, without the first round
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DuckDBInstance } from '@duckdb/node-api';
import { gcm, measure, median } from './measure.mjs';

const { values: options } = parseArgs({
  options: { release: { type: 'string' }, rounds: { type: 'string', default: '5' } },
});
const root = fileURLToPath(new URL('..', import.meta.url));
const limits = { query: 300, rows: 300_000, build: 25, memory: 500, packed: 80, graph: 15 };
const queries = [
  ...['country-profile', 'objectives-without-figures', 'trafficking-by-form-and-sex', 'refugees-by-origin'],
  ...['largest-falls-in-remittance-costs', 'migration-policies-of-a-country', 'injuries-of-migrants'],
  ...['unemployment-by-sex', 'countries-with-few-figures', 'migrants-and-remittances'],
];

const print = (columns, rows) => {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  console.log([line(columns), line(columns.map(() => '---')), ...rows.map(line), ''].join('\n'));
};
const ms = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const megabytes = (file) => statSync(file).size / 1e6;

/** Builds the release, or takes the given release. */
function releaseOf(folder) {
  if (options.release) return path.resolve(options.release);
  const args = [gcm, 'build', '--no-site', '--since', 'none', '--out', folder];
  const { seconds, megabytes: peak } = measure(args, root);
  print(
    ['build without a site', 'measured', 'limit'],
    [
      ['seconds', seconds.toFixed(1), limits.build],
      ['peak memory, MB', peak.toFixed(0), limits.memory],
    ],
  );
  return path.join(folder, 'current');
}

function printSizes(release) {
  const all = (folder, ending) => {
    const names = readdirSync(path.join(release, folder)).filter((name) => name.endsWith(ending));
    const sum = names.reduce((total, name) => total + megabytes(path.join(release, folder, name)), 0);
    return [`${folder}/*${ending} (${names.length})`, sum.toFixed(1), ''];
  };
  const one = (file, limit = '') => [file, megabytes(path.join(release, file)).toFixed(1), limit];
  print(
    ['file', 'MB', 'limit'],
    [
      one('gcm-sdg.ttl', limits.graph),
      one('figures.nq.gz', limits.packed),
      one('figures.index.json'),
      one('figures.parquet'),
      all('data/figures', '.csv'),
      all('figures/areas', '.csv'),
      all('figures/areas', '.json'),
      all('figures/indicators', '.csv'),
    ],
  );
}

/** Runs a script of the folder figures, which prints JSON. */
function run(script, ...args) {
  const file = fileURLToPath(new URL(`figures/${script}`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [file, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function startServer(release) {
  const args = [gcm, 'serve', '--out', path.dirname(release), '--port', '0', '--rate', '0', '--timeout', '60'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [address] = await once(createInterface({ input: child.stdout }), 'line');
  return { address, pid: child.pid, stop: () => child.kill() };
}

let asked = 0;

/** Milliseconds of a query, which has a unique comment, so that no answer is kept. */
async function timeOf(address, text, figures) {
  const parameters = new URLSearchParams({ query: `${text}\n# ${asked++}` });
  for (const name of figures) parameters.append('figures', name);
  const start = performance.now();
  const response = await fetch(`${address}sparql?${parameters}`, { headers: { accept: 'text/csv' } });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${answer}`);
  return performance.now() - start;
}

/** CPU milliseconds of a process until now, which say more than the clock on a busy machine. */
function coreMilliseconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10; // utime and stime
}

/** The time of the first round, and the medians of the others: by the clock, and of the cores of a process. */
async function rounds(once, pid) {
  const first = await once();
  const others = [];
  const cores = [];
  for (let round = 0; round < Number(options.rounds); round++) {
    const before = pid && coreMilliseconds(pid);
    others.push(await once());
    if (pid) cores.push(coreMilliseconds(pid) - before);
  }
  return { first, usual: median(others), cores: median(cores) };
}

function saved(name) {
  const text = readFileSync(path.join(root, 'queries/examples', `${name}.rq`), 'utf8');
  return { text, figures: /^# figures: (.*)$/m.exec(text)?.[1].split(' ') ?? [] };
}

async function printQueries({ address, pid }) {
  const rows = [];
  for (const name of queries) {
    const { text, figures } = saved(name);
    const { first, usual, cores } = await rounds(() => timeOf(address, text, figures), pid);
    rows.push([name, figures.join(' '), ms(first), ms(usual), ms(limits.query), ms(cores)]);
  }
  print(['query on the server', 'figures', 'first', 'median', 'limit', 'core time, median'], rows);
}

/** The question of unemployment-by-sex for DuckDB, on a new connection. */
async function timeInDuckdb(release) {
  const sql = `SELECT CAST(year AS INTEGER) AS year, w, m, w - m FROM (
    SELECT year, MAX(value) FILTER (sex = 'FEMALE') AS w, MAX(value) FILTER (sex = 'MALE') AS m
    FROM '${path.join(release, 'figures.parquet')}'
    WHERE series = 'SL_TLF_UEM' AND area = '724' AND age = '15+' GROUP BY year) WHERE w - m IS NOT NULL ORDER BY year`;
  const start = performance.now();
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const answer = await connection.runAndReadAll(sql);
  if (answer.currentRowCount === 0) throw new Error('DuckDB found nothing');
  return performance.now() - start;
}

async function printWays(address, release) {
  const { text, figures } = saved('unemployment-by-sex');
  const ours = await rounds(() => timeOf(address, text, figures));
  const duckdb = await rounds(() => timeInDuckdb(release));
  const { share, statements, seconds, megabytes: memory } = run('load-tenth.mjs', release);
  const whole = (value) => (value / share).toFixed(0);
  print(
    ['way to ask for figures that the graph does not contain', 'first', 'median', 'our median ÷'],
    [
      ['selected for the query (`figures=`)', ms(ours.first), ms(ours.usual), ''],
      ['DuckDB over Parquet', ms(duckdb.first), ms(duckdb.usual), (ours.usual / duckdb.usual).toFixed(2)],
    ],
  );
  print(
    ['all figures in the engine', 'statements', 'seconds', 'MB'],
    [
      [`measured: ${(100 * share).toFixed(1)}%`, statements, seconds.toFixed(1), memory.toFixed(0)],
      ['extrapolated: all, for each thread', whole(statements), whole(seconds), whole(memory)],
    ],
  );
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-bench-figures-'));
const release = releaseOf(folder);
printSizes(release);
const { files, rows, seconds } = run('map-rows.mjs');
print(
  ['mapping in one process', 'rows', 'core seconds', 'rows per second', 'at least'],
  [[`${files} files`, rows, seconds.toFixed(2), Math.round(rows / seconds), limits.rows]],
);
const server = await startServer(release);
try {
  await printQueries(server);
  await printWays(server.address, release);
} finally {
  server.stop();
  rmSync(folder, { recursive: true, force: true });
}
