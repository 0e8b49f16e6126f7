// npm run bench:observations: converts rows in the format of the UNSD portal (23 columns) to a data cube in N-Quads,
// with gcm, a hand-written yardstick and other programs. Prints the Markdown tables of docs/observations.md. Compares
// the output per second, because the yardstick and rdf-parser-csvw support only another layout, with 8 columns.
//   --rows 1           millions of rows
//   --runs 3           number of rounds; results are medians
//   --folder /tmp      folder for files, ideally in memory (/dev/shm); a slow disk would dominate the measurement
//   --no-peers         skip DuckDB and rdf-parser-csvw
//   --large 10         instead, convert 1 and then 10 million rows (29 GB of N-Quads): the time can grow with the rows, but
//                      not the memory. Then convert 10 million rows with broken ones, and check that these are reported.
// The yardstick and the generator of its table are not part of this project: set BENCH_TOOLS to their folder.
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
const bytesOfTableRow = 1579; // output of the yardstick

const base = 'https://w3id.org/gcm-graph/';
const gcm = (out) => [here('../dist/cli/gcm.js'), 'observations', portal, '--base', base, '-o', out];
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

/** CPU time of all ended child processes in seconds, which is more reliable than the clock on a busy machine. */
function coreSeconds() {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100; // cutime and cstime
}

/** Runs a command once, and deletes its output before and after. */
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

/** Checks that DuckDB and gcm write the same lines, in any order. */
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
  if (lines(written).join('\n') !== lines(theirs).join('\n')) throw new Error('DuckDB and gcm write different lines');
  for (const file of [written, theirs]) rmSync(file);
}

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const grouped = (number) => number.toLocaleString('en');
const megabytesOf = (file) => statSync(file).size / 1e6;

/** Summarizes several runs: medians, and the highest peak memory. */
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
  throw new Error(`Missing file ${missing}: set BENCH_TOOLS to the folder with the yardstick and the generator`);
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

/** Measures 1 million rows and then `most` rows, with and without broken rows. */
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
  const reported = broken.stdout.match(/portal\.csv:.* error .*/g) ?? [];
  const missing = [most / 2 + 2, most + 1].filter(
    (row) => !reported.some((line) => line.split(/[: ]/)[1] === String(row)),
  );
  if (reported.length !== 2 || missing.length > 0)
    throw new Error(`Broken rows not reported: ${missing.join(', ')}\n${reported.join('\n')}`);
  return [
    `${machine()}; once each, on a disk:`,
    '',
    ...growthTable([...rows, broken]),
    '',
    ...reported.map((line) => `- \`${line}\``),
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
