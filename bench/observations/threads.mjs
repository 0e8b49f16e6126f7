// threads.mjs THREADS ROWS.csv OUT.nq: one conversion in so many threads; the command itself takes as many as there are cores.
import { closeSync, openSync } from 'node:fs';
import os from 'node:os';
import { observe } from '../../dist/observations/observe.js';

const [threads, table, target] = process.argv.slice(2);
closeSync(openSync(target, 'w'));
const { problems } = await observe([table], {
  base: 'https://w3id.org/gcm-graph/',
  target,
  folder: os.tmpdir(),
  isPacked: false,
  threads: Number(threads),
});
if (problems.length > 0) throw new Error(problems[0].message);
