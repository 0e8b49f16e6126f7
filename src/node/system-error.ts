import path from 'node:path';

/** An error of the system: a full disk, a file that may not be written. */
export interface SystemError extends NodeJS.ErrnoException {
  temporary?: string; // the folder for temporary files, when `path` is one of them
}

/** Lets a failed write, which names no file, name the one that `work` writes. */
export function nameFailedFile<T>(file: string, work: () => T): T {
  try {
    const result = work();
    return result instanceof Promise ? (result.catch((error: unknown) => refused(error, file)) as T) : result;
  } catch (error) {
    return refused(error, file);
  }
}

function refused(error: unknown, file: string): never {
  const fault = error as SystemError;
  if (fault.syscall !== undefined && fault.syscall !== 'read') fault.path ??= file;
  throw fault;
}

/** "the system refused: ENOSPC: no space left on device, write '/data/cube.nq'; no room is left in /data" */
export function systemErrorMessage({ code = '', message, path: file, temporary }: SystemError): string {
  const words = `the system refused: ${message}`;
  if (file === undefined) return words;
  const named = message.includes(file) ? words : `${words} '${file}'`;
  const folder = temporary ?? path.dirname(path.resolve(file));
  const why = reasons[code]?.(folder);
  if (why === undefined) return named;
  return `${named}; ${why}${temporary === undefined ? '' : ', where temporary files go: TMPDIR names another folder for them'}`;
}

const noRoom = (folder: string): string => `no room is left in ${folder}`;

/** What a human can do about it. */
const reasons: Record<string, (folder: string) => string> = {
  ENOSPC: noRoom,
  EDQUOT: noRoom,
  EFBIG: (folder) => `the shell (ulimit -f) or the disk allows no larger file in ${folder}`,
};
