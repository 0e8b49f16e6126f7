import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  isOfFileManager,
  isReaderGone,
  nameFailedFile,
  realPath,
  rename,
  type SystemError,
} from '../node/disk-files.js';
import { refuseCurrent } from '../node/release/releases.js';
import { missingFolders } from '../node/release/staging.js';
import { UserError } from '../problem.js';
import type { Project } from '../project.js';
import type { Io } from './command.js';
import { exitOnSignals } from './signals.js';

/** Outputs of commands. Obstacles are reported before the work begins. Outputs are written atomically. */

/** True for names of devices such as "/dev/stdout", but not for files in memory such as "/dev/shm/cube.nq". */
export const isDeviceName = (file: string): boolean => /^\/(dev(?!\/shm\/)|proc)\//.test(file);

/** True for devices such as "/dev/stdout" and "/dev/null". */
export const isDevice = (file: string): boolean =>
  isDeviceName(file) && !fs.statSync(file, { throwIfNoEntry: false })?.isFile();

/** True if a name leads to stdout: "/dev/stdout", also on Windows, or FILE if stdout is `> FILE`. */
export function isStdout(file: string, { stdout: { fd } }: Io): boolean {
  if (fd === undefined || file === '/dev/stdout') return file === '/dev/stdout';
  const found = exactStat(file);
  if (found === undefined) return false;
  const stdout = fs.fstatSync(fd, { bigint: true });
  return found.ino === stdout.ino && found.dev === stdout.dev;
}

/** File numbers of Windows do not fit into a number. */
const exactStat = (file: string): fs.BigIntStats | undefined =>
  fs.statSync(file, { bigint: true, throwIfNoEntry: false });

/** Throws if a file cannot be written. `option` begins the message: "--report: ". */
export function refuseUnwritable(file: string, option = ''): void {
  if (file === '') throw new UserError(`${option}Missing file name`);
  if (file === '/dev/stdout' && process.platform === 'win32') return; // not a file there
  const folder = path.dirname(file);
  if (!fs.statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${option}Missing folder "${folder}"`);
  const found = fs.statSync(file, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UserError(`${option}"${file}" is a folder. Name a file`);
  // writing to a pipe without a reader would never end
  if (found && !found.isFile() && !isDevice(file)) throw new UserError(`${option}"${file}" is not a regular file`);
  fs.accessSync(found ? file : folder, fs.constants.W_OK);
}

/** True if two names lead to the same file, also through a symbolic or hard link. */
export function isSameFile(one: string, other: string): boolean {
  const [a, b] = [exactStat(one), exactStat(other)];
  return a !== undefined && a.ino === b?.ino && a.dev === b.dev;
}

/** True if a file is or will be inside a folder, or is a link to a file inside it. */
export function isInside(file: string, folder: string): boolean {
  if (!fs.existsSync(folder)) return false;
  if (realPath(file).startsWith(realPath(folder) + path.sep)) return true;
  if (!fs.existsSync(file)) return false;
  const inside = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return inside.some((name) => isSameFile(file, path.join(folder, name)));
}

/** Throws `UserError` if a folder cannot contain releases. */
export function refuseOut(out: string, { data, ontology, queries }: Project): void {
  if (out === '') throw new UserError('--out: Missing folder name');
  for (const source of [data, ontology, queries])
    if ((realPath(out) + path.sep).startsWith(realPath(source) + path.sep))
      throw new UserError(`--out: "${out}" is inside the input folder "${source}". Choose another folder`);
  if (!fs.existsSync(out)) tryToMake(out);
  else if (!fs.statSync(out).isDirectory()) throw new UserError(`--out: "${out}" is not a folder`);
  else {
    refuseStrangers(out);
    refuseCurrent(out);
    fs.accessSync(out, fs.constants.W_OK);
  }
}

/** A folder without releases must be empty, except for hidden files and a readme. */
function refuseStrangers(out: string): void {
  const names = fs.readdirSync(out, { withFileTypes: true });
  const releases = names.find(({ name }) => name === 'releases');
  if (releases && !fs.statSync(path.join(out, 'releases'), { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`"${path.join(out, 'releases')}" is not a folder. Move or rename it`);
  if (releases) return;
  const stranger = names.find(({ name }) => !/^(\.|readme|current$)/i.test(name) && !isOfFileManager(name));
  const remedy = 'Choose a new or empty folder';
  if (stranger) throw new UserError(`--out: "${out}" contains files of other programs (${stranger.name}). ${remedy}`);
}

/** Creates the first missing folder, and removes it again. */
function tryToMake(out: string): void {
  const [first = out] = missingFolders(out);
  try {
    fs.mkdirSync(first);
    fs.rmdirSync(first);
  } catch (error) {
    throw new UserError(`--out: Cannot create the folder "${first}" (${(error as NodeJS.ErrnoException).code})`);
  }
}

/** Writes to an empty file. Returns false if the result must not be used. */
export type Fill = (file: string) => Promise<boolean>;

/**
 * Writes an output atomically. A file gets its final name when it is complete. The terminal, a pipe or a device gets the
 * content of a temporary file. Symbolic links are followed.
 */
export async function writeAtomically(io: Io, out: string | undefined, fill: Fill): Promise<void> {
  if (out === undefined) return throughFile(fill, () => new Writable({ write: toStdout(io) }));
  if (out === '') throw new UserError('--out: Missing file name');
  const found = fs.statSync(out, { throwIfNoEntry: false });
  if (found?.isDirectory()) throw new UserError(`--out: "${out}" is a folder. Name a file`);
  const isDevice = (found && !found.isFile()) || isDeviceName(out);
  if (isDevice && isStdout(out, io)) return writeAtomically(io, undefined, fill); // a socket cannot be opened by its name
  if (isDevice) return throughFile(fill, () => fs.createWriteStream(out, { flags: 'a' }), out);
  const target = found ? fs.realpathSync(out) : out;
  const create = (): string => {
    const name = `${target}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
    fs.closeSync(fs.openSync(name, 'wx', found?.mode));
    return name;
  };
  await withTemporary(create, async (name) => {
    const isUsed = await nameFailedFile(target, () => fill(name)).catch((error: SystemError) => {
      if (error.path === name) error.path = target;
      throw error;
    });
    if (isUsed) rename(name, target);
  });
}

