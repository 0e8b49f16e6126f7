import path from 'node:path';
import type { SystemFault } from '../node/name-failed-file.js';

/** "the system refused: ENOSPC: no space left on device, write '/data/cube.nq'; no room is left in /data" */
export function systemWords({ code = '', message, path: file, temporary }: SystemFault): string {
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
