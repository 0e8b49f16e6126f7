import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'fflate';
import { browserslistToTargets, bundle } from 'lightningcss';
import { build } from 'rolldown';

/** What browsers get besides the pages, made when the program is compiled: one style sheet, a script for each of client/, pictures. */

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const place = fileURLToPath(new URL('../../dist/site/', import.meta.url));
const scripts = readdirSync(here('client')).filter((name) => name.endsWith('.ts'));

// From a disk browsers run classic scripts but no modules; what is to work there too is bundled as one.
const classic = ['search.ts'];
const formatOf = (name) => (classic.includes(name) ? 'iife' : 'esm');

// Made beside the old ones and then put in their place, for a build may be reading those.
mkdirSync(place, { recursive: true });
const target = `${mkdtempSync(`${place}assets-`)}/`;
const targets = browserslistToTargets(['chrome 111', 'firefox 113', 'safari 16.4']);
writeFileSync(`${target}site.css`, bundle({ filename: here('style/site.css'), minify: true, targets }).code);
for (const name of scripts)
  await build({
    input: here(`client/${name}`),
    platform: 'browser',
    logLevel: 'warn',
    treeshake: { moduleSideEffects: [{ test: /csv-parse/, sideEffects: false }] }, // only our own writer of CSV is needed
    transform: { define: { global: 'globalThis' } }, // Comunica's libraries are written for Node too
    output: {
      dir: target,
      entryFileNames: '[name].js',
      chunkFileNames: '[name]-[hash].js',
      format: formatOf(name),
      minify: true,
    },
  });
// The query engine, packed: not every server packs what it sends.
const engine = readFileSync(fileURLToPath(import.meta.resolve('oxigraph/web_bg.wasm')));
writeFileSync(`${target}oxigraph.wasm.gz`, gzipSync(engine, { level: 9, mtime: 0 }));
for (const picture of readdirSync(here('pictures'))) copyFileSync(here(`pictures/${picture}`), `${target}${picture}`);
rmSync(`${place}assets`, { recursive: true, force: true });
renameSync(target, `${place}assets`);
