// npm run bench:watch: one cell is edited while `gcm watch` stands by, and the same folder is built by a process of its own.
// Round by round, so that a slow moment of the machine falls on both; what counts is their ratio.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const gcm = path.join(root, 'dist/cli/gcm.js');
const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-bench-'));
const rounds = Number(process.argv[2] ?? 10);
for (const name of ['data', 'ontology', 'queries'])
  cpSync(path.join(root, name), path.join(folder, name), { recursive: true });

const watcher = spawn(process.execPath, [gcm, 'watch'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
let told = '';
let waiting = () => {};
watcher.stderr.on('data', (text) => {
  told += text;
  waiting();
});

/** The seconds that the watcher says its next release took. */
async function nextRelease() {
  for (;;) {
    const line = /published .* ([\d.]+) s\n/.exec(told);
    if (line) {
      told = told.slice(line.index + line[0].length);
      return Number(line[1]);
    }
    if (watcher.exitCode !== null) throw new Error(told);
    await new Promise((resolve) => {
      waiting = resolve;
    });
  }
}

function cold() {
  const begin = performance.now();
  const { status, stderr } = spawnSync(process.execPath, [gcm, 'build', '--no-site', '--out', 'cold'], { cwd: folder });
  if (status !== 0) throw new Error(String(stderr));
  return (performance.now() - begin) / 1000;
}

/** A word more in one cell of a large sheet, a middling one and a small one in turn. */
function edit(round) {
  const name = ['targets.csv', 'indicators.csv', 'objectives.csv'][round % 3];
  const file = path.join(folder, 'data', name);
  const lines = readFileSync(file, 'utf8').split('\n');
  const cells = lines[1].split(',');
  cells[2] = cells[2].endsWith('"') ? `${cells[2].slice(0, -1)} ${round}"` : `${cells[2]} ${round}`;
  lines[1] = cells.join(',');
  writeFileSync(file, lines.join('\n'));
}

/** What the system says of the watcher; nothing where it has no /proc. */
function status() {
  const file = `/proc/${watcher.pid}/status`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

await nextRelease();
const times = { edited: [], cold: [] };
for (let round = 0; round < rounds + 3; round++) {
  edit(round);
  const seconds = await nextRelease();
  const coldSeconds = cold();
  const [same, own] = ['build', 'cold'].map((out) =>
    readFileSync(path.join(folder, out, 'current/manifest.json'), 'utf8'),
  );
  if (same !== own) throw new Error('the watch published other bytes than a build of its own');
  if (round < 3) continue; // the engine is still compiling what it runs
  times.edited.push(seconds);
  times.cold.push(coldSeconds);
}
const peak = /VmHWM:\s+(\d+)/.exec(status())?.[1];
watcher.kill('SIGINT');
rmSync(folder, { recursive: true, force: true });
console.log(`Node ${process.version}, ${os.cpus().length} cores, medians of ${rounds} rounds\n`);
console.log(`a build by a process of its own  ${median(times.cold).toFixed(2)} s`);
console.log(`after one edited cell            ${median(times.edited).toFixed(2)} s`);
const ratios = times.edited.map((seconds, i) => seconds / times.cold[i]);
console.log(`ratio                            ${median(ratios).toFixed(2)}  (limit 0.25)`);
if (peak) console.log(`peak memory of the watch         ${(peak / 1024).toFixed(0)} MB`);
