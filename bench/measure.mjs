// Measures processes: their duration, and their peak memory according to the operating system (VmHWM).
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const peak = fileURLToPath(new URL('peak-memory.mjs', import.meta.url));

/** The script of the command `gcm`. */
export const gcm = fileURLToPath(new URL('../dist/cli/gcm.js', import.meta.url));

export const median = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];

/** Runs Node with `args` in the folder `cwd`. Throws if it fails. */
export function measure(args, cwd) {
  const start = performance.now();
  const isProgram = args[0] === gcm;
  const { status, stderr } = spawnSync(process.execPath, [...(isProgram ? ['--import', peak] : []), ...args], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}\n${stderr}`);
  return {
    seconds: (performance.now() - start) / 1000,
    megabytes: Number(/peak-kilobytes (\d+)/.exec(stderr)?.[1]) / 1024,
  };
}

/** Measures each command once per round, so that a slow moment of the machine affects all commands. */
export function measureInRounds(commands, rounds, cwd) {
  for (const { args } of commands) measure(args, cwd); // warms the disk cache
  const runs = commands.map(() => []);
  for (let round = 0; round < rounds; round++)
    for (const [i, { args }] of commands.entries()) runs[i].push(measure(args, cwd));
  return runs.map((all) => ({
    seconds: median(all.map(({ seconds }) => seconds)),
    megabytes: Math.max(...all.map(({ megabytes }) => megabytes)),
  }));
}
