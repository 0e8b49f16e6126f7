import { closeSync, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  type IndexEntry,
  indexFile,
  linesFrom,
  type Selection,
  selectFigures,
  statementsFile,
} from '../../figures/figures-index.js';
import { UserError } from '../../problem.js';
import { releaseFile } from '../release/release-folder.js';

/** Reads the index of all figures of a release. Returns undefined if the release has no figures. */
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

/** Reads and unpacks the selected pieces of the file with all statements. */
export function* readPieces(file: string, { pieces, starts }: Selection): Generator<string> {
  const descriptor = openSync(file, 'r');
  try {
    for (const { start, length } of pieces) {
      const packed = Buffer.alloc(length);
      readSync(descriptor, packed, 0, length, start);
      const lines = linesFrom(gunzipSync(packed).toString('utf8'), starts);
      if (lines !== '') yield lines;
    }
  } finally {
    closeSync(descriptor);
  }
}
