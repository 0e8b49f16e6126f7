// threads.mjs THREADS ROWS.csv OUT.nq: one conversion in so many threads; the command itself takes as many as there are cores.
// It tells what the threads took of the cores: what the main one did, the busiest other, and all together, in seconds.
import { closeSync, openSync, readdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { observeFiles } from '../../dist/node/observations/observe-files.js';

const [threads, table, target] = process.argv.slice(2);
const spent = new Map();

/** Threads take their times with them when they end, so they are asked again and again. */
function sample() {
  for (const thread of readdirSync('/proc/self/task')) {
    let text;
    try {
      text = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    } catch {
      continue; // it has just ended
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