/** Writes a file atomically. */
export const writeFileAtomically = (io: Io, out: string, content: string | Uint8Array): Promise<void> =>
  writeAtomically(io, out, async (file) => {
    fs.writeFileSync(file, content);
    return true;
  });

/** Writes to stdout without closing it, as a pipeline would do. */
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
      if (!isReaderGone(error)) throw error;
    });
  });

/** Calls `use` with a temporary folder, which is removed afterwards. */
export const withTemporaryFolder = <T>(prefix: string, use: (folder: string) => Promise<T>): Promise<T> =>
  withTemporary(() => fs.mkdtempSync(path.join(os.tmpdir(), prefix)), use);

/** Calls `use` with a temporary file or folder from `make`, and removes it afterwards, also if a signal ends the process. */
export async function withTemporary<T>(make: () => string, use: (name: string) => Promise<T>): Promise<T> {
  let name: string | undefined;
  const remove = (): void => {
    if (name !== undefined) fs.rmSync(name, { recursive: true, force: true, maxRetries: 3 });
  };
  process.on('exit', remove);
  const letGo = exitOnSignals(); // the exit removes it; before it exists, because a signal can arrive at once
  try {
    name = make();
    return await use(name);
  } catch (error) {
    const fault = error as SystemError;
    if (name !== undefined && fault.path?.startsWith(name + path.sep)) fault.temporary = path.dirname(name);
    throw fault;
  } finally {
    remove();
    process.off('exit', remove);
    letGo();
  }
}

/**
 * Replaces files of a folder, either all or none. The new files are written to a temporary folder first. If one cannot be
 * moved into place, the previous ones are restored.
 */
export async function replaceFiles(folder: string, contents: Map<string, Uint8Array>): Promise<void> {
  if (contents.size === 0) return;
  await withTemporary(
    () => fs.mkdtempSync(path.join(folder, '.gcm-import-')),
    async (staging) => renameAll([...contents].map(([name, bytes], i) => prepare(folder, name, bytes, staging, i))),
  );
}

function prepare(folder: string, name: string, bytes: Uint8Array, staging: string, number: number): Renaming {
  const given = path.join(folder, name);
  const found = fs.statSync(given, { throwIfNoEntry: false });
  const to = found ? fs.realpathSync(given) : given; // follows a link
  const from = path.join(staging, `${number}.new`);
  nameFailedFile(to, () => fs.writeFileSync(from, bytes, { flush: true }));
  if (!found) return { from, to };
  const last = path.join(staging, `${number}.old`);
  fs.copyFileSync(to, last);
  fs.chmodSync(from, found.mode);
  return { from, to, last };
}

/** A file or folder to rename. */
export interface Renaming {
  from: string;
  to: string;
  last?: string; // a copy of the previous file at `to`
}

/** Renames files or folders, either all or none. If one cannot be renamed, the previous ones are restored. */
export function renameAll(renamings: Iterable<Renaming>): void {
  const done: Renaming[] = [];
  try {
    for (const renaming of renamings) {
      rename(renaming.from, renaming.to);
      done.push(renaming);
    }
  } catch (error) {
    for (const { to, last } of done) {
      if (last === undefined) fs.rmSync(to, { recursive: true });
      else rename(last, to);
    }
    throw error;
  }
}
