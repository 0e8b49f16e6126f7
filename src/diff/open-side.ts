import { createReadStream, createWriteStream, existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { countBySeverity, UserError } from '../problem.js';
import type { Project } from '../project.js';
import { readManifest } from '../publish/manifest.js';
import { readGraph } from '../read-graph.js';
import { parsedLines, type SortedLines, sortedLines } from './parsed.js';
import { filePieces, linePieces } from './pieces.js';
import { checkOut } from './revision.js';
import type { Side } from './side.js';

/** What sheets are read by: the rules are the same for both sides, so that only the data is compared. */
export type Reading = Pick<Project, 'data' | 'queries' | 'base'>;

const mediaTypes: Record<string, string> = {
  '.nt': 'application/n-triples',
  '.nq': 'application/n-quads',
  '.ttl': 'text/turtle',
};

/**
 * Finds what is to be compared: a release, a dump, a data folder, a folder with one of these in it, or a git revision of the
 * folder `reading.data`. What has to be unpacked is put into the folder `scratch`. Throws `UserError` when it is none.
 */
export async function openSide(given: string, reading: Reading, scratch: string): Promise<Side> {
  const found = statSync(given, { throwIfNoEntry: false });
  if (found?.isFile()) return dump(given, path.basename(given), scratch);
  if (found?.isDirectory()) return folder(given, reading, scratch);
  if (found) throw new UserError(`${given} is neither a file nor a folder`);
  const target = path.join(scratch, `revision-${readdirSync(scratch).length}`);
  if (!checkOut(given, reading.data, target))
    throw new UserError(`${given} is no release, dump or data folder, and no revision that git knows here`);
  return sheets(given, { ...reading, data: target });
}

function folder(given: string, reading: Reading, scratch: string): Promise<Side> | Side {
  for (const release of [given, path.join(given, 'current')]) {
    const manifest = readManifest(release);
    // triples without provenance, in canonical order
    if (manifest)
      return dump(path.join(release, `${manifest.name}.nt`), `${manifest.name} ${manifest.version}`, scratch);
  }
  for (const data of [given, path.join(given, 'data')])
    if (existsSync(path.join(data, 'tables.json'))) return sheets(given, { ...reading, data });
  throw new UserError(`${given} holds neither the manifest.json of a release nor the tables.json of sheets`);
}

/** A file of RDF. Lines are supposed to be canonical and sorted; when they turn out not to be, they are sorted in memory. */
async function dump(file: string, name: string, scratch: string): Promise<Side> {
  if (file.endsWith('.gz')) return dump(await inflated(file, scratch), name, scratch);
  const mediaType = mediaTypes[path.extname(file).toLowerCase()];
  if (mediaType === undefined)
    throw new UserError(
      `${file}: what ends in ${Object.keys(mediaTypes).join(', ')}, or in .gz behind it, can be compared`,
    );
  if (!existsSync(file)) throw new UserError(`${file} is not there`);
  const parsed = async (): Promise<Side> => sorted(name, await parsedLines(file, mediaType));
  return mediaType === 'text/turtle' ? parsed() : { name, nameless: 0, pieces: () => filePieces(file), parsed };
}

async function inflated(file: string, scratch: string): Promise<string> {
  const target = path.join(scratch, `${readdirSync(scratch).length}-${path.basename(file, '.gz')}`);
  try {
    await pipeline(createReadStream(file), createGunzip(), createWriteStream(target));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall !== undefined) throw error;
    throw new UserError(`${file} cannot be unpacked: ${(error as Error).message}`, 1);
  }
  return target;
}

/** What sheets say, with what follows from it. */
async function sheets(name: string, reading: Reading): Promise<Side> {
  const { statements, derived, store, problems } = await readGraph(reading);
  store.close();
  const errors = countBySeverity(problems).error;
  const first = problems.find(({ severity }) => severity === 'error');
  if (first) {
    const { row } = first.where;
    const where = `${path.basename(first.where.file)}${row === undefined ? '' : ` row ${row}`}`;
    throw new UserError(
      `${name} cannot be compared: its sheets have ${errors} errors, the first in ${where}: ${first.message}`,
      1,
    );
  }
  return sorted(name, sortedLines([...statements.quads, ...derived.flatMap(({ quads }) => quads)]));
}

const sorted = (name: string, { lines, nameless }: SortedLines): Side => ({
  name,
  nameless,
  pieces: () => linePieces(lines),
});
