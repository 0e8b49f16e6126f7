// npm run bench:observations: rows as the UNSD portal exports them, 23 columns, as a data cube in N-Quads, beside a
// hand-made yardstick and beside peers. All are compared by what they write in a second, for the yardstick and
// rdf-parser-csvw know one layout only, with 8 columns.
//   --rows 1           millions of rows, one table of results each
//   --runs 3           rounds; the figures are medians, the ratios those of one round's pairs
//   --folder /tmp      where files are written, best in memory (/dev/shm): a disk that is slow or busy is all
//                      that is measured
//   --no-peers         without DuckDB and rdf-parser-csvw
// The yardstick and the generator of its table are not of this project: BENCH_TOOLS says where they are.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const tools = process.env.BENCH_TOOLS ?? here('../../shared/bench');
const [yardstick, generator] = ['limit.mjs', 'gen-observations.mjs'].map((file) => path.join(tools, file));
for (const file of [yardstick, generator]) {
  if (existsSync(file)) continue;
  console.error(`${file} is not there: set BENCH_TOOLS to the folder with the yardstick and the generator`);
  process.exit(1);
}

const { values: options } = parseArgs({
  allowNegative: true,
  options: {
    rows: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
    folder: { type: 'string', default: os.tmpdir() },
    peers: { type: 'boolean', default: true },
  },
});
const rounds = Number(options.runs);
const threads = String(os.availableParallelism());
const folder = mkdtempSync(path.join(options.folder, 'gcm-bench-observations-'));
const inFolder = (name) => path.join(folder, name);
const [portal, table, small] = ['portal.csv', 'table.csv', 'small.csv'].map(inFolder);
const bytesOfTableRow = 1579; // that the yardstick writes

const gcm = (out) => [here('../dist/cli/main.js'), 'observations', portal, '-o', out];
const inThreads = (count) => (out) => [here('observations/threads.mjs'), String(count), portal, out];
const commands = [
  { name: 'yardstick', args: (out) => [yardstick, threads, table, out] },
  { name: 'gcm observations', args: gcm, most: 2.5, megabytes: 300 },
  { name: 'gcm, packed', args: gcm, out: 'out.nq.gz', megabytes: 300 },
  { name: 'gcm, 1 thread', args: inThreads(1) },
  { name: 'gcm, 2 threads', args: inThreads(2) },
  { name: 'DuckDB', args: (out) => [here('observations/duckdb.mjs'), threads, portal, out], isPeer: true, least: 5 },
  {
    name: 'rdf-parser-csvw',
    args: (out) => [here('csvw-peers/rdf-parser-csvw.mjs'), small, out],
    isPeer: true,
    least: 10,
  },
].filter(({ isPeer }) => options.peers || !isPeer);

/** What all processes that have ended took of the cores, in seconds: on a busy machine it tells more than a clock. */
function coreSeconds() {
  const fields = readFileSync('/proc/self/stat', 'utf8')
    .replace(/^.*\) /, '')
    .split(' ');
  return (Number(fields[13]) + Number(fields[14])) / 100; // cutime and cstime
}

/** How long it would take if nobody else used the cores: main and busiest thread one after the other, or all of them full. */
const leastSeconds = (main, busiest, all) =>
  Math.max(Number(main) + Number(busiest), Number(all) / os.availableParallelism());

/** Runs a command once; its output is away before and after. */
function once({ args, out = 'out.nq' }) {
  const file = inFolder(out);
  rmSync(file, { force: true });
  const argv = ['--import', here('peak-memory.mjs'), ...args(file)];
  const [start, before] = [performance.now(), coreSeconds()];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  const cores = coreSeconds() - before;
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}\n${stderr}`);
  const peaks = [...stderr.matchAll(/peak-kilobytes (\d+)/g)].map(([, kilobytes]) => Number(kilobytes) / 1024);
  const written = statSync(file).size / 1e6;
  rmSync(file);
  const [, main, busiest, all] = /threads-seconds (\S+) (\S+) (\S+)/.exec(stderr) ?? [];
  return { seconds, cores, megabytes: Math.max(...peaks), written, least: leastSeconds(main, busiest, all) };
}

function make(script, ...args) {
  const { status, stderr } = spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

/** Whether DuckDB writes the lines of our observations, in whatever order: a fast wrong answer is none. */
function compare() {
  const [ours, theirs] = ['ours.nq', 'theirs.nq'].map(inFolder);
  make(here('observations/generate.mjs'), '20000', portal);
  make(...gcm(ours));
  make(here('observations/duckdb.mjs'), threads, portal, theirs);
  const lines = (file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.includes('/cube/'))
      .sort();
  if (lines(ours).join('\n') !== lines(theirs).join('\n')) throw new Error('DuckDB does not write what gcm does');
  console.log('DuckDB writes the same lines');
  for (const file of [ours, theirs]) rmSync(file);
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const column = (value, width) => (value === undefined ? '' : String(value)).padStart(width);

function measure(rows) {
  make(here('observations/generate.mjs'), String(rows), portal);
  const { written } = once(commands[1]);
  make(generator, String(Math.round((written * 1e6) / bytesOfTableRow)), table);
  make(generator, String(Math.min(rows, 100_000)), small);
  const runs = commands.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, command] of commands.entries()) if (!command.isPeer || round === 0) runs[i].push(once(command));
  const read = (statSync(portal).size / 1e6).toFixed(0);
  console.log(`\n${rows.toLocaleString('en')} rows, ${read} MB → ${written.toFixed(0)} MB`);
  console.log(
    '  command            seconds   core s/GB   MB/s out   yardstick ÷   most   gcm ÷   least   peak MB   most',
  );
  const speed = (i, round) => runs[i].at(round).written / runs[i].at(round).seconds;
  commands.forEach(({ name, most, least, megabytes, out }, i) => {
    const ratio = (of, by) => median(runs[i].map((_, round) => speed(of, round) / speed(by, round))).toFixed(2);
    const cells = [
      column(median(runs[i].map((run) => run.seconds)).toFixed(2), 8),
      column(out ? undefined : median(runs[i].map((run) => (1000 * run.cores) / run.written)).toFixed(2), 11),
      column(median(runs[i].map((_, round) => speed(i, round))).toFixed(0), 10),
      column(out ? undefined : ratio(0, i), 13),
      column(most, 6),
      column(out ? undefined : ratio(1, i), 7),
      column(least, 7),
      column(Math.max(...runs[i].map((run) => run.megabytes)).toFixed(0), 9),
      column(megabytes, 6),
    ];
    console.log(`  ${name.padEnd(17)}${cells.join(' ')}`);
  });
  const one = commands.findIndex(({ name }) => name === 'gcm, 1 thread');
  const gain = (of) => median(runs[one].map((run, round) => of(run) / of(runs[one + 1][round]))).toFixed(2);
  const [byClock, byCores] = [gain(({ seconds }) => seconds), gain(({ least }) => least)];
  console.log(
    `  two threads are ${byClock} times as fast as one by the clock, ${byCores} by core seconds (1.6 at least)`,
  );
}

console.log(`Node ${process.version}, ${threads} cores, medians of ${rounds} rounds; peers once`);
try {
  if (options.peers) compare();
  for (const million of options.rows.split(',')) measure(Math.round(Number(million) * 1e6));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
