import fs from 'node:fs';
import path from 'node:path';
import type { FileFault, FileLimits, Files } from '../files.js';

/** The files on the disk. Names that are not absolute are relative to the current folder. */
export const diskFiles: Files = {
  read: (name, limits) => {
    try {
      return limits ? readLimited(name, limits) : fs.readFileSync(name);
    } catch (error) {
      const { code, syscall, message } = error as NodeJS.ErrnoException;
      if (syscall === undefined) throw error;
      return { code: code ?? '', words: limits ? `the system says ${code ?? message}` : message };
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
    const bytes = fs.readFileSync(handle);
    if (isSame(before, fs.fstatSync(handle))) return bytes;
    return { code: 'EAGAIN', words: 'it was written to while it was read' };
  });
}

/** Lets `use` work with an open file, which is closed when it ends. */
export function withOpen<T>(file: string, flags: string, use: (descriptor: number) => T): T {
  const descriptor = fs.openSync(file, flags);
  try {
    return use(descriptor);
  } finally {
    fs.closeSync(descriptor);
  }
}

/** Why a file is not read: it is a folder, a pipe (reading one would never end), or a link that leads out of the folder. */
function strangeness(folder: string, file: string): string | undefined {
  const inside = path.relative(fs.realpathSync(folder), fs.realpathSync(file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) return 'it is a link that leads out of this folder';
  const found = fs.statSync(file);
  if (found.isDirectory()) return 'it is a folder';
  return found.isFile() ? undefined : 'it is a pipe or a device';
}

const isSame = (one: fs.Stats, other: fs.Stats): boolean => one.size === other.size && one.mtimeMs === other.mtimeMs;

/** Where a file or folder is, links followed; of one that does not exist yet, where it will be. */
export function realPath(name: string): string {
  const full = path.resolve(name);
  return fs.existsSync(full) ? fs.realpathSync(full) : path.join(realPath(path.dirname(full)), path.basename(full));
}

/** An error of the system: a full disk, a file that may not be written. */
export interface SystemError extends NodeJS.ErrnoException {
  temporary?: string; // the folder for temporary files, when `path` is one of them
}

/** Lets a failed write, which names no file, name the one that `work` writes, if it writes any. */
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

/** "the system refused: ENOSPC: no space left on device, write '/data/cube.nq'; no room is left in /data" */
export function systemErrorMessage({ code = '', message, path: file, temporary }: SystemError): string {
  const words = `the system refused: ${message}`;
  if (file === undefined) return words;
  const named = message.includes(file) ? words : `${words} '${file}'`;
  const folder = temporary ?? path.dirname(path.resolve(file));
  if (reasons[code] === undefined) return named;
  const remedy = temporary === undefined ? '' : ', where temporary files go: TMPDIR names another folder for them';
  return `${named}; ${reasons[code]} ${folder}${remedy}`;
}

/** Why a folder takes no more. */
const reasons: Record<string, string> = {
  ENOSPC: 'no room is left in',
  EDQUOT: 'no room is left in',
  EFBIG: 'the shell (ulimit -f) or the disk allows no larger file in',
};
