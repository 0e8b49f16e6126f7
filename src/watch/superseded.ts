import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { discard } from '../publish/staging.js';

/**
 * Keeps a watch from filling the disk with a release for every save: what it published before is taken away when the
 * next is there. Releases that were there when it began stay. Returns what is told of each release.
 */
export function superseding(out: string): (release: string) => void {
  const releases = path.join(out, 'releases');
  const others = new Set(existsSync(releases) ? readdirSync(releases) : []);
  let last: string | undefined;
  return (release) => {
    if (last !== undefined && last !== release && !others.has(last)) discard(out, path.join(releases, last));
    last = release;
  };
}
