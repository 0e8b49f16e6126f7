import { copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { browserslistToTargets, bundle } from 'lightningcss';
import { build } from 'rolldown';

/** What browsers get besides the pages, made when the program is compiled: one style sheet, a script for each of client/, pictures. */

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const target = fileURLToPath(new URL('../../dist/site/assets/', import.meta.url));
const scripts = existsSync(here('client')) ? readdirSync(here('client')).filter((name) => name.endsWith('.ts')) : [];

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
const targets = browserslistToTargets(['chrome 111', 'firefox 113', 'safari 16.4']);
writeFileSync(`${target}site.css`, bundle({ filename: here('style/site.css'), minify: true, targets }).code);
for (const name of scripts)
  await build({
    input: here(`client/${name}`),
    platform: 'browser',
    logLevel: 'warn',
    output: { dir: target, entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', format: 'esm', minify: true },
  });
for (const picture of readdirSync(here('pictures'))) copyFileSync(here(`pictures/${picture}`), `${target}${picture}`);
