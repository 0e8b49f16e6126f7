import { readFileSync } from 'node:fs';
import path from 'node:path';
import { isReleaseName, type PublishedFile, sha256, writeHashed } from './files.js';
import type { PublishedPages } from './pages.js';

/** What a release consists of. It names no time and no place, so that the same data makes the same manifest. */
export interface Manifest {
  name: string; // "gcm-sdg"
  version: string;
  issued?: string; // the day that the data gives (dct:issued): "2026-11-24"
  base: string;
  hash: string; // SHA-256 of the canonical N-Quads (RDFC-1.0)
  quads: number;
  triples: number;
  files: PublishedFile[];
  site?: PublishedPages; // the web site as a whole
  digest?: string; // SHA-256 of this document without this member, which is the last
}

export const manifestName = 'manifest.json';

/** The manifest with its own digest: what vouches for all other files is to be vouched for too. */
export function serializeManifest({ digest: _, ...manifest }: Manifest): string {
  return toText({ ...manifest, digest: sha256(Buffer.from(toText(manifest))) });
}

const toText = (manifest: Manifest): string => `${JSON.stringify(manifest, null, 2)}\n`;

export const writeManifest = (folder: string, manifest: Manifest): Promise<PublishedFile> =>
  writeHashed(folder, manifestName, 'application/json', (sink) => sink(serializeManifest(manifest)));

/** Reads a release's manifest; undefined when there is none, or none that can be read. */
export function readManifest(folder: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(readFileSync(path.join(folder, manifestName), 'utf8')) as Manifest;
    const isWhole = typeof manifest?.name === 'string' && Array.isArray(manifest.files);
    return isWhole && manifest.files.every((one) => typeof one?.file === 'string' && isReleaseName(one.file))
      ? manifest
      : undefined;
  } catch {
    return undefined;
  }
}
