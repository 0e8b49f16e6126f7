import { closeSync, openSync, readSync } from 'node:fs';
import { type Opened, openText } from './text-source.js';

/** Opens a file of observations, of whatever kind; what has to be written anew goes into `folder` under `name`. */
export async function openSource(file: string, folder: string, name: string): Promise<Opened> {
  if (!isZip(file)) return openText(file, folder, name);
  const { openWorkbook } = await import('./workbook-source.js');
  return openWorkbook(file, folder, name);
}

/** Workbooks are ZIP files, by whatever name. */
function isZip(file: string): boolean {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(4);
    return readSync(descriptor, start, 0, 4, 0) === 4 && start.toString('latin1') === 'PK\u0003\u0004';
  } finally {
    closeSync(descriptor);
  }
}
