// threads.mjs THREADS ROWS.csv OUT.nq: converts with a given number of threads (the command uses one per core). Prints
// CPU seconds: of the main thread, of the busiest other thread, and of all threads.
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { observeFiles } from '../../dist/node/observations/observe-files.js';

const [threads, table, target] = process.argv.slice(2);
const spent = new Map();

/** Samples the CPU time of each thread, because it is lost when the thread ends. */
function sample() {
  for (const thread of readdirSync('/proc/self/task')) {
    let text;
    try {
      text = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    } catch {
      continue; // just ended
    }
    const fields = text.replace(/^.*\) /, '').split(' ');
    spent.set(Number(thread), (Number(fields[11]) + Number(fields[12])) / 100); // utime and stime
  }
}

closeSync(openSync(target, 'w'));
const timer = setInterval(sample, 40);
const { problems } = await observeFiles([table], {
  base: 'https://w3id.org/gcm-graph/',
  target,
  folder: os.tmpdir(),
  form: 'n-quads',
  threads: Number(threads),
});
clearInterval(timer);
sample();
const error = problems.find(({ severity }) => severity === 'error');
if (error) throw new Error(error.message);
const { user, system } = process.cpuUsage();
const main = spent.get(process.pid);
spent.delete(process.pid);
console.error(`threads-seconds ${main} ${Math.max(...spent.values())} ${(user + system) / 1e6}`);
