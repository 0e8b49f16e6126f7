// load-tenth.mjs RELEASE: loads one tenth of all figures into the SPARQL engine of the server, and prints statements,
// seconds, and the megabytes of the engine.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { initSync, Store } from 'oxigraph/web.js';
import { readFiguresIndex, readPieces } from '../../dist/node/figures/read-figures.js';

const release = process.argv[2];
const program = createRequire(import.meta.url).resolve('oxigraph/web_bg.wasm');
const { memory } = initSync({ module: new WebAssembly.Module(readFileSync(program)) });
const store = new Store();
const all = readFiguresIndex(release).flatMap(({ pieces }) => pieces);
const tenth = all.filter((_, i) => i % 10 === 0);
const before = memory.buffer.byteLength;
let [statements, milliseconds] = [0, 0];
for (const lines of readPieces(path.join(release, 'figures.nq.gz'), { pieces: tenth })) {
  statements += lines.split('\n').length - 1;
  const start = performance.now();
  store.load(lines, { format: 'application/n-quads', lenient: true });
  milliseconds += performance.now() - start;
}
const megabytes = (memory.buffer.byteLength - before) / (1 << 20);
const share = tenth.reduce((sum, { length }) => sum + length, 0) / all.reduce((sum, { length }) => sum + length, 0);
console.log(JSON.stringify({ share, statements, seconds: milliseconds / 1000, megabytes }));
