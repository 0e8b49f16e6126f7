// npm run bench: whole processes as multiples of `node -e 0` in the same run, so that a slow or busy machine does not matter.
// Peak memory is the operating system's own figure (VmHWM), read when the process ends.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const gcm = path.join(root, 'dist/cli/gcm.js');
const peak = fileURLToPath(new URL('peak-memory.mjs', import.meta.url));
const out = mkdtempSync(path.join(os.tmpdir(), 'gcm-bench-'));
const rounds = Number(process.argv[2] ?? 9);

const commands = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'gcm --help', args: [gcm, '--help'], limit: 3 },
  { name: 'gcm check', args: [gcm, 'check'], limit: 40 },
  { name: 'gcm build', args: [gcm, 'build', '--no-site', '--out', out], limit: 60, megabytes: 300 },
  { name: 'gcm query objective-10', args: [gcm, 'query', 'objective-10', '--out', out] },
];

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

function once({ args, name }) {
  const start = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [...(name === 'node -e 0' ? [] : ['--import', peak]), ...args],
    { cwd: root, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: Number(/peak-kilobytes (\d+)/.exec(stderr)?.[1]) / 1024,
  };
}

// Round by round, so that a slow moment of the machine falls on all commands alike.
const runs = commands.map(() => []);
for (const command of commands) once(command); // warm the disk cache
for (let round = 0; round < rounds; round++) {
  for (const [i, command] of commands.entries()) runs[i].push(once(command));
}

const base = median(runs[0].map((run) => run.seconds));
console.log(`Node ${process.version}, ${os.cpus().length} cores, medians of ${rounds} rounds\n`);
console.log('command                    seconds   × node -e 0   limit   peak MB   limit');
commands.forEach(({ name, limit, megabytes }, i) => {
  const seconds = median(runs[i].map((run) => run.seconds));
  const memory = Math.max(...runs[i].map((run) => run.megabytes));
  const cells = [name.padEnd(25), seconds.toFixed(2).padStart(8), (seconds / base).toFixed(1).padStart(13)];
  cells.push(
    String(limit ?? '').padStart(7),
    (Number.isNaN(memory) ? '' : memory.toFixed(0)).padStart(9),
    String(megabytes ?? '').padStart(7),
  );
  console.log(cells.join(' '));
});
rmSync(out, { recursive: true, force: true });
