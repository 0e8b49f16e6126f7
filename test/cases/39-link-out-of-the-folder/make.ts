import { renameSync, symlinkSync } from 'node:fs';
import path from 'node:path';

/** What lies elsewhere is not for publication. */
export default (data: string): void => {
  const elsewhere = path.join(data, '..', 'units.csv');
  renameSync(path.join(data, 'units.csv'), elsewhere);
  symlinkSync(elsewhere, path.join(data, 'units.csv'));
};
