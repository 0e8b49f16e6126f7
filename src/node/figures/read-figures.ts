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
export function* readFigures(release: string, names: readonly string[]): Generator<Uint8Array> {
  const selection = selectFigures(readFiguresIndex(release) ?? [], names);
  if ('unknown' in selection)
    throw new UserError(`The release has no figures of "${selection.unknown}". Name a series, an indicator or an area`);
  yield* readPieces(releaseFile(release, statementsFile), selection);
}

const chunkSize = 1 << 20; // about the size of a piece, so that it is not put together from small parts

/** Reads and unpacks the selected pieces of the file with all statements. */
export function* readPieces(file: string, { pieces }: Selection): Generator<Buffer> {
  const descriptor = openSync(file, 'r');
  try {
    for (const { start, length, starts } of pieces) {
      const packed = Buffer.alloc(length);
      readSync(descriptor, packed, 0, length, start);
      const lines = linesFrom(gunzipSync(packed, { chunkSize }), starts);
      if (lines.length > 0) yield lines;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Keeps the lines of the wanted subjects. Lines of one subject are together. */
export function linesFrom(nquads: Buffer, starts: readonly string[] | undefined): Buffer {
  if (!starts) return nquads;
  const kept = starts.map((start) => {
    const wanted = Buffer.from(start);
    const isHere = (at: number): boolean => beginsAt(nquads, at, wanted);
    const first = isHere(0) ? 0 : nquads.indexOf(`\n${start}`) + 1;
    let end = first;
    while (isHere(end)) end = nquads.indexOf('\n', end) + 1 || nquads.length;
    return nquads.subarray(first, end);
  });
  return Buffer.concat(kept);
}

/** Splits N-Quads into the lines of each subject, which are together. Its subject is written as in N-Quads. */
export function* bySubject(nquads: Buffer): Generator<{ subject: string; lines: Buffer }> {
  for (let at = 0; at < nquads.length; ) {
    const subject = nquads.subarray(at, nquads.indexOf(' ', at) + 1);
    let end = at;
    while (beginsAt(nquads, end, subject)) end = nquads.indexOf('\n', end) + 1 || nquads.length;
    yield { subject: subject.toString('utf8').trimEnd(), lines: nquads.subarray(at, end) };
    at = end;
  }
}

const beginsAt = (bytes: Buffer, at: number, wanted: Buffer): boolean =>
  at < bytes.length && bytes.compare(wanted, 0, wanted.length, at, Math.min(at + wanted.length, bytes.length)) === 0;
