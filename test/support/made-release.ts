import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataFactory, type Quad } from 'n3';
import { sha256 } from '../../src/bytes.js';
import { toNQuads } from '../../src/graph/nquads.js';
import { type Manifest, serializeManifest } from '../../src/publish/manifest.js';
import { temporaryFolder } from './gcm.js';

/** A release of nothing but these graphs, by their names; the folder that `gcm serve --out` takes. */
export function releaseOf(base: string, graphs: Record<string, Quad[]>): string {
  const folder = temporaryFolder();
  const current = path.join(folder, 'current');
  const quads = Object.entries(graphs).flatMap(([name, triples]) =>
    triples.map(({ subject, predicate, object }) =>
      DataFactory.quad(subject, predicate, object, DataFactory.namedNode(name)),
    ),
  );
  const nquads = toNQuads(quads);
  const manifest: Manifest = {
    name: 'made',
    version: '1',
    base,
    hash: sha256(Buffer.from(nquads)),
    quads: quads.length,
    triples: quads.length,
    files: [],
  };
  mkdirSync(current);
  writeFileSync(path.join(current, 'made.nq'), nquads);
  writeFileSync(path.join(current, 'manifest.json'), serializeManifest(manifest));
  return folder;
}
