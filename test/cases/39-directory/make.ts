import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';

/** A folder of that name. */
export default (data: string): void => {
  rmSync(path.join(data, 'units.csv'));
  mkdirSync(path.join(data, 'units.csv'));
};
