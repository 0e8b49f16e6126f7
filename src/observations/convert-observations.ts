import { joinBytes, utf8 } from '../bytes.js';
import { scanLeading } from '../csvw/large/leading.js';
import { createOutput } from '../csvw/large/output.js';
import { visitKeys } from '../csvw/large/visit-keys.js';
import { type Files, fileIn } from '../files.js';
import { UserError } from '../problem.js';
import { type ByteSource, inMemory } from './byte-source.js';
import type { ObservationEdge, ObserveOptions } from './edge.js';
import { mapRows } from './map-rows.js';
import { createObservationMapper } from './mapper.js';
import { type Observed, observe } from './observe.js';
import { openSource } from './sources/open-source.js';
import type { SourceFiles } from './sources/source.js';

/** What became of files of observations, and the cube that they are. */
export interface Converted extends Observed {
  cube: Uint8Array; // N-Quads; not to be used with an error among the problems
}

/** How files in memory become a cube. */
export type ConvertOptions = Pick<ObserveOptions, 'base' | 'tables' | 'constraints'> &
  Pick<SourceFiles, 'readWorkbook'>;

/** Turns the files of these names into one cube; all of it in memory and in this thread. */
export async function convertObservations(
  names: string[],
  files: Files,
  { readWorkbook, ...options }: ConvertOptions,
): Promise<Converted> {
  const kept: Uint8Array[] = []; // files that were written anew, by their number
  const bytesOf = (path: string): ByteSource => {
    const found = kept[Number(path)] ?? files.read(path);
    if ('words' in found) throw new UserError(`the system refused: ${found.words}`, 1);
    return inMemory(found);
  };
  const cube = createPieces();
  const sources: SourceFiles = {
    bytes: bytesOf,
    leading: (path, dialect) => scanLeading(bytesOf(path).read(0, Infinity), 1, dialect),
    beside(file, name) {
      const found = fileIn(file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.', name);
      const bytes = files.read(found);
      return 'words' in bytes ? undefined : { file: found, bytes };
    },
    async keep(text) {
      kept.push(utf8([...text].join('')));
      return String(kept.length - 1);
    },
    readWorkbook,
  };
  const edge: ObservationEdge = {
    room: (bytes) => new ArrayBuffer(bytes),
    open: (file) => openSource(file, options.tables, sources),
    bytesOf: ({ path }) => bytesOf(path),
    async mapRows(source, from, job, isWritten) {
      const out = createOutput(cube.add);
      const mapped = mapRows(bytesOf(source.path), from, source, createObservationMapper(job), isWritten ? out : null);
      cube.add(out.bytes, out.length);
      return mapped;
    },
    visitKeys: (source, job, { chunkEnds }, hashes, visit) =>
      visitKeys(
        createObservationMapper(job),
        { from: source.from, chunkEnds, read: bytesOf(source.path).read },
        hashes,
        visit,
        async () => {},
      ),
    restart: cube.empty,
    writeStructure(structure) {
      const bytes = utf8(structure);
      cube.add(bytes, bytes.length);
    },
    async writeTable() {}, // tables are written where there is a disk
  };
  const observed = await observe(names, { ...options, form: 'n-quads' }, edge);
  return { ...observed, cube: cube.joined() };
}

/** Bytes that come piece by piece. */
function createPieces() {
  let pieces: Uint8Array[] = [];
  return {
    add: (bytes: Uint8Array, length: number): void => void pieces.push(bytes.slice(0, length)),
    empty(): void {
      pieces = [];
    },
    joined: (): Uint8Array => joinBytes(pieces),
  };
}
