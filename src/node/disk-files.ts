import fs from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import type { FileFault, FileLimits, Files } from '../files.js';

/** Files on the disk, relative to the current folder. */
export const diskFiles: Files = {
  read: (name, limits) => {
    try {
      return limits ? readLimited(name, limits) : fs.readFileSync(name);
    } catch (error) {
      const { code, syscall, message } = error as NodeJS.ErrnoException;
      if (syscall === undefined) throw error;
      return { code: code ?? '', words: limits ? `the operating system reports ${code ?? message}` : message };
    }
  },
  list: (folder) => {
    try {
      return fs.readdirSync(folder).sort();
    } catch (error) {
      if ((error as NodeJS.ErrnoException).syscall === undefined) throw error;
      return [];
    }
  },
};

function readLimited(name: string, { folder, bytes: most }: FileLimits): Uint8Array | FileFault {
  const strange = strangeness(folder, name);
  if (strange !== undefined) return { code: 'EINVAL', words: strange };
  return withOpen(name, 'r', (handle) => {
    const before = fs.fstatSync(handle);
    if (before.size > most) return { code: 'EFBIG', words: 'it is too large', bytes: before.size };
    const bytes = readOpen(handle, before.size);
    if (isSame(before, fs.fstatSync(handle))) return bytes;
    return { code: 'EAGAIN', words: 'it changed while it was read' };
  });
}

/** Reads a file into memory that threads share, so that messages between them do not copy it. */
export const readShared = (file: string): Uint8Array =>
  withOpen(file, 'r', (handle) => readOpen(handle, fs.fstatSync(handle).size));

function readOpen(handle: number, size: number): Uint8Array {
  const bytes = new Uint8Array(new SharedArrayBuffer(size));
  let at = 0;
  for (let length = -1; length !== 0 && at < size; at += length) length = fs.readSync(handle, bytes, { offset: at });
  return bytes.subarray(0, at);
}

/** Calls `use` with an open file, and closes it afterwards. */
export function withOpen<T>(file: string, flags: string, use: (descriptor: number) => T): T {
  const descriptor = fs.openSync(file, flags);
  try {
    return nameFailedFile(file, () => use(descriptor));
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Returns why a file must not be read: it is a folder, a pipe (reading would never end), or a link to another folder. */
function strangeness(folder: string, file: string): string | undefined {
  const inside = path.relative(fs.realpathSync(folder), fs.realpathSync(file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) return 'it is a link to a file outside this folder';
  const found = fs.statSync(file);
  if (found.isDirectory()) return 'it is a folder';
  return found.isFile() ? undefined : 'it is a pipe or a device';
}

const isSame = (one: fs.Stats, other: fs.Stats): boolean => one.size === other.size && one.mtimeMs === other.mtimeMs;

/** On disks that ignore case, "BUILD" and "build" have the same path. */
const realPathOf = process.platform === 'linux' ? fs.realpathSync : fs.realpathSync.native;

/** Returns the path of a file or folder without links. If it does not exist yet, returns its future path. */
export function realPath(name: string): string {
  const full = path.resolve(name);
  return fs.existsSync(full) ? realPathOf(full) : path.join(realPath(path.dirname(full)), path.basename(full));
}

/** Renames a file or folder. Virus scanners of Windows lock new files for a moment, so it retries for 2 seconds. */
export function rename(from: string, to: string): void {
  for (let wait = 10; ; wait *= 2) {
    try {
      fs.renameSync(from, to);
      return;
    } catch (error) {
      const isLocked = ['EACCES', 'EBUSY', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');
      if (process.platform !== 'win32' || !isLocked || wait > 1000) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wait);
    }
  }
}

/** True for files that file managers of macOS and Windows create in folders. */
export const isOfFileManager = (name: string): boolean => /^(?:\.DS_Store|desktop\.ini|Thumbs\.db)$/i.test(name);

/** True if the reader of a pipe has ended, as in `gcm query … | head`. Windows reports EOF. */
export const isReaderGone = ({ code }: NodeJS.ErrnoException): boolean => code === 'EPIPE' || code === 'EOF';

/** An error of the operating system, such as a full disk or missing permissions. */
export interface SystemError extends NodeJS.ErrnoException {
  temporary?: string; // the folder for temporary files, if `path` is one of them
}

/** Adds the file name to errors of `work`, because a failed write does not contain it. */
export function nameFailedFile<T>(file: string | undefined, work: () => T): T {
  const rethrow = (fault: SystemError): never => {
    if (fault.syscall !== undefined && fault.syscall !== 'read' && file !== undefined) fault.path ??= file;
    throw fault;
  };
  try {
    const result = work();
    return result instanceof Promise ? (result.catch(rethrow) as T) : result;
  } catch (error) {
    return rethrow(error as SystemError);
  }
}

/** "System error: ENOSPC: no space left on device, write '/data/cube.nq'. The disk is full: /data" */
export function systemErrorMessage(error: SystemError): string {
  const { path: file, temporary } = error;
  const { code, message } = withKnownCode(error);
  const words = `System error: ${message}`;
  if (file === undefined) return words;
  const named = message.includes(file) ? words : `${words} '${file}'`;
  const isInUse = code === 'EBUSY' || (code === 'EPERM' && process.platform === 'win32');
  if (isInUse) return `${named}. Close the program that uses the file, and try again`;
  const folder = temporary ?? path.dirname(path.resolve(file));
  if (reasons[code] === undefined) return named;
  const variable = process.platform === 'win32' ? 'TEMP' : 'TMPDIR';
  const remedy = temporary === undefined ? '' : `. Set ${variable} to use another folder for temporary files`;
  return `${named}. ${reasons[code]} ${folder}${remedy}`;
}

/** Names errors that Node does not know: "Unknown system error -122" is EDQUOT. */
function withKnownCode({ code = '', errno = 0, message }: SystemError): { code: string; message: string } {
  const known = Object.entries(constants.errno).find(([, number]) => number === -errno)?.[0];
  if (known === undefined || !code.startsWith('Unknown system error')) return { code, message };
  return { code: known, message: message.replaceAll(`${code}: `, '').replace(`${code}, `, `${known}: `) };
}

/** Reasons why a folder cannot take more data. */
const reasons: Record<string, string> = {
  ENOSPC: 'The disk is full:',
  EDQUOT: 'The disk quota is used up:',
  EFBIG: 'The shell (ulimit -f) or the disk limits the size of files in',
};
