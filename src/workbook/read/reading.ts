import { isAt } from '../../bytes.js';
import {
  clip,
  collectProblems,
  grouped,
  type Place,
  PROBLEM_LIMIT,
  type Problem,
  problemOf,
  type Wording,
} from '../../problem.js';
import texts from '../messages.json' with { type: 'json' };
import type { Workbook, WorkbookResult } from '../workbook.js';

const MiB = 1024 * 1024;

/** Limits of a workbook. They allow a table of 70,000 rows and 8 columns, but not a ZIP bomb. */
export const limits = {
  fileBytes: 32 * MiB,
  entries: 1_000, // files in the package
  inflatedBytes: 64 * MiB, // of all entries together
  ratio: 100, // inflated to packed bytes of one entry
  ratioFrom: MiB, // smaller entries can have any ratio
  cells: 600_000, // a row counts from its first column to its last filled cell
  characters: 64 * MiB, // of all cells together, each use of a shared string counted
  cellCharacters: 32_767, // Excel's own limit
  depth: 100, // of XML elements
  elements: 2_700_000, // XML elements of all parts together: 4 for a text cell, and the rows
  silence: MiB, // characters of XML between two tags
  items: 100_000, // of one kind in one part: relationships, styles, comments
  sharedStrings: 1_000_000,
  rows: 1_048_576, // Excel's own limit
  columns: 16_384, // Excel's own limit
  seconds: 60,
};

/** The state and costs of reading one file. */
export type Reading = ReturnType<typeof createReading>;

export const createReading = (file: string) => ({
  file,
  place: (): Partial<Place> => ({}), // the current sheet and cell, for refusals
  elements: 0,
  cells: 0,
  characters: 0,
});

/** Thrown if a file is rejected as a whole. */
export class Refusal extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super();
    this.problems = problems.slice(0, PROBLEM_LIMIT);
  }
}

const groupedLimits = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, grouped(limit)]));

/** Returns the problem for which a file is rejected. Its text can name limits. */
export function refusalOf(reading: Reading, wording: Wording, values = {}, value?: string): Problem {
  const where = { file: reading.file, ...reading.place(), ...(value !== undefined && { value: clip(value) }) };
  return { ...problemOf(wording, where, { ...groupedLimits, ...values }), isPartial: true };
}

/** Rejects the whole file. */
export function refuse(...why: Parameters<typeof refusalOf>): never {
  throw new Refusal([refusalOf(...why)]);
}

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

/** Rejects a file if a part has too many `things`. */
export function refuseLongList(reading: Reading, count: number, things: string): void {
  if (count > limits.items) refuse(reading, texts.longList, { things });
}

/** Collector for the problems of a workbook or of one of its sheets. */
export type Faults = ReturnType<typeof collectFaults>;

/** Collects problems, with the file and sheet added. */
export function collectFaults(place: { file: string; sheet?: string }) {
  const { tell, end } = collectProblems();
  return {
    tell(wording: Wording, given: Partial<Place> = {}, values?: Record<string, unknown>): void {
      const where = { ...place, ...given };
      if (where.value !== undefined) where.value = clip(where.value);
      tell(problemOf(wording, where, values));
    },
    end,
  };
}

function judgeSignature(bytes: Uint8Array, reading: Reading): void {
  if (bytes.length > limits.fileBytes) refuse(reading, texts.tooManyBytes, { count: grouped(bytes.length) });
  else if (bytes.length === 0) refuse(reading, texts.emptyFile);
  else if (isAt(bytes, 0, [0xd0, 0xcf, 0x11, 0xe0]))
    refuse(reading, isEncrypted(bytes) ? texts.password : texts.oldExcel);
  else if (!isAt(bytes, 0, [0x50, 0x4b]) && !isPlainOpenDocument(bytes))
    refuse(reading, isText(bytes.subarray(0, 4096)) ? texts.plainText : texts.noWorkbook);
}

const latin1 = new TextDecoder('latin1');

/** Returns bytes as characters, without the NULs of UTF-16. */
export const asciiOf = (bytes: Uint8Array): string => latin1.decode(bytes).replaceAll('\0', '');

/** True for an OpenDocument file that is one XML document (.fods). */
export function isPlainOpenDocument(bytes: Uint8Array): boolean {
  const head = asciiOf(bytes.subarray(0, 8192));
  return /<(?:[\w-]+:)?document\s/.test(head) && head.includes('urn:oasis:names:tc:opendocument:xmlns:office:');
}

/** "EncryptedPackage" in UTF-16. */
const encryptedPackage = [...'EncryptedPackage'].map((letter) => `${letter}\0`).join('');

/** True for a workbook with a password. Other compound files are workbooks of Excel 97–2003. */
const isEncrypted = (bytes: Uint8Array): boolean => latin1.decode(bytes).includes(encryptedPackage);

/** True for text: no control characters except tabs and line ends, or a byte order mark of UTF-16. */
function isText(head: Uint8Array): boolean {
  const mark = head.length >= 2 ? ((head[0] as number) << 8) | (head[1] as number) : 0;
  return mark === 0xfffe || mark === 0xfeff || head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
