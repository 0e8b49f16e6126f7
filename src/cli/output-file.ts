import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { nameFailedFile, realPath, type SystemError } from '../node/disk-files.js';
import { refuseCurrent } from '../node/release/releases.js';
import { missingFolders } from '../node/release/staging.js';
import { UserError } from '../problem.js';
import type { Project } from '../project.js';
import { exitOnSignals, type Io } from './command.js';

/**
 * Files and folders that a command is to write: what keeps it from that is reported before any work is done, and then they
 * appear whole or not at all.
 */

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
  if (!fs.existsSync(file)) return false;
  const inside = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return inside.some((name) => isSameFile(file, path.join(folder, name)));
}

/** Throws `UserError` when a folder cannot or must not take releases: that is reported before the work. */
export function refuseOut(out: string, { data, ontology, queries }: Project): void {
  if (out === '') throw new UserError('--out: the name of a folder is missing');
  for (const source of [data, ontology, queries])
    if ((realPath(out) + path.sep).startsWith(realPath(source) + path.sep))
      throw new UserError(`--out: ${out} is in ${source}, which is read: name another folder`);
  if (!fs.existsSync(out)) tryToMake(out);
  else if (!fs.statSync(out).isDirectory()) throw new UserError(`--out: ${out} is no folder`);
  else {
    refuseStrangers(out);
    refuseCurrent(out);
    fs.accessSync(out, fs.constants.W_OK); // what the system refuses is reported as such
  }
}

/** A folder that holds no releases yet must be as good as empty: what is hidden or a readme does not count. */
function refuseStrangers(out: string): void {
  const names = fs.readdirSync(out, { withFileTypes: true });
  const releases = names.find(({ name }) => name === 'releases');
  if (releases && !fs.statSync(path.join(out, 'releases'), { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${path.join(out, 'releases')} is no folder: move it away`);
  if (releases) return;
  const stranger = names.find(({ name }) => !/^(\.|readme|current$)/i.test(name));
  const remedy = 'name a folder that is new or empty';
  if (stranger) throw new UserError(`--out: ${out} holds other things than releases (${stranger.name}): ${remedy}`);
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

/** Fills a file that exists and is empty; false when what it wrote is not to be used. */
export type Fill = (file: string) => Promise<boolean>;

/**
 * Lets `fill` make an output that appears whole or not at all: a file takes its name when it is done, and the terminal,
 * a pipe or a device gets what is in a temporary one then. A link is followed.
 */
export async function writeAtomically(io: Io, out: string | undefined, fill: Fill): Promise<void> {
  if (out === undefined) return throughFile(fill, () => new Writable({ write: toStdout(io) }));
  if (out === '') throw new UserError('--out: the name of a file is missing');
  const found = fs.statSync(out, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UserError(`--out: ${out} is a folder`);
  const isDevice = (found && !found.isFile()) || isDeviceName(out);
  if (isDevice && isStdout(out, io)) return writeAtomically(io, undefined, fill); // opened by its name it could not be a socket
  if (isDevice) return throughFile(fill, () => fs.createWriteStream(out, { flags: 'a' }), out);
  const target = found ? fs.realpathSync(out) : out;
  const beside = (): string => {
    const name = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
    fs.closeSync(fs.openSync(name, 'wx', found?.mode));
    return name;
  };
  await withTemporary(beside, async (name) => {
    const isUsed = await nameFailedFile(target, () => fill(name)).catch((error: SystemError) => {
      if (error.path === name) error.path = target;
      throw error;
    });
    if (isUsed) fs.renameSync(name, target);
  });
}

/** Writes a content as a file that appears whole or not at all. */
export const writeFileAtomically = (io: Io, out: string, content: string | Uint8Array): Promise<void> =>
  writeAtomically(io, out, async (file) => {
    fs.writeFileSync(file, content);
    return true;
  });

/** stdout is not to be closed, as a stream in a pipeline would be. */
const toStdout =
  ({ stdout }: Io) =>
  (chunk: Uint8Array, _encoding: unknown, done: (error?: Error | null) => void): void =>
    void stdout.write(chunk, done);

const throughFile = (fill: Fill, open: () => Writable, out = '/dev/stdout'): Promise<void> =>
  withTemporaryFolder('gcm-', async (folder) => {
    const file = path.join(folder, 'output');
    fs.closeSync(fs.openSync(file, 'wx'));
    if (!(await nameFailedFile(file, () => fill(file)))) return;
    await nameFailedFile(out, () => pipeline(fs.createReadStream(file), open())).catch((error: SystemError) => {
      if (error.code !== 'EPIPE') throw error; // a reader that goes away (`… | head`) is no fault
    });
  });

/** Lets `use` work with a folder among the temporary files; it is removed when `use` ends. */
export const withTemporaryFolder = <T>(prefix: string, use: (folder: string) => Promise<T>): Promise<T> =>
  withTemporary(() => fs.mkdtempSync(path.join(os.tmpdir(), prefix)), use);

/**
 * Lets `use` work with a temporary file or folder that `make` makes, and removes it, also when a signal ends the process
 * meanwhile. (Without anything temporary no signal waits.)
 */
export async function withTemporary<T>(make: () => string, use: (name: string) => Promise<T>): Promise<T> {
  const name = make();
  const remove = (): void => fs.rmSync(name, { recursive: true, force: true });
  process.on('exit', remove);
  const letGo = exitOnSignals(); // the exit removes it
  try {
    return await use(name);
  } catch (error) {
    const fault = error as SystemError;
    if (fault.path?.startsWith(name + path.sep)) fault.temporary = path.dirname(name);
    throw fault;
  } finally {
    remove();
    process.off('exit', remove);
    letGo();
  }
}

/**
 * Gives files of a folder new contents, all of them or none: they are written beside first, and when one cannot take its
 * name, those before it get their old contents back.
 */
export async function replaceFiles(folder: string, contents: Map<string, Uint8Array>): Promise<void> {
  if (contents.size === 0) return;
  await withTemporary(
    () => fs.mkdtempSync(path.join(folder, '.gcm-import-')),
    async (beside) => renameAll([...contents].map(([name, bytes], i) => prepare(folder, name, bytes, beside, i))),
  );
}

function prepare(folder: string, name: string, bytes: Uint8Array, beside: string, number: number): Renaming {
  const given = path.join(folder, name);
  const found = fs.statSync(given, { throwIfNoEntry: false });
  const to = found ? fs.realpathSync(given) : given; // a link is followed
  const from = path.join(beside, `${number}.new`);
  fs.writeFileSync(from, bytes, { flush: true });
  if (!found) return { from, to };
  const last = path.join(beside, `${number}.old`);
  fs.copyFileSync(to, last);
  fs.chmodSync(from, found.mode);
  return { from, to, last };
}

/** A file or folder that is to take another name. */
export interface Renaming {
  from: string;
  to: string;
  last?: string; // a copy of what is at `to`, if anything is
}

/** Renames files or folders, all of them or none: when one cannot be renamed, those before it are undone. */
export function renameAll(renamings: Iterable<Renaming>): void {
  const done: Renaming[] = [];
  try {
    for (const renaming of renamings) {
      fs.renameSync(renaming.from, renaming.to);
      done.push(renaming);
    }
  } catch (error) {
    for (const { to, last } of done) {
      if (last === undefined) fs.rmSync(to, { recursive: true });
      else fs.renameSync(last, to);
    }
    throw error;
  }
}
