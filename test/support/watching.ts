import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { atEnd } from './at-end.js';
import { root, smallProject } from './gcm.js';

/** The small project with an ontology and queries of its own to change. */
export function wholeProject(): string {
  const folder = smallProject();
  for (const name of ['ontology', 'queries'])
    cpSync(path.join(root, name), path.join(folder, name), { recursive: true });
  return folder;
}

/** A `gcm watch` that stands by. */
export interface Watching {
  /** Waits until it has told of something more (again: of something after that), and returns that line. */
  told(pattern: RegExp): Promise<string>;
  stdout(): string;
  end(signal: NodeJS.Signals): Promise<number | null>;
}

/** The line that ends a round, whether it published or not. */
export const round = /^(?:gcm: .*|.* \d+\.\d\d s)\n/m;

export function startWatch(folder: string, args: string[]): Watching {
  const watcher = spawn(process.execPath, [path.join(root, 'dist/cli/gcm.js'), 'watch', ...args], { cwd: folder });
  atEnd(() => watcher.kill('SIGKILL'));
  let [stdout, stderr, at] = ['', '', 0];
  let wake = (): void => {};
  watcher.stdout?.on('data', (text) => (stdout += text));
  watcher.stderr?.on('data', (text) => {
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
      const ended = once(watcher, 'exit');
      watcher.kill(signal);
      return (await ended)[0] as number | null;
    },
  };
}
