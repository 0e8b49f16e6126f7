import fs from 'node:fs';
import path from 'node:path';
import { realPath } from '../node/disk-files.js';
import { refuseCurrent } from '../node/release/releases.js';
import { missingFolders } from '../node/release/staging.js';
import { UserError } from '../problem.js';
import type { Project } from '../project.js';
import type { Io } from './command.js';

/** Files and folders that a command is to write: what keeps it from that is reported before any work is done. */

/** A name where devices stand, but for the files in memory among them: "/dev/stdout", and not "/dev/shm/cube.nq". */
export const isDeviceName = (file: string): boolean => /^\/(dev(?!\/shm\/)|proc)\//.test(file);

/** What writes to the terminal or to nowhere: "/dev/stdout", "/dev/null". */
export const isDevice = (file: string): boolean =>
  isDeviceName(file) && !fs.statSync(file, { throwIfNoEntry: false })?.isFile();

/** Whether a name leads to where stdout goes: "/dev/stdout", or FILE when stdout is `> FILE`. */
export function isStdout(file: string, { stdout: { fd } }: Io): boolean {
  if (fd === undefined) return file === '/dev/stdout';
  const [found, stdout] = [fs.statSync(file, { throwIfNoEntry: false }), fs.fstatSync(fd)];
  return found !== undefined && found.ino === stdout.ino && found.dev === stdout.dev;
}

/** Throws when a file has no name or no folder, or is no plain file; `option` begins the message: "--report: ". */
export function refuseUnwritable(file: string, option = ''): void {
  if (file === '') throw new UserError(`${option}the name of a file is missing`);
  const folder = path.dirname(file);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${option}there is no folder ${folder}`);
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UserError(`${option}${file} is a folder`);
  // a pipe that nobody reads would hold the command for ever
  if (found && !found.isFile() && !isDevice(file)) throw new UserError(`${option}${file} is no plain file`);
  fs.accessSync(found ? file : folder, fs.constants.W_OK); // what the system refuses is reported as such
}

/** Whether two names lead to one file, by a link of either kind too. */
export function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((file) => fs.statSync(file, { throwIfNoEntry: false }));
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
}

/** Whether a file is, or will be, in a folder or below it, or is the same as one that is. */
export function isInside(file: string, folder: string): boolean {
  if (!fs.existsSync(folder)) return false;
  if (realPath(file).startsWith(fs.realpathSync(folder) + path.sep)) return true;
  return (
    fs.existsSync(file) &&
    fs
      .readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .some((name) => isSameFile(file, path.join(folder, name)))
  );
}

/** Throws `UserError` when a folder cannot or must not take releases: that is reported before the work. */
export function refuseOut(
  out: string,
  { data, ontology, queries }: Pick<Project, 'data' | 'ontology' | 'queries'>,
): void {
  if (out === '') throw new UserError('--out: the name of a folder is missing');
  for (const source of [data, ontology, queries])
    if (isWithin(realPath(out), realPath(source)))
      throw new UserError(`--out: ${out} is in ${source}, which is read: name another folder`);
  if (!fs.existsSync(out)) tryToMake(out);
  else if (!fs.statSync(out).isDirectory()) throw new UserError(`--out: ${out} is no folder`);
  else {
    refuseStrangers(out);
    refuseCurrent(out);
    fs.accessSync(out, fs.constants.W_OK); // what the system refuses is reported as such
  }
}

const isWithin = (one: string, folder: string): boolean => one === folder || one.startsWith(folder + path.sep);

/** A folder that holds no releases yet must be as good as empty: what is hidden or a readme does not count. */
function refuseStrangers(out: string): void {
  const names = fs.readdirSync(out, { withFileTypes: true });
  const releases = names.find(({ name }) => name === 'releases');
  if (releases && !fs.statSync(path.join(out, 'releases'), { throwIfNoEntry: false })?.isDirectory())
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
    fs.mkdirSync(first);
    fs.rmdirSync(first);
  } catch (error) {
    throw new UserError(`--out: the folder ${first} cannot be made (${(error as NodeJS.ErrnoException).code})`);
  }
}
