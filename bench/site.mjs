// npm run bench:site: builds with and without the web site in turn, so that a slow moment of the machine affects both.
// The ratio must stay below 12.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[2] ?? 5);

/** Returns the duration of a build into a new folder, in seconds. */
function build(...options) {
  const out = mkdtempSync(path.join(os.tmpdir(), 'gcm-bench-'));
  const begin = performance.now();
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'dist/cli/gcm.js'), 'build', '--out', out, ...options],
    { cwd: root, encoding: 'utf8' },
  );
  const seconds = (performance.now() - begin) / 1000;
  rmSync(out, { recursive: true });
  if (status !== 0) throw new Error(stderr);
  return seconds;
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)];
const whole = [];
const bare = [];
for (let round = 0; round < rounds; round++) {
  whole.push(build());
  bare.push(build('--no-site'));
}
const ratios = whole.map((seconds, i) => seconds / bare[i]);
console.log(
  `with the site ${median(whole).toFixed(2)} s, without ${median(bare).toFixed(2)} s, ratio ${median(ratios).toFixed(2)}`,
);
if (median(ratios) > 12) process.exitCode = 1;
