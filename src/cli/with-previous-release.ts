import { mkdtempSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Side } from '../diff/side.js';
import type { Project } from '../project.js';
import { openSide } from './open-side.js';
import { withTemporary } from './temporary.js';

/** A folder for what has to be unpacked to be compared; it is gone when `use` is done. */
export const withScratch = <T>(use: (scratch: string) => Promise<T>): Promise<T> =>
  withTemporary(() => mkdtempSync(path.join(os.tmpdir(), 'gcm-diff-')), use);

/** Lets `use` work with the release before, where an option names one. */
export function withPreviousRelease<T>(
  given: string | undefined,
  project: Project,
  use: (previous?: Side) => Promise<T>,
): Promise<T> {
  if (given === undefined) return use();
  return withScratch(async (scratch) => use(await openSide(given, project, scratch)));
}
