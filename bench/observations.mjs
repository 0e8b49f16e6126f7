// npm run bench:observations: rows as the UNSD portal exports them, 23 columns, as a data cube in N-Quads, beside a
// hand-made yardstick and beside peers, as the tables in Markdown that docs/observations.md holds. All are compared by what
// they write in a second, for the yardstick and rdf-parser-csvw know one layout only, with 8 columns.
//   --rows 1           millions of rows
//   --runs 3           rounds, of one run of each command after the other; figures are medians of the rounds
//   --folder /tmp      where files are written, best in memory (/dev/shm): a disk that is slow or busy is all
//                      that is measured
//   --no-peers         without DuckDB and rdf-parser-csvw
//   --large 10         instead: whether time grows with the rows and memory does not, from a million rows to so many
//                      millions as plain N-Quads (29 GB for ten), and what is told of as many with a broken one in the middle
// The yardstick and the generator of its table are not of this project: BENCH_TOOLS says where they are.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { growthTable, speedTable, threadsTable } from './observations/tables.mjs';

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    rows: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string', default: os.tmpdir() },
    peers: { type: 'boolean', default: true },
    large: { type: 'string' },
  },
});
const rounds = Number(options.runs);
const cores = os.availableParallelism();
const threads = String(cores);
const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const folder = mkdtempSync(path.join(options.folder, 'gcm-bench-observations-'));
const inFolder = (name) => path.join(folder, name);
const [portal, table, small] = ['portal.csv', 'table.csv', 'small.csv'].map(inFolder);
const bytesOfTableRow = 1579; // that the yardstick writes

const gcm = (out) => [here('../dist/cli/gcm.js'), 'observations', portal, '-o', out];
const inThreads = (count) => (out) => [here('observations/threads.mjs'), String(count), portal, out];
const ours = { name: '`gcm observations`', args: gcm, most: 2.5, memory: 300 };
const peers = [
  {
    name: 'DuckDB `COPY` of the same lines',
    args: (out) => [here('observations/duckdb.mjs'), threads, portal, out],
    least: 5,
  },
  { name: 'rdf-parser-csvw', args: (out) => [here('csvw-peers/rdf-parser-csvw.mjs'), small, out], least: 10 },
];

/** What all processes that have ended took of the cores, in seconds: on a busy machine it tells more than a clock. */
function coreSeconds() {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100; // cutime and cstime
}

