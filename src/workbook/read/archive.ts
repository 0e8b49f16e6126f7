import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { grouped } from '../../problem.js';
import { limits } from './limits.js';
import { type Reading, refuse, saveAnew } from './reading.js';

/** The files in a package. Nothing of it is unpacked before somebody reads an entry. */
export interface Archive {
  entries: ArchiveEntry[];
  find(name: string): ArchiveEntry | undefined; // names differ in more than capitals (ECMA-376-2, section 6.2.2)
}

export interface ArchiveEntry {
  name: string; // "xl/worksheets/sheet1.xml"
  size: number; // inflated bytes, as declared
  checksum: number;
  read(): Promise<AsyncIterable<Buffer>>; // rejects, then or on the way, when the data is damaged
}

/** Reads the directory of a ZIP file and refuses what no spreadsheet program writes, and sizes that are too large. */
export async function openArchive(bytes: Uint8Array, reading: Reading): Promise<Archive | undefined> {
  const entries: Entry[] = [];
  try {
    const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const zip = await yauzl.fromBufferPromise(buffer, { decodeStrings: false, validateEntrySizes: false });
    if (zip.entryCount > limits.entries) {
      const message = `the file holds ${grouped(zip.entryCount)} parts; ${grouped(limits.entries)} are the most`;
      refuse(reading, 'limit', message, saveAnew);
      return undefined;
    }
    for await (const entry of zip.eachEntry()) entries.push(entry);
    const archive = createArchive(zip, entries);
    judgeNames(entries, reading);
    judgeSizes(entries, reading);
    judgeOverlaps(await rangesOf(zip, entries), reading);
    return archive;
  } catch (error) {
    refuseBroken(reading, error as Error);
    return undefined;
  }
}

/** Errors of the zip reader and of zlib are faults of the file. */
export function refuseBroken(reading: Reading, { message }: Error): void {
  if (/encryption/.test(message)) refuse(reading, 'archive', 'the file is encrypted', saveAnew);
  else refuse(reading, 'format', 'the file is cut off or damaged', `get an undamaged copy, or ${saveAnew}`);
}

function createArchive(zip: ZipFile, entries: Entry[]): Archive {
  const listed = entries.map(
    (entry): ArchiveEntry => ({
      name: nameOf(entry),
      size: entry.uncompressedSize,
      checksum: entry.crc32,
      read: async () => withWholeHead(await zip.openReadStreamPromise(entry)),
    }),
  );
  const byName = new Map(listed.map((entry) => [entry.name.toLowerCase(), entry]));
  return { entries: listed, find: (name) => byName.get(name.toLowerCase()) };
}

/** As it stands in the file: backslashes stay, so that they can be refused. */
const nameOf = ({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string =>
  yauzl.getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, true);

/** What a text is can be told by its beginning, so that is never cut. */
const headLength = 1024;

async function* withWholeHead(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const chunk of chunks) {
    if (!head) yield chunk;
    else {
      head = Buffer.concat([head, chunk]);
      if (head.length < headLength) continue;
      yield head;
      head = undefined;
    }
  }
  if (head) yield head;
}

function judgeNames(entries: Entry[], reading: Reading): void {
  const names = new Set<string>();
  const tell = (what: string, name: string): void => refuse(reading, 'archive', what, saveAnew, name);
  for (const entry of entries) {
    const name = nameOf(entry);
    if (entry.isEncrypted()) tell('a part of the file is encrypted', name);
    else if (isOutside(name)) tell('a part of the file has a name that leads out of it', name);
    else if (names.has(name.toLowerCase()))
      tell('a part of the file is there twice, and programs differ in which they show', name);
    else if (!entry.canDecodeFileData()) {
      const message = `a part of the file is packed by method ${entry.compressionMethod}, which no workbook uses`;
      refuse(reading, 'format', message, saveAnew, name);
    }
    names.add(name.toLowerCase());
  }
}

/** "../evil", "/etc/passwd", "C:evil", "xl\\..\\evil" */
const isOutside = (name: string): boolean => /^\/|^[a-z]:|\\|\0|(^|\/)\.\.(\/|$)/i.test(name) || name === '';

function judgeSizes(entries: Entry[], reading: Reading): void {
  let total = 0;
  for (const { compressedSize, uncompressedSize } of entries) {
    total += uncompressedSize;
    if (uncompressedSize <= limits.ratioFrom || uncompressedSize <= limits.ratio * compressedSize) continue;
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

/** Where the entries lie, [start, end) in bytes of the file. */
async function rangesOf(zip: ZipFile, entries: Entry[]): Promise<[number, number][]> {
  const ranges: [number, number][] = [];
  for (const entry of entries) {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true });
    ranges.push([entry.relativeOffsetOfLocalHeader, fileDataStart + entry.compressedSize]);
  }
  return ranges;
}

/** Entries that share bytes unfold to far more than the file could hold. */
function judgeOverlaps(ranges: [number, number][], reading: Reading): void {
  const sorted = [...ranges].sort(([a], [b]) => a - b);
  const isShared = sorted.some(([start], i) => i > 0 && start < (sorted[i - 1] as [number, number])[1]);
  if (isShared)
    refuse(
      reading,
      'archive',
      'parts of the file share the same bytes, as in files that are made to do harm',
      saveAnew,
    );
}
