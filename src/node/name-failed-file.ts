/** An error of the system: a full disk, a file that may not be written. */
export interface SystemFault extends NodeJS.ErrnoException {
  temporary?: string; // the folder for temporary files, when `path` is one of them
}

/** Lets a failed write, which names no file, name the one that `work` writes. */
export function naming<T>(file: string, work: () => T): T {
  try {
    const result = work();
    return result instanceof Promise ? (result.catch((error: unknown) => refused(error, file)) as T) : result;
  } catch (error) {
    return refused(error, file);
  }
}

function refused(error: unknown, file: string): never {
  const fault = error as SystemFault;
  if (fault.syscall !== undefined && fault.syscall !== 'read') fault.path ??= file;
  throw fault;
}
