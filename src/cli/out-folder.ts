import { accessSync, constants, existsSync, mkdirSync, readdirSync, rmdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { realPath } from '../node/real-path.js';
import { missingFolders } from '../node/release/durable.js';
import { refuseCurrent } from '../node/release/releases.js';
import { UserError } from '../problem.js';
import type { Project } from '../project.js';

/** Throws `UserError` when a folder cannot or must not take releases: that is told before the work, and not when it is done. */
export function refuseOut(
  out: string,
  { data, ontology, queries }: Pick<Project, 'data' | 'ontology' | 'queries'>,
): void {
  if (out === '') throw new UserError('--out: the name of a folder is missing');
  for (const source of [data, ontology, queries])
    if (isWithin(realPath(out), realPath(source)))
      throw new UserError(`--out: ${out} is in ${source}, which is read: name another folder`);
  if (!existsSync(out)) tryToMake(out);
  else if (!statSync(out).isDirectory()) throw new UserError(`--out: ${out} is no folder`);
  else {
    refuseStrangers(out);
    refuseCurrent(out);
    accessSync(out, constants.W_OK); // what the system refuses is told as such
  }
}

const isWithin = (one: string, folder: string): boolean => one === folder || one.startsWith(folder + path.sep);

/** A folder that holds no releases yet must be as good as empty: what is hidden or a readme does not count. */
function refuseStrangers(out: string): void {
  const names = readdirSync(out, { withFileTypes: true });
  const releases = names.find(({ name }) => name === 'releases');
  if (releases && !statSync(path.join(out, 'releases'), { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${path.join(out, 'releases')} is no folder: move it away`);
  if (releases) return;
  const stranger = names.find(({ name }) => !/^(\.|readme|current$)/i.test(name));
  if (stranger)
    throw new UserError(
      `--out: ${out} holds other things than releases (${stranger.name}): name a folder that is new or empty`,
    );
}

/** Makes the first folder that is missing, and takes it away again. */
function tryToMake(out: string): void {
  const [first = out] = missingFolders(out);
  try {
    mkdirSync(first);
    rmdirSync(first);
  } catch (error) {
    throw new UserError(`--out: the folder ${first} cannot be made (${(error as NodeJS.ErrnoException).code})`);
  }
}
