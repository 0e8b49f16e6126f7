import { joinBytes } from '../../bytes.js';
import { grouped } from '../../problem.js';
import { inflated, pieces } from './inflate.js';
import { limits } from './limits.js';
import { type Reading, refuse, saveAnew } from './reading.js';
import { dataStart, findDirectory, readEntries, type ZipEntry, ZipFault } from './zip-directory.js';

/** The files in a package. Nothing of it is unpacked before somebody reads an entry. */
export interface Archive {
  entries: ArchiveEntry[];
  find(name: string): ArchiveEntry | undefined; // names differ in more than capitals (ECMA-376-2, section 6.2.2)
}

export interface ArchiveEntry {
  name: string; // "xl/worksheets/sheet1.xml"
  size: number; // inflated bytes, as declared
  checksum: number;
  read(): Iterable<Uint8Array>; // throws on the way when the data is damaged
}

/** Reads the directory of a ZIP file and refuses what no spreadsheet program writes, and sizes that are too large. */
export function openArchive(bytes: Uint8Array, reading: Reading): Archive | undefined {
  try {
    const directory = findDirectory(bytes);
    if (directory.count > limits.entries) {
      const message = `the file holds ${grouped(directory.count)} parts; ${grouped(limits.entries)} are the most`;
      refuse(reading, 'limit', message, saveAnew);
      return undefined;
    }
    const entries = readEntries(bytes, directory);
    judgeNames(entries, reading);
    judgeSizes(entries, reading);
    const starts = entries.map((entry) => dataStart(bytes, entry));
    judgeOverlaps(entries, starts, reading);
    return createArchive(
      entries.map((entry, i) => [entry, bytes.subarray(starts[i], (starts[i] as number) + entry.packedSize)]),
    );
  } catch (error) {
    if (!(error instanceof ZipFault)) throw error;
    if (error.isEncryption) refuse(reading, 'archive', 'the file is encrypted', saveAnew);
    else refuseBroken(reading);
    return undefined;
  }
}

/** Refuses a file whose archive or packed data is damaged. */
export const refuseBroken = (reading: Reading): void =>
  refuse(reading, 'format', 'the file is cut off or damaged', `get an undamaged copy, or ${saveAnew}`);

function createArchive(entries: [ZipEntry, packed: Uint8Array][]): Archive {
  const listed = entries.map(
    ([{ name, size, checksum, method }, packed]): ArchiveEntry => ({
      name,
      size,
      checksum,
      read: () => withWholeHead(method === 0 ? pieces(packed) : inflated(packed)),
    }),
  );
  const byName = new Map(listed.map((entry) => [entry.name.toLowerCase(), entry]));
  return { entries: listed, find: (name) => byName.get(name.toLowerCase()) };
}

/** What a text is can be told by its beginning, so that is never cut. */
const headLength = 1024;

function* withWholeHead(chunks: Iterable<Uint8Array>): Generator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array();
  for (const chunk of chunks) {
    if (head) head = joinBytes([head, chunk]);
    if (head && head.length < headLength) continue;
    yield head ?? chunk;
    head = undefined;
  }
  if (head) yield head;
}

function judgeNames(entries: ZipEntry[], reading: Reading): void {
  const names = new Set<string>();
  const tell = (what: string, name: string): void => refuse(reading, 'archive', what, saveAnew, name);
  for (const entry of entries) {
    const { name, method } = entry;
    if (entry.isEncrypted) tell('a part of the file is encrypted', name);
    else if (isOutside(name)) tell('a part of the file has a name that leads out of it', name);
    else if (names.has(name.toLowerCase()))
      tell('a part of the file is there twice, and programs differ in which they show', name);
    else if (method !== 0 && method !== 8) {
      const message = `a part of the file is packed by method ${method}, which no workbook uses`;
      refuse(reading, 'format', message, saveAnew, name);
    }
    names.add(name.toLowerCase());
  }
}

/** "../evil", "/etc/passwd", "C:evil", "xl\\..\\evil" */
const isOutside = (name: string): boolean => /^\/|^[a-z]:|\\|\0|(^|\/)\.\.(\/|$)/i.test(name) || name === '';

function judgeSizes(entries: ZipEntry[], reading: Reading): void {
  let total = 0;
  for (const { packedSize, size } of entries) {
    total += size;
    if (size <= limits.ratioFrom || size <= limits.ratio * packedSize) continue;
    const message = `a part of the file unpacks to more than ${limits.ratio} times its size, as in files that are made to do harm`;
    refuse(reading, 'limit', message, saveAnew);
    return;
  }
  if (total > limits.inflatedBytes) refuseInflated(reading);
}

export const refuseInflated = (reading: Reading): void =>
  refuse(
    reading,
    'limit',
    `the file unpacks to more than ${grouped(limits.inflatedBytes)} bytes`,
    'take out pictures and sheets that are no data, or give the table as CSV',
  );

/** Entries that share bytes unfold to far more than the file could hold. */
function judgeOverlaps(entries: ZipEntry[], starts: number[], reading: Reading): void {
  const ranges = entries.map(({ headerStart, packedSize }, i) => [headerStart, (starts[i] as number) + packedSize]);
  const sorted = (ranges as [start: number, end: number][]).sort(([a], [b]) => a - b);
  const isShared = sorted.some(([start], i) => start < (sorted[i - 1]?.[1] ?? 0));
  if (isShared)
    refuse(
      reading,
      'archive',
      'parts of the file share the same bytes, as in files that are made to do harm',
      saveAnew,
    );
}
