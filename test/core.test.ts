import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from './support/gcm.js';

/** The core runs in every JavaScript runtime. Only the modules in `edge` use Node. */

const edge = ['node', 'cli', 'serve'];
const source = path.join(root, 'src');
const folderOf = (file: string): string => path.relative(source, file).split(path.sep)[0] ?? '';
/** Programs that run when the project is compiled. */
const compiling = ['embed.mjs', path.join('site', 'compile-assets.mjs'), path.join('site', 'maps', 'outlines.mjs')];
const core = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(?:[cm]?[jt]s|[jt]sx)$/.test(name))
  .map((name) => path.join(source, name))
  .filter((file) => !edge.includes(folderOf(file)))
  .filter((file) => !compiling.includes(path.relative(source, file)));

const builtIn = new Set(builtinModules);
/** Strings or comments. Strings are matched too, so that "https://" does not start a comment. */
const skipped = /('(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;
/** Module names in `from '…'`, `import '…'`, `import('…')` or `require('…')`. */
const moduleName = /\b(?:from|import|require)\s*\(?\s*['"`]([^'"`]+)['"`]/g;
/** Relative names in any quotes: "../node/disk-files.js". */
const relativeName = /['"`](\.\.?\/[^'"`]*)['"`]/g;
/**
 * Globals of Node, and shared memory, which browsers restrict: `process.env`, but not `graph.process` or `{ process: 1
 * }`.
 */
const global =
  /(?:globalThis\.|(?<![\w$.]|\.\s))(Buffer|process|require|setImmediate|new SharedArrayBuffer|__dirname|__filename)\b(?![\w$]|\??\s*:)/g;

/** Finds forbidden names in a file of the core: "process", "node:fs" or "node/disk-files.js". */
function foreignIn(file: string, content: string): string[] {
  const code = content.replace(skipped, (_all, text = '') => text);
  const matches = (pattern: RegExp, given: string): string[] =>
    [...given.matchAll(pattern)].map(([, name]) => name as string);
  const modules = matches(moduleName, code).filter((name) => name.startsWith('node:') || builtIn.has(name));
  // in import, import(), typeof import() or new URL(…, import.meta.url)
  const ours = matches(relativeName, code).map((name) => path.resolve(path.dirname(file), name));
  const files = ours.filter((one) => edge.includes(folderOf(one))).map((one) => path.relative(source, one));
  return [...modules, ...files, ...matches(global, content.replace(skipped, "''"))];
}

describe('the core', () => {
  it('does not use Node or the modules in `edge`', () => {
    const foreign = core.flatMap((file) =>
      foreignIn(file, readFileSync(file, 'utf8')).map((name) => `${path.relative(source, file)}: ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  it.each([
    ["import { readFileSync } from 'node:fs';", 'node:fs'],
    ["import type { Readable } from 'stream';", 'stream'],
    ["export * from 'path';", 'path'],
    ["import 'process';", 'process'],
    ["const fs = await import('fs/promises');", 'fs/promises'],
    ["let fs: typeof import('node:fs');", 'node:fs'],
    ["import { diskFiles } from '../node/disk-files.js';", 'node/disk-files.js'],
    ["const { run } = await import('../cli/build.js');", 'cli/build.js'],
    ["const worker = new URL('../serve/worker.js', import.meta.url);", 'serve/worker.js'],
    ["Buffer.from('a');", 'Buffer'],
    ['const read = (bytes: Buffer) => bytes;', 'Buffer'],
    ['globalThis.process.exit();', 'process'],
    ['const run = (env = process.env) => env;', 'process'],
    ['setImmediate(done);', 'setImmediate'],
    ['const counts = new SharedArrayBuffer(8);', 'new SharedArrayBuffer'],
    ["const home = 'https://example.org/'; process.exit();", 'process'],
  ])('cannot contain: %s', (content, name) =>
    expect(foreignIn(path.join(source, 'graph/a.ts'), content)).toEqual([name]),
  );

  it.each([
    "import { Parser } from 'n3';",
    "const kinds = ['path', 'process', { process: 1 }, graph.process];",
    '// Buffer and process are names of Node',
    "import { sha256 } from '../bytes.js';",
  ])('can contain: %s', (content) => expect(foreignIn(path.join(source, 'graph/a.ts'), content)).toEqual([]));
});
