import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { checkOut } from './git-revision.js';

/**
 * Returns the folder with the sheets of an earlier version: a release, a folder of releases, a data folder, or a git
 * revision of the folder `data`, which is written to `scratch`. Throws `UserError` if it has no sheets.
 */
export function earlierData(given: string, data: string, scratch: string): string {
  const found = statSync(given, { throwIfNoEntry: false });
  if (!found) {
    const target = path.join(scratch, 'data');
    if (checkOut(given, data, target)) return target;
    throw new UserError(`"${given}" is not a release, a data folder or a git revision`);
  }
  if (!found.isDirectory())
    throw new UserError(`"${given}" contains no sheets. Name a release, a data folder or a git revision`);
  const places = ['data', '', 'current/data'].map((inside) => path.join(given, inside));
  const place = places.find((folder) => existsSync(path.join(folder, 'tables.json')));
  if (place === undefined) throw new UserError(`"${given}" contains no sheets (tables.json)`);
  return place;
}
