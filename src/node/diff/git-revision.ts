import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { UserError } from '../../problem.js';

/** Reads earlier sheets from git, with fixed arguments and without a shell. */

const sizeLimit = 1 << 30; // for all files together

/**
 * Writes the folder `data` at a revision ("v0.1.0", "HEAD~1:", "HEAD~1:other/data") into `target`. Returns false if git
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
    mkdirSync(path.dirname(path.join(target, name)), { recursive: true });
    writeFileSync(path.join(target, name), read.output.subarray(end + 1, end + 1 + size));
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
