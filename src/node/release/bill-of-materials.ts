import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createCache } from '../../bytes.js';
import { compareCodePoints } from '../../text/order.js';

/** The fields of a package.json that are used. */
interface Package {
  name: string;
  version: string;
  description?: string;
  license?: string | { type?: string };
  licenses?: { type?: string }[]; // the form until 2014
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

interface Installed {
  folder: string;
  about: Package;
}

/**
 * Lists the program that made a release and its installed packages, without development packages (CycloneDX 1.6, JSON).
 * The output is reproducible: it has no serial number and no time.
 */
export function billOfMaterials(program: string): string {
  const root = read(program);
  if (!root) throw new Error(`Missing package.json in ${program}`);
  const { all, needs } = walk(root);
  const hashesOf = createHashes();
  const inOrder = [...all.values()].filter((one) => one !== root).sort((a, b) => compareCodePoints(idOf(a), idOf(b)));
  const document = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: component(root, 'application') },
    components: inOrder.map((one) => component(one, 'library', hashesOf(one.folder, one.about.version))),
    dependencies: [root, ...inOrder].map((one) => ({
      ref: idOf(one),
      dependsOn: [...(needs.get(idOf(one)) ?? [])].sort(compareCodePoints),
    })),
  };
  return `${JSON.stringify(document, null, 1)}\n`;
}

let ownText: string | undefined;

/** Returns the list for this program, which is created once. */
export const ownMaterials = (): string => (ownText ??= billOfMaterials(ownFolder()));

/** Returns the folder of the program's package.json, 3 levels up in src and in dist. */
const ownFolder = (): string => fileURLToPath(new URL('../../..', import.meta.url));

/** Returns all installed packages by name and version, and their dependencies. */
function walk(root: Installed): { all: Map<string, Installed>; needs: Map<string, Set<string>> } {
  const { recall } = createCache();
  const readOnce: typeof read = (folder) => recall(folder, () => read(folder));
  const all = new Map<string, Installed>();
  const needs = new Map<string, Set<string>>();
  const found = new Set([root]); // grows in the loop; two copies of a package can have different dependencies
  for (const one of found) {
    const id = idOf(one);
    all.set(id, all.get(id) ?? one);
    const needed = needs.get(id) ?? new Set();
    needs.set(id, needed);
    const { dependencies, optionalDependencies } = one.about;
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const other = find(name, one.folder, readOnce);
      if (!other) continue; // optional dependencies can be missing
      needed.add(idOf(other));
      found.add(other);
    }
  }
  return { all, needs };
}

/** Finds a package in the same way as Node: in node_modules of a folder or of its parents. */
function find(name: string, from: string, readOnce: typeof read): Installed | undefined {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const found = readOnce(path.join(folder, 'node_modules', name));
    if (found || folder === path.dirname(folder)) return found;
  }
}

function read(folder: string): Installed | undefined {
  const file = path.join(folder, 'package.json');
  return existsSync(file) ? { folder, about: JSON.parse(readFileSync(file, 'utf8')) as Package } : undefined;
}

/** Returns the package URL: "pkg:npm/%40fastify/cors@11.4.3". */
const idOf = ({ about: { name, version } }: Installed): string =>
  `pkg:npm/${name.replace(/^@/, '%40')}@${encodeURIComponent(version)}`;

function component(one: Installed, type: string, hashes: Hash[] = []): Record<string, unknown> {
  const { name, version, description } = one.about;
  const [, group, local = name] = /^(@[^/]+)\/(.+)$/.exec(name) ?? [];
  const licence = licenceOf(one.about);
  return {
    type,
    'bom-ref': idOf(one),
    group,
    name: local,
    version,
    description: description || undefined, // JSON leaves out what is undefined
    hashes: hashes.length > 0 ? hashes : undefined,
    licenses: licence === undefined ? undefined : [licenceChoice(licence)],
    purl: idOf(one),
  };
}

const licenceOf = ({ license, licenses }: Package): string | undefined =>
  typeof license === 'string' ? license : (license?.type ?? licenses?.[0]?.type);

/** SPDX identifiers of the packages. Other licences are written as names. */
const spdx = new Set(
  `0BSD Apache-2.0 BlueOak-1.0.0 BSD-2-Clause BSD-3-Clause CC-BY-3.0 CC-BY-4.0 CC0-1.0 ISC MIT MPL-2.0 Unlicense
   Zlib`.split(/\s+/),
);

/** Returns an SPDX identifier, an SPDX expression, or a name. */
function licenceChoice(licence: string): Record<string, unknown> {
  if (/\b(AND|OR|WITH)\b/.test(licence)) return { expression: licence };
  return { license: spdx.has(licence) ? { id: licence } : { name: licence } };
}

/** Hash of a package archive (CycloneDX 1.6, component.hashes). */
interface Hash {
  alg: string; // "SHA-512"
  content: string; // in hexadecimal digits
}

type Locked = Record<string, { version?: string; integrity?: string } | undefined>;

/** Lockfiles of npm: of the installation, and of a checkout. */
const lockfiles = ['node_modules/.package-lock.json', 'package-lock.json'];

/** Looks up package hashes by folder and version. Without a lockfile of npm, there are no hashes. */
function createHashes(): (folder: string, version: string) => Hash[] {
  const { recall } = createCache();
  const lockedIn = (file: string): Locked =>
    recall(file, () => {
      if (!existsSync(file)) return {};
      return (JSON.parse(readFileSync(file, 'utf8')) as { packages?: Locked }).packages ?? {};
    });
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

/** Returns the folders whose node_modules contain a package, outermost first: "/a/node_modules/b" → "/a". */
function topsOf(folder: string): string[] {
  const steps = folder.split(path.sep);
  return steps.flatMap((step, i) => (step === 'node_modules' ? [steps.slice(0, i).join(path.sep) || path.sep] : []));
}

/** Parses one or more hashes: "sha512-" and base64 (Subresource Integrity, section 3.1). */
const hashesOf = (integrity: string): Hash[] =>
  integrity.split(/\s+/).flatMap((one): Hash[] => {
    const [, bits, base64] = /^sha(1|256|384|512)-([A-Za-z0-9+/]+=*)/.exec(one) ?? [];
    return bits && base64 ? [{ alg: `SHA-${bits}`, content: Buffer.from(base64, 'base64').toString('hex') }] : [];
  });
