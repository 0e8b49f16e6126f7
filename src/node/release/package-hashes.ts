import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The hash of a packed package (CycloneDX 1.6, component.hashes). */
export interface Hash {
  alg: string; // "SHA-512"
  content: string; // in hexadecimal digits
}

type Locked = Record<string, { version?: string; integrity?: string } | undefined>;

/** Where npm writes down what it installed, first of all; a checkout has the other too. */
const lockfiles = ['node_modules/.package-lock.json', 'package-lock.json'];

/**
 * Looks up the hashes that packages were installed by, by folder and version; none where no lockfile knows of them, as
 * when another program than npm installed them.
 */
export function createHashes(): (folder: string, version: string) => Hash[] {
  const known = new Map<string, Locked>(); // by lockfile
  const read = (file: string): Locked => {
    if (!existsSync(file)) return {};
    return (JSON.parse(readFileSync(file, 'utf8')) as { packages?: Locked }).packages ?? {};
  };
  const lockedIn = (file: string): Locked => {
    const locked = known.get(file) ?? read(file);
    known.set(file, locked);
    return locked;
  };
  return (folder, version) => {
    for (const top of topsOf(folder))
      for (const lockfile of lockfiles) {
        const name = path.relative(top, folder).replaceAll('\\', '/');
        const found = lockedIn(path.join(top, lockfile))[name];
        if (found?.version === version && found.integrity) return hashesOf(found.integrity);
      }
    return [];
  };
}

/** The folders whose node_modules a package is in: "/a" of "/a/node_modules/b", and "/a/node_modules/b" of what is in that. */
function topsOf(folder: string): string[] {
  const steps = folder.split(path.sep);
  return steps.flatMap((step, i) => (step === 'node_modules' ? [steps.slice(0, i).join(path.sep) || path.sep] : []));
}

/** Subresource Integrity, section 3.1: "sha512-" and the hash in base64; there may be several. */
const hashesOf = (integrity: string): Hash[] =>
  integrity.split(/\s+/).flatMap((one): Hash[] => {
    const [, bits, base64] = /^sha(1|256|384|512)-([A-Za-z0-9+/]+=*)/.exec(one) ?? [];
    return bits && base64 ? [{ alg: `SHA-${bits}`, content: Buffer.from(base64, 'base64').toString('hex') }] : [];
  });
