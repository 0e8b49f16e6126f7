import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';
import { nameFailedFile } from '../disk-files.js';

/** Finds the sheets of an earlier version. Git runs with fixed arguments and without a shell. */

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

const sizeLimit = 1 << 30; // for all files together

/**
 * Writes the folder `data` at a revision of git ("v0.1.0", "HEAD~1:", "HEAD~1:other/data") into `target`. Returns false if git
 * does not know the revision. Throws `UserError` if the revision does not contain the folder.
 */
export function checkOut(given: string, data: string, target: string): boolean {
  if (given.startsWith('-')) return false;
  const [, revision = '', inside = ''] = /^([^:]+):?(.*)$/s.exec(given) ?? [];
  const folder = path.dirname(path.resolve(data));
  const git = (args: string[], input = ''): { ok: boolean; output: Buffer } => {
    const { status, stdout } = spawnSync('git', ['-C', folder, ...args], {
      input,
      maxBuffer: sizeLimit,
      env: { ...process.env, GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0' },
    });
    return { ok: status === 0, output: stdout ?? Buffer.alloc(0) };
  };
  const find = (name: string) => git(['rev-parse', '--verify', '--quiet', '--end-of-options', name]);
  if (!find(`${revision}^{commit}`).ok) return false;
  const place = inside === '' ? `./${path.basename(data)}` : inside;
  const tree = find(`${revision}:${place}`);
  const listed = git(['ls-tree', '-r', '-z', '--full-tree', tree.output.toString().trim()]);
  if (!tree.ok || !listed.ok)
    throw new UserError(`Missing folder "${inside === '' ? data : inside}" in revision "${revision}"`);
  const files = listed.output.toString().split('\0').flatMap(plainFile);
  const read = git(['cat-file', '--batch'], files.map(({ id }) => `${id}\n`).join(''));
  if (!read.ok)
    throw new UserError(`Cannot read the files of revision "${revision}": they are damaged, or larger than 1 GiB`, 1);
  let at = 0;
  for (const { name } of files) {
    const end = read.output.indexOf('\n', at);
    const size = Number(read.output.toString('latin1', at, end).split(' ')[2]);
    const copy = path.join(target, name);
    mkdirSync(path.dirname(copy), { recursive: true });
    nameFailedFile(copy, () => writeFileSync(copy, read.output.subarray(end + 1, end + 1 + size)));
    at = end + 1 + size + 1;
  }
  return true;
}

/** Parses an entry "100644 blob 5f3a…\tlinks.csv". Ignores symbolic links and names that leave the folder. */
function plainFile(entry: string): { id: string; name: string }[] {
  const [, id, name] = /^100(?:644|755) blob ([0-9a-f]+)\t(.+)$/s.exec(entry) ?? [];
  if (id === undefined || name === undefined) return [];
  return /\\|(^|\/)(\.\.?|\.git)?(\/|$)/.test(name) ? [] : [{ id, name }];
}
