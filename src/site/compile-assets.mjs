import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'fflate';
import { browserslistToTargets, bundle } from 'lightningcss';
import { build } from 'rolldown';
import { outlines } from './maps/outlines.mjs';

/**
 * Builds the assets of the site at compile time: the style sheet, one script per file of client/, and the pictures. Does
 * nothing if they are newer than all files that they are made from.
 */

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const place = fileURLToPath(new URL('../../dist/site/', import.meta.url));
const started = new Date();
const scripts = readdirSync(here('client')).filter((name) => name.endsWith('.ts'));

// Browsers refuse modules in pages that are opened from a disk, so these are bundled as classic scripts. A service
// worker loads a classic script too.
const classic = ['theme', 'search', 'language', 'offline'];

const root = fileURLToPath(new URL('../../', import.meta.url));
const timeOf = (file) => statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
const filesIn = (folder, isWanted = () => true) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(isWanted)
    .map((file) => join(folder, file));
const isModule = (file) => /\.js(on)?$/.test(file) && !file.startsWith(join('site', 'assets'));
const inputs = [
  ...[fileURLToPath(import.meta.url), here('maps/outlines.mjs'), here('maps/further-places.json')],
  ...['client', 'style', 'pictures'].flatMap((folder) => [here(folder), ...filesIn(here(folder))]),
  ...[`${root}package.json`, `${root}package-lock.json`, ...filesIn(`${root}dist`, isModule)],
];
if (inputs.every((file) => timeOf(file) < timeOf(`${place}assets`))) process.exit();

// New assets are built in a separate folder and then swapped in, because a running build may be reading the old ones.
mkdirSync(place, { recursive: true });
const target = `${mkdtempSync(`${place}assets-`)}/`;
const targets = browserslistToTargets(['chrome 111', 'firefox 113', 'safari 16.4']);
writeFileSync(`${target}site.css`, bundle({ filename: here('style/site.css'), minify: true, targets }).code);
const bundleScript = (input, name) =>
  build({
    input,
    platform: 'browser',
    logLevel: 'warn',
    treeshake: { moduleSideEffects: [{ test: /csv-parse/, sideEffects: false }] }, // only our CSV writer is needed
    transform: { define: { global: 'globalThis' } }, // Comunica's libraries use Node's global
    output: {
      dir: target,
      entryFileNames: `${name}.js`,
      chunkFileNames: '[name]-[hash].js',
      format: classic.includes(name) ? 'iife' : 'esm',
      minify: true,
    },
  });
for (const file of scripts) await bundleScript(here(`client/${file}`), file.replace('.ts', ''));
const workers = { 'workbench-worker': 'worker', 'workbench-read-worker': 'read-worker' };
for (const [name, file] of Object.entries(workers))
  await bundleScript(fileURLToPath(new URL(`../../dist/workbench/${file}.js`, import.meta.url)), name);
// The query engine is stored compressed, because some servers do not compress responses.
const engine = readFileSync(fileURLToPath(import.meta.resolve('oxigraph/web_bg.wasm')));
writeFileSync(`${target}oxigraph.wasm.gz`, gzipSync(engine, { level: 9, mtime: 0 }));
for (const picture of readdirSync(here('pictures'))) copyFileSync(here(`pictures/${picture}`), `${target}${picture}`);
writeFileSync(`${target}world.svg`, outlines().svg);
rmSync(`${place}assets`, { recursive: true, force: true });
utimesSync(target, started, started); // an input that changed meanwhile is newer
renameSync(target, `${place}assets`);
