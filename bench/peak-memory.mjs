// Loaded into a measured process with --import: says at its end how much memory it had at its highest.
import { readFileSync } from 'node:fs';

process.on('exit', () => {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  process.stderr.write(`peak-kilobytes ${kilobytes}\n`);
});
