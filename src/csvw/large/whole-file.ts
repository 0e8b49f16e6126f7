import { closeSync, openSync, renameSync, rmSync } from 'node:fs';

/**
 * Lets `write` fill a file under a name beside the wanted one, which it takes when `write` says so: a reader sees the
 * whole file or the one before, never half of it.
 */
export async function writeWhole(file: string, write: (temporary: string) => Promise<boolean>): Promise<void> {
  const temporary = `${file}.${process.pid}.part`;
  closeSync(openSync(temporary, 'w'));
  try {
    if (await write(temporary)) renameSync(temporary, file);
  } finally {
    rmSync(temporary, { force: true });
  }
}
