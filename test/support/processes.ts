import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { atEnd } from './at-end.js';
import { type Ended, root, temporaryFolder } from './gcm.js';

/** The compiled command as a separate process. */

interface Settings {
  cwd?: string;
  env?: Record<string, string>;
  node?: string[]; // options for Node
  strace?: string[] | undefined; // options for strace, which then runs the command
}

/** A process that has ended: its exit code, or the signal that ended it. */
export interface EndedProcess extends Ended {
  signal: NodeJS.Signals | null;
}

/** Starts the compiled command, optionally under strace. */
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

/** Runs the compiled command to its end. */
export const runGcm = (...given: Parameters<typeof startGcm>): Promise<EndedProcess> => startGcm(...given).ended;

/** True if strace works, which some containers forbid. */
export const canTrace = spawnSync('strace', ['-f', '-o', '/dev/null', 'true']).status === 0;
export const untraced = 'is skipped: strace is not installed, or not allowed';

/** Waits until a condition is true. */
export async function until(holds: () => boolean, milliseconds = 10): Promise<void> {
  while (!holds()) await sleep(milliseconds);
}

/** `gcm serve` as a separate process, to measure its memory. */
export interface ServerProcess {
  address: string; // "http://127.0.0.1:40123/"
  pid: number;
  /** Resident memory in megabytes, now and at its peak. */
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

/** A running `gcm watch`. */
export interface Watching {
  /** Waits for the next matching output on stderr, and returns it. */
  told(pattern: RegExp): Promise<string>;
  stdout(): string;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The last line of a build, with or without a release. */
export const round = /^(?:gcm: .*|.* \d+\.\d\d s)\n/m;

/** Starts `gcm watch` in a folder, and stops it after the tests of the file. */
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
        if (watcher.exitCode !== null) throw new Error(`gcm watch ended with ${watcher.exitCode}\n${stderr}`);
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
 * Returns the program of another version of Node: from GCM_OTHER_NODE, or installed by npm within a minute. Returns
 * undefined without a network.
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
