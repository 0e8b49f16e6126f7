#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { isReaderGone, systemErrorMessage } from '../node/disk-files.js';

/** The executable: runs the command line with the streams and the environment of the process. */

// V8 creates objects in the young generation of its heap. Most text of sheets and dumps is short-lived. Therefore a small
// young generation and early collections save 40 MB per build in the same time, here and in the threads. The parts of a page
// are in use until the page is complete, so a build with pages gets a larger young generation. It also optimizes only
// code that runs long, because the optimizer needs a core that the threads use (docs/performance.md).
const args = process.argv.slice(2);
const makesPages = args[0] === 'build' && !args.includes('--no-site');
setFlagsFromString(`--max-semi-space-size=${makesPages ? 16 : 4}`);
setFlagsFromString('--heap-growing-percent=20');
if (makesPages && process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=1000000'); // Node 20
if (args[0] !== 'serve') {
  // The queries of a build run for milliseconds. Optimizing the SPARQL engine costs more time than it saves, and 30 MB.
  setFlagsFromString('--wasm-tiering-budget=20000000');
  setFlagsFromString('--wasm-num-compilation-tasks=1');
}

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (isReaderGone(error)) return;
    process.stderr.write(`gcm: ${systemErrorMessage(error)}\n`);
    process.exit(1);
  });
}
process.exitCode =
  args[0] === 'build' || args[0] === 'check'
    ? await (await import('./interruptible.js')).runInterruptibly(args)
    : await (await import('./main.js')).main(args, process);
