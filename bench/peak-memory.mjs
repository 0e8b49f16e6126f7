// Loaded with --import: prints the peak memory of the process when it ends.
import { readFileSync } from 'node:fs';

process.on('exit', () => {
  const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  process.stderr.write(`peak-kilobytes ${kilobytes}\n`);
});
