import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { type Ended, root } from './gcm.js';

/** The compiled command while servers of this process go on answering. */
export interface Running {
  process: ChildProcess;
  ended: Promise<Ended>;
}

export function startGcm(
  args: string[],
  { env = {}, node = [] }: { env?: Record<string, string>; node?: string[] } = {},
): Running {
  const child = spawn(process.execPath, [...node, path.join(root, 'dist/cli/gcm.js'), ...args], {
    env: { ...process.env, ...env },
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => (stdout += text));
  child.stderr.on('data', (text) => (stderr += text));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, stdout, stderr })));
  return { process: child, ended };
}

export const runGcm = (...given: Parameters<typeof startGcm>): Promise<Ended> => startGcm(...given).ended;
