// npm run bench:interrupt: sends SIGTERM or SIGINT to builds with a hostile query, each at a random moment. Every build must
// end within a second, and must not publish anything.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { gcm, median } from './measure.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const rounds = Number(process.argv[2] ?? 50);
const folder = mkdtempSync(path.join(os.tmpdir(), 'gcm-bench-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
for (const name of ['data', 'ontology']) cpSync(path.join(root, name), path.join(folder, name), { recursive: true });

const product =
  '{ ?focus ?a ?b . ?c ?d ?e . ?f ?g ?h . ?i ?j ?k FILTER(CONCAT(STR(?b), STR(?e), STR(?h), STR(?k)) = "") }';
const header = (...keys) => keys.map((key) => `# ${key}: x\n`).join('');
const hostile = {
  checks: `# severity: error\n${header('title', 'reason', 'remedy', 'looks-at', 'message')}SELECT ?focus ${product}`,
  derive: `${header('title', 'reason', 'graph')}CONSTRUCT { ?focus a ?focus } ${product}`,
  exports: `# format: csv\n${header('title', 'file')}SELECT ?focus ${product}`,
  summary: `${header('title')}SELECT ?focus ${product}`,
};

/** Builds the project, with a hostile query in one folder of the queries. */
const build = (kind) => {
  const queries = path.join(folder, 'queries');
  rmSync(queries, { recursive: true, force: true });
  cpSync(path.join(root, 'queries'), queries, { recursive: true });
  mkdirSync(path.join(queries, kind), { recursive: true });
  writeFileSync(path.join(queries, kind, '00-hostile.rq'), hostile[kind]);
  return spawn(process.execPath, [gcm, 'build', '--no-site'], { cwd: folder, stdio: 'ignore' });
};

cpSync(path.join(root, 'queries'), path.join(folder, 'queries'), { recursive: true });
const first = spawnSync(process.execPath, [gcm, 'build', '--no-site'], { cwd: folder, encoding: 'utf8' });
if (first.status !== 0) throw new Error(first.stderr);
const published = () => [
  readlinkSync(path.join(folder, 'build/current')),
  ...readdirSync(path.join(folder, 'build/releases')),
];
const before = published().join();
const codes = { SIGTERM: 143, SIGINT: 130 };
const times = [];
const faults = [];
for (let round = 0; round < rounds; round++) {
  const kind = Object.keys(hostile)[round % 4];
  const signal = Object.keys(codes)[(round >> 2) % 2];
  const child = build(kind);
  const ended = once(child, 'exit');
  const moment = Math.random() * 8000;
  await sleep(moment);
  const begin = performance.now();
  child.kill(signal);
  const [code, killedBy] = await ended;
  times.push((performance.now() - begin) / 1000);
  // Before Node has started the program, the system ends the process, and a shell reports the same code.
  const isRight = code === codes[signal] || killedBy === signal;
  if (times.at(-1) < 1 && isRight && published().join() === before) continue;
  faults.push(
    `${kind} after ${moment.toFixed()} ms: ${times.at(-1).toFixed(2)} s, ${code ?? killedBy}, ${published()}`,
  );
}
const check = spawnSync(process.execPath, [gcm, 'verify'], { cwd: folder, encoding: 'utf8' });
if (check.status !== 0) faults.push(check.stdout + check.stderr);
console.log(
  `${rounds} builds, seconds from the signal to the end: median ${median(times).toFixed(2)}, maximum ${Math.max(...times).toFixed(2)}`,
);
console.log(faults.length === 0 ? 'all ended within a second, and published nothing' : faults.join('\n'));
process.exitCode = faults.length === 0 ? 0 : 1;
