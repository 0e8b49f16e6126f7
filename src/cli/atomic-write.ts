import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { nameFailedFile, type SystemError } from '../node/disk-files.js';
import { UserError } from '../problem.js';
import type { Io } from './command.js';
import { isDeviceName, isStdout } from './output-file.js';
import { exitOnSignals } from './terminal.js';

/** Outputs that appear whole or not at all. */

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
