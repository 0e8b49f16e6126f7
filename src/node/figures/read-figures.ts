import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type IndexEntry,
  indexFile,
  type Selection,
  selectFigures,
  statementsFile,
} from '../../figures/figures-index.js';
import { UserError } from '../../problem.js';
import { releaseFile } from '../release/release-folder.js';

/** Reads the index of all figures of a release; undefined for a release without figures. */
export const readFiguresIndex = (release: string): IndexEntry[] | undefined =>
  existsSync(path.join(release, indexFile))
    ? JSON.parse(readFileSync(releaseFile(release, indexFile), 'utf8'))
    : undefined;

/**
 * Reads the statements of some figures of a release, as N-Quads in pieces. `names`: series, indicators and areas. Throws
 * `UserError` if a name is unknown.
 */
export function* readFigures(release: string, names: readonly string[]): Generator<string> {
  const selection = selectFigures(readFiguresIndex(release) ?? [], names);
  if ('unknown' in selection)
    throw new UserError(`The release has no figures of "${selection.unknown}". Name a series, an indicator or an area`);
  yield* readPieces(releaseFile(release, statementsFile), selection);
}

const chunkSize = 1 << 20; // about the size of a piece, so that it is not put together from small parts

/** Reads and unpacks the selected pieces of the file with all statements. */
export function* readPieces(file: string, { pieces }: Selection): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    for (const { start, length, starts } of pieces) {
      const packed = Buffer.alloc(length);
      readSync(descriptor, packed, 0, length, start);
      const lines = linesFrom(gunzipSync(packed, { chunkSize }), starts);
      if (lines !== '') yield lines;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Keeps the lines of the wanted subjects. Lines of one subject are together. Only these lines become text, which is slow. */
export function linesFrom(nquads: Buffer, starts: readonly string[] | undefined): string {
  if (!starts) return nquads.toString('utf8');
  let kept = '';
  for (const start of starts) {
    const wanted = Buffer.from(start);
    const isHere = (at: number): boolean => nquads.subarray(at, at + wanted.length).equals(wanted);
    const first = isHere(0) ? 0 : nquads.indexOf(`\n${start}`) + 1;
    let end = first;
    while (isHere(end)) end = nquads.indexOf('\n', end) + 1 || nquads.length;
    kept += nquads.toString('utf8', first, end);
  }
  return kept;
}
