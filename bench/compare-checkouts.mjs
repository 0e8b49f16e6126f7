// npm run compare -- OLD NEW: checks that two compiled checkouts write identical output for the same inputs.
//
//   --cache FOLDER: keep the inputs and the output of OLD in FOLDER and reuse them
//   --only NAME:    run only this comparison; repeatable
//   --no-site:      skip the build with the web site
//   --keep FOLDER:  copy the output of NEW to FOLDER
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { comparisons } from './compare/comparisons.mjs';
import { makeInputs } from './compare/inputs.mjs';
import { compareFolders } from './compare/outputs.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cache: { type: 'string' },
    only: { type: 'string', multiple: true },
    'no-site': { type: 'boolean' },
    keep: { type: 'string' },
  },
});
if (positionals.length !== 2)
  throw new Error('usage: npm run compare -- OLD NEW [--cache FOLDER] [--only NAME] [--no-site]');
const [oldRoot, newRoot] = positionals.map((given) => path.resolve(given));
const temporary = mkdtempSync(path.join(os.tmpdir(), 'gcm-compare-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));
const cache = path.resolve(values.cache ?? path.join(temporary, 'cache'));

const all = comparisons(oldRoot);
const unknown = (values.only ?? []).filter((name) => all[name] === undefined);
if (unknown.length > 0) throw new Error(`Unknown comparison "${unknown}". Available: ${Object.keys(all).join(', ')}`);
const wanted = (values.only ?? Object.keys(all)).filter(
  (name) => !(values['no-site'] && ['build', 'serve'].includes(name)),
);

if (!existsSync(path.join(cache, 'inputs'))) {
  const made = path.join(cache, `making-${process.pid}`);
  mkdirSync(made, { recursive: true });
  await makeInputs(oldRoot, made);
  renameSync(made, path.join(cache, 'inputs'));
}

/** Creates the working folder for a checkout: the inputs, and its own ontology and queries. */
function workFolder(root, name) {
  const folder = path.join(temporary, name);
  cpSync(path.join(cache, 'inputs'), folder, { recursive: true, verbatimSymlinks: true });
  for (const part of ['ontology', 'queries'])
    cpSync(path.join(root, part), path.join(folder, part), { recursive: true });
  const { bin } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return { root, folder, program: path.join(root, bin.gcm) };
}

/** Runs the commands of a comparison. Their output is in out/NAME. */
function run({ root, folder, program }, name) {
  const out = path.join(folder, 'out', name);
  if (existsSync(out)) return out;
  if (all[name].needs) run({ root, folder, program }, all[name].needs);
  mkdirSync(out, { recursive: true });
  const unnamed = (text) => text.replaceAll(folder, '/WORK').replaceAll(root, '/CHECKOUT');
  for (const [i, args] of all[name].commands.entries()) {
    const [first, ...rest] = args;
    const own = fileURLToPath(new URL(`compare/${first}`, import.meta.url));
    const call = first.endsWith('.mjs') ? [own, program, ...rest] : [program, ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, call, {
      cwd: folder,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (status === 2 && !all[name].mayRefuse) throw new Error(`${root} cannot run gcm ${args.join(' ')}:\n${stderr}`);
    const pace = /[\d.,]+ a second(, [^\n]* left)?|\bin [\d.,]+ (s|min)\b/g; // depends on the machine
    const console = `$ gcm ${args.join(' ')}\n${stdout}\n--- stderr\n${stderr.replace(pace, 'PACE')}\n--- exit ${status}\n`;
    writeFileSync(path.join(out, `console-${i + 1}.txt`), unnamed(console));
  }
  for (const file of readdirSync(out, { recursive: true, withFileTypes: true })) {
    if (!file.isFile()) continue;
    const full = path.join(file.parentPath, file.name);
    const bytes = readFileSync(full);
    if (bytes.includes(folder) || bytes.includes(root))
      writeFileSync(full, unnamed(bytes.toString('latin1')), 'latin1');
  }
  return out;
}

const [oldWork, newWork] = [workFolder(oldRoot, 'old'), workFolder(newRoot, 'new')];
let failed = 0;
for (const name of wanted) {
  const start = performance.now();
  const kept = path.join(cache, 'output', name);
  if (!existsSync(kept)) {
    const out = run(oldWork, name);
    cpSync(out, `${kept}-${process.pid}`, { recursive: true, verbatimSymlinks: true });
    renameSync(`${kept}-${process.pid}`, kept);
  }
  const { files, differences, packages } = compareFolders(kept, run(newWork, name));
  if (differences.length > 0) failed++;
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  const commands = all[name].commands.length;
  console.log(
    `${differences.length > 0 ? 'DIFFERENT' : 'same'} ${name}: ${commands} commands, ${files} files, ${seconds} s`,
  );
  if (packages.length > 0) console.log(`    differ only in the package list of the program: ${packages.join(', ')}`);
  for (const difference of differences.slice(0, 20)) console.log(`    ${difference}`);
  if (differences.length > 20) console.log(`    and ${differences.length - 20} more`);
}
if (values.keep) cpSync(path.join(newWork.folder, 'out'), values.keep, { recursive: true, verbatimSymlinks: true });
console.log(
  failed === 0 ? `${wanted.length} comparisons, no differences` : `${failed} of ${wanted.length} comparisons differ`,
);
process.exitCode = failed === 0 ? 0 : 1;
