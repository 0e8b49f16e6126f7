import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Ended } from './gcm.js';
import { runGcm, until } from './processes.js';

/** A release that many tests read, and the output of its build. */
export interface SharedRelease {
  release: string;
  ended: Ended;
}

/**
 * Builds a release once per run, because a build of all figures takes a minute. The first process that asks for the release
 * builds it; the others wait. Throws if the build failed.
 */
export async function sharedRelease(out: string, cwd: string, args: string[]): Promise<SharedRelease> {
  const file = `${out}.json`;
  if (isFirst(out)) {
    const built = await runGcm(['build', '--out', out, ...args], { cwd });
    writeFileSync(`${file}.new`, JSON.stringify(built));
    renameSync(`${file}.new`, file);
  } else await until(() => existsSync(file), 100);
  const ended = JSON.parse(readFileSync(file, 'utf8')) as Ended;
  if (ended.code !== 0) throw new Error(`Cannot build the release for the tests:\n${ended.stdout}${ended.stderr}`);
  return { release: path.join(out, 'current'), ended };
}

/** Creating a folder fails for all processes except one. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
