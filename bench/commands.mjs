// npm run bench: times commands relative to `node -e 0` in the same run, so that the speed of the machine does not
// matter. The limits are for the sheets without figures, so that they do not change when figures are added.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { gcm, measureInRounds } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = mkdtempSync(path.join(os.tmpdir(), 'gcm-bench-'));
const rounds = Number(process.argv[2] ?? 9);

const sheets = path.join(out, 'data');
const isOfFigures = (file) => /^(?:figures|context|observations)$/.test(path.relative(path.join(root, 'data'), file));
cpSync(path.join(root, 'data'), sheets, { recursive: true, filter: (file) => !isOfFigures(file) });

const commandsFor = (what, data, limits = {}) => {
  const build = path.join(out, what);
  const [name, args] = [(command) => `${command}, ${what}`, ['--data', data]];
  return [
    { name: name('gcm check'), args: [gcm, 'check', ...args], limit: limits.check },
    { name: name('gcm build --no-site'), args: [gcm, 'build', '--no-site', '--out', build, ...args], ...limits.build },
    { name: name('gcm query objective-10'), args: [gcm, 'query', 'objective-10', '--out', build] },
  ];
};

const commands = [
  { name: 'node -e 0', args: ['-e', '0'] },
  { name: 'gcm --help', args: [gcm, '--help'], limit: 1.7 },
  ...commandsFor('sheets', sheets, { check: 33, build: { limit: 55, megabytes: 300 } }),
  ...commandsFor('all', 'data'),
];

const measured = measureInRounds(commands, rounds, root);
console.log(`Node ${process.version}, ${os.cpus().length} cores, medians of ${rounds} rounds\n`);
console.log('command                           seconds   × node -e 0   limit   peak MB   limit');
commands.forEach(({ name, limit, megabytes: allowed }, i) => {
  const { seconds, megabytes } = measured[i];
  const ratio = (seconds / measured[0].seconds).toFixed(1);
  const cells = [name.padEnd(32), seconds.toFixed(2).padStart(8), ratio.padStart(13), String(limit ?? '').padStart(7)];
  cells.push((Number.isNaN(megabytes) ? '' : megabytes.toFixed(0)).padStart(9), String(allowed ?? '').padStart(7));
  console.log(cells.join(' '));
});
rmSync(out, { recursive: true, force: true });
