import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { type Ended, gcm } from './gcm.js';

/** The sheets byte by byte, by name. */
export const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path.join(folder, 'data'), { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => [name, readFileSync(path.join(folder, 'data', name), 'latin1')]),
  );

/** What a command that succeeded wrote to stderr. */
export function done({ code, stdout, stderr }: Ended): string {
  expect({ code, stdout: code === 0 ? '' : stdout }).toEqual({ code: 0, stdout: '' });
  return stderr;
}

/** Exports the sheets of a project; the workbook. */
export const exported = async (cwd: string): Promise<string> => {
  done(await gcm(['workbook', 'export', 'out.xlsx'], { cwd }));
  return path.join(cwd, 'out.xlsx');
};
