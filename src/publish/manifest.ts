import { sha256 } from '../bytes.js';
import { clip } from '../problem.js';
import { compareCodePoints } from '../text/order.js';
import { isReleaseName, type PublishedFile, type PublishedPages } from './release-files.js';

/** Contents of a release. Without time and place, so that the same data makes the same manifest. */
export interface Manifest {
  name: string; // "my-data"
  version: string;
  issued?: string; // date according to the data (dct:issued): "2026-11-24"
  base: string;
  hash: string; // SHA-256 of the canonical N-Quads (RDFC-1.0)
  quads: number;
  triples: number;
  files: PublishedFile[];
  site?: PublishedPages; // the whole web site
  digest?: string; // SHA-256 of this document without this last member
}

export const manifestName = 'manifest.json';

/** Writes the manifest with its own digest, so that it can be verified too. */
export function serializeManifest({ digest: _, ...manifest }: Manifest): string {
  return toText({ ...manifest, digest: sha256(toText(manifest)) });
}

const toText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

/** Parses a manifest. A fault completes the sentence "manifest.json …": "has no “version”". */
export function parseManifest(text: string): { manifest: Manifest } | { fault: string } {
  try {
    const manifest = JSON.parse(text) as Manifest;
    const fault = faultIn(manifest);
    return fault === undefined ? { manifest } : { fault };
  } catch {
    return { fault: 'is not valid JSON' };
  }
}

type Form = (value: unknown) => boolean;

const isText: Form = (value) => typeof value === 'string' && value !== '';
const isCount: Form = (value) => Number.isSafeInteger(value) && (value as number) >= 0;
const isHash: Form = (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
const isPath: Form = (value) => typeof value === 'string' && isReleaseName(value);
const isName: Form = (value) => isPath(value) && !(value as string).includes('/');
const isAddress: Form = (value) => typeof value === 'string' && URL.canParse(value);
const optional =
  (form: Form): Form =>
  (value) =>
    value === undefined || form(value);

/** A form for each member. The type ensures that the list is complete. */
type Forms<T> = { [member in keyof Required<T>]: Form };

const fits = <T>(value: unknown, forms: Forms<T>): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries<Form>(forms).every(([member, form]) => form((value as Record<string, unknown>)[member]));

const fileForms: Forms<PublishedFile> = { file: isPath, mediaType: isText, bytes: isCount, sha256: isHash };
const siteForms: Forms<PublishedPages> = { files: isCount, bytes: isCount, sha256: isHash };
const manifestForms: Forms<Manifest> = {
  name: isName,
  version: isName,
  issued: optional(isText),
  base: isAddress,
  hash: isHash,
  quads: isCount,
  triples: isCount,
  files: (value) => Array.isArray(value) && value.every((one) => fits(one, fileForms)),
  site: optional((value) => fits(value, siteForms)),
  digest: optional(isHash),
};

/** Returns what is wrong with a manifest. */
function faultIn(document: unknown): string | undefined {
  if (typeof document !== 'object' || document === null) return 'does not contain a JSON object';
  const members = document as Record<string, unknown>;
  const files = Array.isArray(members['files']) ? (members['files'] as ({ file?: unknown } | null)[]) : [];
  const outside = [members['name'], ...files.map((one) => one?.file)].find((one) => isText(one) && !isPath(one));
  if (outside !== undefined) return `contains “${clip(outside as string)}”, which is not a file inside the release`;
  const wrong = Object.entries(manifestForms).find(([member, form]) => !form(members[member]));
  if (!wrong) return undefined;
  const [member] = wrong;
  return members[member] === undefined ? `has no “${member}”` : `has an invalid “${member}”`;
}

/** Returns the folder name of a release: VERSION-HASH, for example "0.1.0-7261943c610b". */
export const releaseName = ({ version, hash }: Manifest): string => `${version}-${hash.slice(0, 12)}`;

/** True if a folder name matches the manifest. Another build of the same graph has a suffix from -2 on. */
export function isNameOf(folder: string, manifest: Manifest): boolean {
  const name = releaseName(manifest);
  return folder === name || (folder.startsWith(`${name}-`) && /^([2-9]|[1-9]\d+)$/.test(folder.slice(name.length + 1)));
}

/** True if a folder name has the form of a release name. */
export const isReleaseFolderName = (folder: string): boolean => /^[\w.-]+-[0-9a-f]{12}(-\d+)?$/.test(folder);

/** File with the checksums of all other files except the manifest, for `sha256sum --check SHA256SUMS`. */
export const checksumsName = 'SHA256SUMS';

/** Writes the checksums, sorted by file. */
export const serializeChecksums = (hashes: Iterable<[file: string, sha256: string]>): string =>
  [...hashes]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([file, hash]) => `${hash}  ${file}\n`)
    .join('');

/** Parses checksums by file. Returns undefined if a line does not name a file of a release. */
export function parseChecksums(text: string): Map<string, string> | undefined {
  const lines = text.split('\n').filter(Boolean);
  const entries = lines.map((line): [string, string] => [line.slice(66), line.slice(0, 64)]);
  return entries.every(([file]) => isReleaseName(file)) ? new Map(entries) : undefined;
}
