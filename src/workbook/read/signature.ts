import { isAt } from '../../bytes.js';
import { grouped } from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import type { Workbook, WorkbookResult } from '../workbook.js';
import type { Archive } from './archive.js';
import formats from './other-formats.json' with { type: 'json' };
import { asciiOf, createReading, type Reading, Refusal, refuse } from './reading.js';

/** Returns a workbook, or the problems for which it is rejected. Checks the size and first bytes before `read`. */
export async function resultOf(
  bytes: Uint8Array,
  file: string,
  read: () => Workbook | Promise<Workbook>,
): Promise<WorkbookResult> {
  try {
    judgeSignature(bytes, createReading(file));
    return { workbook: await read(), problems: [] };
  } catch (error) {
    if (error instanceof Refusal) return { problems: error.problems };
    throw error;
  }
}

/** Rejects a file by its size or its first bytes. */
export function judgeSignature(bytes: Uint8Array, reading: Reading): void {
  if (bytes.length > reading.limits.fileBytes) refuse(reading, texts.tooManyBytes, { count: grouped(bytes.length) });
  else if (bytes.length === 0) refuse(reading, texts.emptyFile);
  else if (isAt(bytes, 0, [0x50, 0x4b]) || isPlainOpenDocument(bytes)) return;
  else if (isAt(bytes, 0, [0xd0, 0xcf, 0x11, 0xe0])) refuseCompound(asciiOf(bytes), reading);
  const head = asciiOf(bytes.subarray(0, 4096)).replace(/^ï»¿/, '');
  refuseKnown(reading, ({ head: pattern }) => pattern !== undefined && new RegExp(pattern, 'i').test(head));
  refuse(reading, isText(bytes.subarray(0, 4096)) ? texts.plainText : texts.noWorkbook);
}

/** Rejects a compound file: a workbook with a password, or a document of Office 97–2003. Its streams have names. */
function refuseCompound(text: string, reading: Reading): never {
  if (text.includes('EncryptedPackage')) refuse(reading, texts.password);
  refuseKnown(reading, ({ stream }) => stream !== undefined && text.includes(stream));
  return refuse(reading, texts.oldExcel);
}

interface OtherFormat {
  head?: string; // a pattern for the first bytes
  stream?: string; // in a compound file
  part?: string; // in a ZIP file
  what: string; // "a PDF document"
  fix: string;
}

/** Rejects a file in another known format. */
function refuseKnown(reading: Reading, isFormat: (format: OtherFormat) => boolean): void {
  const found = (formats as OtherFormat[]).find(isFormat);
  if (found) refuse(reading, texts.otherDocument, { what: found.what, fix: found.fix });
}

/** Rejects a package that is not a workbook. */
export function refusePackage(reading: Reading, archive: Archive, found = 'This file is not a workbook'): never {
  refuseKnown(reading, ({ part }) => part !== undefined && archive.find(part) !== undefined);
  return refuse(reading, texts.otherFile, { found });
}

/** True for an OpenDocument file that is one XML document (.fods). */
export function isPlainOpenDocument(bytes: Uint8Array): boolean {
  const head = asciiOf(bytes.subarray(0, 8192));
  return /<(?:[\w-]+:)?document\s/.test(head) && head.includes('urn:oasis:names:tc:opendocument:xmlns:office:');
}

/** True for an OpenDocument file in either form. A package begins with its media type (OpenDocument 1.3, part 2, section 3.3). */
export const isOpenDocumentFile = (bytes: Uint8Array): boolean =>
  isPlainOpenDocument(bytes) ||
  (isAt(bytes, 0, [0x50, 0x4b]) &&
    asciiOf(bytes.subarray(0, 128)).includes('mimetypeapplication/vnd.oasis.opendocument'));

/** True for text: no control characters except tabs and line ends, or a byte order mark of UTF-16. */
function isText(head: Uint8Array): boolean {
  const mark = head.length >= 2 ? ((head[0] as number) << 8) | (head[1] as number) : 0;
  return mark === 0xfffe || mark === 0xfeff || head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
