import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import path from 'node:path';

/** Reading a pipe would wait for ever. */
export default (data: string): void => {
  rmSync(path.join(data, 'units.csv'));
  execFileSync('mkfifo', [path.join(data, 'units.csv')]);
};
