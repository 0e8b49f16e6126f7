import { closeSync, openSync, renameSync, rmSync } from 'node:fs';

/**
 * Lets `write` fill a file under a name beside the wanted one, which it takes when all went well: a reader sees the whole
 * file or the one before, never half of it.
 */
export async function writeWhole<T>(file: string, write: (temporary: string) => Promise<T>): Promise<T> {
  const temporary = `${file}.${process.pid}.part`;
  closeSync(openSync(temporary, 'w'));
  try {
    const result = await write(temporary);
    renameSync(temporary, file);
    return result;
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}
