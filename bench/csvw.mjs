// npm run bench:csvw: converts a large table to N-Quads, and compares with a hand-written yardstick and other
// libraries.
//   --rows 0.1,1,10    millions of rows; one table of results for each number
//   --runs 3           number of rounds; results are medians, and ratios are computed within a round
//   --peers-up-to 1    millions of rows for other libraries; above 0.1 they run only once, because they take a minute
//   --folder /dev/shm  folder for files; a slow disk would dominate the measurement
// The yardstick and the generator of the table are not part of this project: set BENCH_TOOLS to their folder.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = (file) => fileURLToPath(new URL(file, import.meta.url));
const tools = process.env.BENCH_TOOLS ?? here('../../shared/bench');
const [yardstick, generator] = ['limit.mjs', 'gen-observations.mjs'].map((file) => path.join(tools, file));
for (const file of [yardstick, generator]) {
  if (existsSync(file)) continue;
  console.error(`Missing file ${file}: set BENCH_TOOLS to the folder with the yardstick and the generator`);
  process.exit(1);
}

const { values: options } = parseArgs({
  options: {
    rows: { type: 'string', default: '1' },
    runs: { type: 'string', default: '3' },
    'peers-up-to': { type: 'string', default: '1' },
    folder: { type: 'string', default: os.tmpdir() },
  },
});
const millions = options.rows.split(',').map(Number);
const rounds = Number(options.runs);
const gcm = here('../dist/cli/gcm.js');

const folder = mkdtempSync(path.join(options.folder, 'gcm-bench-csvw-'));
const table = path.join(folder, 'observations.csv');
const metadata = path.join(folder, 'observations.json');
const outOf = (name) => path.join(folder, `${name.replaceAll(' ', '-')}.nq`);
copyFileSync(here('observations.json'), metadata);

const threads = String(os.availableParallelism());
const toRdf = ['csvw', 'to-rdf', table, '--metadata', metadata, '--minimal', '--out'];
const commands = [
  { name: 'yardstick', args: (out) => [yardstick, threads, table, out] },
  { name: 'gcm csvw to-rdf', args: (out) => [gcm, ...toRdf, out], limit: 2, ofPeer: '1/8', megabytes: 250 },
  { name: 'gcm csvw validate', args: () => [gcm, 'csvw', 'validate', table, '--metadata', metadata], megabytes: 500 },
  { name: 'csv-parse, n3', args: (out) => [here('csvw-peers/csv-parse-n3.mjs'), table, out], isPeer: true },
  { name: 'rdf-parser-csvw', args: (out) => [here('csvw-peers/rdf-parser-csvw.mjs'), table, out], isPeer: true },
];

/** Runs a command once, without an old output file. */
function once({ name, args }) {
  const out = outOf(name);
  rmSync(out, { force: true });
  const start = performance.now();
  const argv = ['--import', here('peak-memory.mjs'), ...args(out)];
  const { status, stderr } = spawnSync(process.execPath, argv, { encoding: 'utf8' });
  const seconds = (performance.now() - start) / 1000;
  if (status !== 0) throw new Error(`${argv.join(' ')} ended with ${status}\n${stderr}`);
  const peaks = [...stderr.matchAll(/peak-kilobytes (\d+)/g)].map(([, kilobytes]) => Number(kilobytes) / 1024);
  return { seconds, megabytes: Math.max(...peaks) }; // threads report the peak of the whole process too
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
const column = (value, width) => (value === undefined ? '' : String(value)).padStart(width);

/** Checks that all commands wrote the same statements, in any order. */
function compare(measured) {
  const sorted = (name) => readFileSync(outOf(name), 'latin1').split('\n').sort().join('\n');
  const [first, ...others] = measured.map(({ name }) => name).filter((name) => existsSync(outOf(name)));
  const expected = sorted(first);
  for (const name of others)
    if (sorted(name) !== expected) throw new Error(`${name} and ${first} write different statements`);
  console.log(`  ${others.length + 1} files contain the same statements`);
}

function measure(rows) {
  rmSync(table, { force: true });
  const made = spawnSync(process.execPath, [generator, String(rows), table], { encoding: 'utf8' });
  if (made.status !== 0) throw new Error(made.stderr);
  const measured = commands.filter(({ isPeer }) => !isPeer || rows <= Number(options['peers-up-to']) * 1e6);
  const runs = measured.map(() => []);
  console.log(`\n${rows.toLocaleString('en')} rows, ${(statSync(table).size / 1e6).toFixed(0)} MB`);
  for (let round = 0; round <= rounds; round++) {
    for (const [i, command] of measured.entries()) {
      if (command.isPeer && rows > 1e5 && round < rounds) continue;
      const run = once(command);
      if (round > 0) runs[i].push(run); // the first warms the disk cache
      if (rows > 1e5 || round < rounds) rmSync(outOf(command.name), { force: true });
    }
  }
  if (rows <= 1e5) compare(measured);
  console.log('  command               seconds   × yardstick   limit   × csv-parse, n3   limit   peak MB   limit');
  const peer = measured.findIndex(({ name }) => name === 'csv-parse, n3');
  measured.forEach(({ name, limit, ofPeer, megabytes }, i) => {
    const seconds = median(runs[i].map((run) => run.seconds));
    const to = (other) => median(runs[i].map((run, k) => run.seconds / runs[other].at(k - runs[i].length).seconds));
    const ratio = to(0); // within a round, because the speed of the machine can change
    const toPeer = peer < 0 ? undefined : runs[i].at(-1).seconds / runs[peer].at(-1).seconds;
    const peak = Math.max(...runs[i].map((run) => run.megabytes));
    const cells = [
      column(seconds.toFixed(2), 9),
      column(ratio.toFixed(2), 13),
      column(limit, 7),
      column(toPeer?.toFixed(3), 17),
      column(ofPeer, 7),
    ];
    console.log(`  ${name.padEnd(20)}${cells.join(' ')} ${column(peak.toFixed(0), 9)} ${column(megabytes, 7)}`);
  });
}

console.log(`Node ${process.version}, ${threads} cores, medians of ${rounds} rounds`);
try {
  for (const million of millions) measure(Math.round(million * 1e6));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
