#!/usr/bin/env node
import { setFlagsFromString } from 'node:v8';
import { systemErrorMessage } from '../node/disk-files.js';

/** The executable: gives the command line the streams and the environment of the process, and the process its exit code. */

// Sheets and dumps make much text that dies young. A small nursery and an early collection, here and in the threads,
// save 40 MB of a build's memory and cost it no time (docs/performance.md).
setFlagsFromString('--max-semi-space-size=4');
setFlagsFromString('--heap-growing-percent=20');
// A query runs for milliseconds: most code of the SPARQL engine is used too little to be worth optimizing, which costs
// more time than it saves and 30 MB.
setFlagsFromString('--wasm-tiering-budget=20000000');
setFlagsFromString('--wasm-num-compilation-tasks=1');

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return; // a reader that goes away (`gcm query … | head`) is no fault
    process.stderr.write(`gcm: ${systemErrorMessage(error)}\n`);
    process.exit(1);
  });
}
const args = process.argv.slice(2);
process.exitCode =
  args[0] === 'build' || args[0] === 'check'
    ? await (await import('./interruptible.js')).runInterruptibly(args)
    : await (await import('./main.js')).main(args, process);
