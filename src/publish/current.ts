import { lstatSync, readlinkSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../problem.js';
import { syncFolder } from './durable.js';

/** Throws `UserError` when `current` is a folder or file of somebody's, in whose place no link may come. */
export function refuseCurrent(out: string): void {
  const link = path.join(out, 'current');
  const found = lstatSync(link, { throwIfNoEntry: false });
  if (found && !found.isSymbolicLink())
    throw new UserError(
      `${link} is no link to a release, but a ${found.isDirectory() ? 'folder' : 'file'}: move it away`,
    );
}

/** Makes `current` point to a release, in one rename. */
export function pointCurrent(out: string, release: string): void {
  refuseCurrent(out);
  const next = path.join(out, `.current-${process.pid}`);
  rmSync(next, { force: true });
  symlinkSync(path.join('releases', release), next);
  try {
    renameSync(next, path.join(out, 'current'));
  } finally {
    rmSync(next, { force: true });
  }
  syncFolder(out);
}

/** The release that `current` points to, whether it is there or not; undefined when `current` is no link of ours. */
export function currentOf(out: string): string | undefined {
  const link = path.join(out, 'current');
  if (!lstatSync(link, { throwIfNoEntry: false })?.isSymbolicLink()) return undefined;
  const [folder, name, ...rest] = readlinkSync(link).split(/[\\/]/);
  return folder === 'releases' && rest.length === 0 ? name : undefined;
}
