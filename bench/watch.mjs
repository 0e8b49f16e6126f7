// npm run bench:watch: edits one cell while `gcm watch` runs, and builds the same folder in a new process. The ratio
// within a round counts, because a slow moment of the machine affects both.
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
let output = '';
let waiting = () => {};
watcher.stderr.on('data', (text) => {
  output += text;
  waiting();
});

/** Waits for the next release of the watcher, and returns its duration in seconds. */
async function nextRelease() {
  for (;;) {
    const line = /Published .* ([\d.]+) s\n/.exec(output);
    if (line) {
      output = output.slice(line.index + line[0].length);
      return Number(line[1]);
    }
    if (watcher.exitCode !== null) throw new Error(output);
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

/** Adds a word to one cell of a large, a medium or a small sheet in turn. */
function edit(round) {
  const name = ['targets.csv', 'indicators.csv', 'objectives.csv'][round % 3];
  const file = path.join(folder, 'data', name);
  const lines = readFileSync(file, 'utf8').split('\n');
  const cells = lines[1].split(',');
  cells[2] = cells[2].endsWith('"') ? `${cells[2].slice(0, -1)} ${round}"` : `${cells[2]} ${round}`;
  lines[1] = cells.join(',');
  writeFileSync(file, lines.join('\n'));
}

/** Reads the process status of the watcher; empty without /proc. */
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
  if (same !== own) throw new Error('gcm watch and gcm build published different bytes');
  if (round < 3) continue; // warm-up of the JavaScript engine
  times.edited.push(seconds);
  times.cold.push(coldSeconds);
}
const peak = /VmHWM:\s+(\d+)/.exec(status())?.[1];
watcher.kill('SIGINT');
rmSync(folder, { recursive: true, force: true });
console.log(`Node ${process.version}, ${os.cpus().length} cores, medians of ${rounds} rounds\n`);
console.log(`a build in a new process         ${median(times.cold).toFixed(2)} s`);
console.log(`after one edited cell            ${median(times.edited).toFixed(2)} s`);
const ratios = times.edited.map((seconds, i) => seconds / times.cold[i]);
console.log(`ratio                            ${median(ratios).toFixed(2)}  (limit 0.25)`);
if (peak) console.log(`peak memory of gcm watch         ${(peak / 1024).toFixed(0)} MB`);
