import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { atEnd } from './at-end.js';
import { root } from './gcm.js';

/** `gcm serve` as a process of its own, so that what it takes of the machine is its own. */
export interface ServerProcess {
  address: string; // "http://127.0.0.1:40123/"
  pid: number;
  /** Resident memory in megabytes: now, and the most that it was. */
  memory(): number;
  mostMemory(): number;
  close(): Promise<void>;
}

/** Serves the release `current` of a folder, on a free port, without a limit on rates. */
export async function startServer(out: string, args: string[] = []): Promise<ServerProcess> {
  const command = [path.join(root, 'dist/cli/gcm.js'), 'serve', '--out', out, '--port', '0', '--rate', '0', ...args];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (more) => {
    said = `${said}${more}`.slice(-2000);
  });
  const ended = once(child, 'exit');
  const [address] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(([code]) => Promise.reject(new Error(`gcm serve ended with ${code}: ${said}`))),
  ]);
  const pid = child.pid as number;
  const server: ServerProcess = {
    address,
    pid,
    memory: () => megabytes(pid, 'VmRSS'),
    mostMemory: () => megabytes(pid, 'VmHWM'),
    close: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
  atEnd(() => server.close());
  return server;
}

const megabytes = (pid: number, what: string): number =>
  Number(new RegExp(`${what}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
