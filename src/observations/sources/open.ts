import { closeSync, openSync, readSync } from 'node:fs';
import type { Problem } from '../../problem.js';
import { type Opened, openText } from './text-source.js';

/** Opens a file of observations, of whatever kind; what has to be written anew goes into `folder` under `name`. */
export async function openSource(file: string, folder: string, name: string): Promise<Opened> {
  const start = firstBytes(file);
  if (start.startsWith('\u001f\u008b')) return { problems: [packed(file)] }; // by whatever name
  if (!start.startsWith('PK\u0003\u0004')) return openText(file, folder, name);
  const { openWorkbook } = await import('./workbook-source.js');
  return openWorkbook(file, folder, name);
}

function firstBytes(file: string): string {
  const descriptor = openSync(file, 'r');
  try {
    const start = Buffer.alloc(4);
    return start.toString('latin1', 0, readSync(descriptor, start, 0, 4, 0));
  } finally {
    closeSync(descriptor);
  }
}

/** It is not unpacked here: how much comes out of it nobody knows before. */
const packed = (file: string): Problem => ({
  code: 'observation-format',
  severity: 'error',
  message: 'the file is packed with gzip',
  where: { file },
  fix: 'unpack it (gunzip, 7-Zip) and give what comes out',
});
