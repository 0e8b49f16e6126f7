import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './at-end.js';
import { type Ended, root, temporaryFolder } from './gcm.js';

/** The compiled command as a process that goes on beside the test. */

interface Settings {
  cwd?: string;
  env?: Record<string, string>;
  node?: string[]; // options for Node
  strace?: string[] | undefined; // options for strace, under which the command then runs
}

/** What became of a process: its code, or the signal that ended it. */
export interface EndedProcess extends Ended {
  signal: NodeJS.Signals | null;
}

/** Starts the compiled command, under strace where options for that are given. */
export function startGcm(args: string[], { cwd = root, env = {}, node = [], strace }: Settings = {}) {
  const command = [process.execPath, ...node, path.join(root, 'dist/cli/gcm.js'), ...args];
  const [program = '', ...rest] = strace ? ['strace', '-f', '-qq', ...strace, ...command] : command;
  const child = spawn(program, rest, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const ended = new Promise<EndedProcess>((resolve) => {
    child.on('close', (code, signal) => resolve({ code, signal, stdout, stderr }));
  });
  return { child, ended };
}

/** The same for a command that ends by itself. */
export const runGcm = (...given: Parameters<typeof startGcm>): Promise<EndedProcess> => startGcm(...given).ended;

/** Whether a process may trace another here; a container may forbid it. */
export const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
export const untraced = 'is skipped: strace is not installed, or may not trace here';

/** Waits until something is so, and looks every few milliseconds. */
export async function until(holds: () => boolean, milliseconds = 10): Promise<void> {
  while (!holds()) await sleep(milliseconds);
}

/** `gcm serve` as a process of its own, so that what it takes of the machine is its own. */
export interface ServerProcess {
  address: string; // "http://127.0.0.1:40123/"
  pid: number;
  /** Resident memory in megabytes: now, and the most that it was. */
  memory(): number;
  mostMemory(): number;
  close(): Promise<void>;
}

/** Serves a release on a free port, without a limit on rates. */
export async function startServer(release: string, args: string[] = []): Promise<ServerProcess> {
  const serve = ['serve', '--out', path.dirname(release), '--port', '0', '--rate', '0', ...args];
  const { child, ended } = startGcm(serve);
  const [address] = await Promise.race([
    once(createInterface(child.stdout), 'line'),
    ended.then(({ code, stderr }) => Promise.reject(new Error(`gcm serve ended with ${code}: ${stderr.slice(-2000)}`))),
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

/** A `gcm watch` that stands by. */
export interface Watching {
  /** Waits until it has told of something more (again: of something after that), and returns that line. */
  told(pattern: RegExp): Promise<string>;
  stdout(): string;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The line that ends a round, whether it published or not. */
export const round = /^(?:gcm: .*|.* \d+\.\d\d s)\n/m;

/** Starts `gcm watch` in a folder, until the tests of the file are done. */
export function startWatch(folder: string, args: string[]): Watching {
  const { child: watcher, ended } = startGcm(['watch', ...args], { cwd: folder });
  atEnd(() => watcher.kill('SIGKILL'));
  let [stdout, stderr, at] = ['', '', 0];
  let wake = (): void => {};
  watcher.stdout.on('data', (text) => {
    stdout += text;
  });
  watcher.stderr.on('data', (text) => {
    stderr += text;
    wake();
  });
  watcher.on('exit', () => wake());
  return {
    async told(pattern) {
      for (;;) {
        const found = pattern.exec(stderr.slice(at));
        if (found) {
          at += found.index + found[0].length;
          return found[0];
        }
        if (watcher.exitCode !== null) throw new Error(`it ended with ${watcher.exitCode}\n${stderr}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    },
    stdout: () => stdout,
    async end(signal) {
      watcher.kill(signal);
      return (await ended).code;
    },
  };
}

/**
 * The program of another Node than this one: that of GCM_OTHER_NODE, or one that npm brings within a minute. Undefined
 * where there is none, without a network say.
 */
export function otherNode(): string | undefined {
  const given = process.env['GCM_OTHER_NODE'];
  if (given !== undefined) return given;
  const wanted = process.versions.node.startsWith('22.') ? 'node@24' : 'node@22';
  const folder = temporaryFolder();
  spawnSync('npm', ['install', '--prefix', folder, '--no-save', '--silent', wanted], { timeout: 60_000 });
  const program = path.join(folder, 'node_modules/node/bin/node');
  return existsSync(program) && spawnSync(program, ['--version']).status === 0 ? program : undefined;
}