/** Runs a command once; its output is away before and after. */
function once({ args, out = 'out.nq', code = 0 }) {
  const file = inFolder(out);
  rmSync(file, { force: true });
  const argv = ['--import', here('peak-memory.mjs'), ...args(file)];
  const [start, before] = [performance.now(), coreSeconds()];
  const { status, stdout, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  const spent = coreSeconds() - before;
  if (status !== code) throw new Error(`${argv.join(' ')} ended with ${status}\n${stderr}`);
  const peaks = [...stderr.matchAll(/peak-kilobytes (\d+)/g)].map(([, kilobytes]) => Number(kilobytes) / 1024);
  const megabytes = (statSync(file, { throwIfNoEntry: false })?.size ?? 0) / 1e6;
  rmSync(file, { force: true });
  const [, main, busiest, all] = (/threads-seconds (\S+) (\S+) (\S+)/.exec(stderr) ?? []).map(Number);
  return { seconds, cores: spent, peak: Math.max(...peaks), megabytes, stdout, main, busiest, all };
}

function make(script, ...args) {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
const generate = (rows, ...fault) => make(here('observations/generate.mjs'), String(rows), portal, ...fault);

/** Whether DuckDB writes the lines of our observations, in whatever order: a fast wrong answer is none. */
function compare() {
  const [written, theirs] = ['ours.nq', 'theirs.nq'].map(inFolder);
  generate(20_000);
  make(...gcm(written));
  make(here('observations/duckdb.mjs'), threads, portal, theirs);
  const lines = (file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.includes('/cube/'))
      .sort();
  if (lines(written).join('\n') !== lines(theirs).join('\n')) throw new Error('DuckDB does not write what gcm does');
  for (const file of [written, theirs]) rmSync(file);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const grouped = (number) => number.toLocaleString('en');
const megabytesOf = (file) => statSync(file).size / 1e6;

/** One row of figures of several runs: medians, and the most memory. */
function summary(runs) {
  const names = ['seconds', 'cores', 'megabytes', 'main', 'busiest', 'all'];
  const figures = Object.fromEntries(names.map((name) => [name, median(runs.map((run) => run[name]))]));
  return { ...figures, peak: Math.max(...runs.map((run) => run.peak)) };
}

function tools() {
  const folder = process.env.BENCH_TOOLS ?? here('../../shared/bench');
  const files = ['limit.mjs', 'gen-observations.mjs'].map((file) => path.join(folder, file));
  const missing = files.find((file) => !existsSync(file));
  if (missing === undefined) return files;
  throw new Error(`${missing} is not there: set BENCH_TOOLS to the folder with the yardstick and the generator`);
}

function speed(rows) {
  const [yardstick, generator] = tools();
  const commands = [
    { name: 'yardstick', args: (out) => [yardstick, threads, table, out] },
    ours,
    { ...ours, name: 'the same, packed', out: 'out.nq.gz', most: undefined, isPacked: true },
    { name: 'the same, 1 thread', args: inThreads(1), threads: 1 },
    { name: 'the same, 2 threads', args: inThreads(2), threads: 2 },
  ];
  if (options.peers) compare();
  generate(rows);
  make(generator, String(Math.round((once(ours).megabytes * 1e6) / bytesOfTableRow)), table);
  make(generator, String(Math.min(rows, 100_000)), small);
  const runs = commands.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, command] of commands.entries()) runs[i].push(once(command));
  const measured = commands.map((command, i) => ({ ...command, ...summary(runs[i]) }));
  const beside = options.peers ? peers.map((peer) => ({ ...peer, ...summary([once(peer)]) })) : [];
  return [
    `${grouped(rows)} rows of 23 columns, ${megabytesOf(portal).toFixed(0)} MB; ${machine()}; medians of ${rounds} rounds, peers once:`,
    '',
    ...speedTable([...measured, ...beside]),
    '',
    ...threadsTable(
      measured.filter((one) => one.threads !== undefined),
      cores,
    ),
  ];
}

/** From a million rows to many millions, and as many with a row in the middle that cannot be read. */
function growth(most) {
  const run = (rows, name, { code = 0, out, fault = [] }) => {
    generate(rows, ...fault);
    const { megabytes: written, ...figures } = once({ args: gcm, code, out });
    return { name, rows, read: megabytesOf(portal), written, ...figures };
  };
  const rows = [1e6, most].flatMap((count) => {
    const name = `${grouped(count / 1e6)} M rows`;
    return [run(count, name, {}), run(count, `${name}, packed`, { out: 'out.nq.gz' })];
  });
  const broken = run(most, `${grouped(most / 1e6)} M rows, one broken`, { code: 1, fault: ['broken'] });
  const told = broken.stdout.match(/portal\.csv:.* error .*/g) ?? [];
  const missing = [most / 2 + 2, most + 1].filter((row) => !told.some((line) => line.split(/[: ]/)[1] === String(row)));
  if (told.length !== 2 || missing.length > 0)
    throw new Error(`rows that are not told: ${missing.join(', ')}\n${told.join('\n')}`);
  return [
    `${machine()}; once each, on a disk:`,
    '',
    ...growthTable([...rows, broken]),
    '',
    ...told.map((line) => `- \`${line}\``),
  ];
}

const machine = () => `Node ${process.version}, ${cores} cores, load ${os.loadavg()[0].toFixed(1)}`;

try {
  const lines =
    options.large === undefined ? speed(Math.round(Number(options.rows) * 1e6)) : growth(Number(options.large) * 1e6);
  console.log(lines.join('\n'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
