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

/** How much a workbook may hold. A table of 70,000 rows and 8 columns is below them; a bomb is not. */
export const limits = {
  fileBytes: 32 * MiB,
  entries: 1_000, // files in the package
  inflatedBytes: 64 * MiB, // of all entries together
  ratio: 100, // inflated to packed bytes of one entry, …
  ratioFrom: MiB, // … where it inflates to more than this
  cells: 600_000, // a row counts from its first column to its last filled cell
  characters: 64 * MiB, // of all cells together, each use of a shared string counted
  cellCharacters: 32_767, // Excel's own limit
  depth: 100, // of XML elements
  elements: 2_700_000, // XML elements of all parts together: 4 for a text cell, and the rows
  silence: MiB, // characters of XML in which no element begins or ends
  items: 100_000, // of one kind in one part: relationships, styles, comments
  sharedStrings: 1_000_000,
  rows: 1_048_576, // Excel's own limit
  columns: 16_384, // Excel's own limit
  seconds: 60,
};

/** What the reading of one file has spent so far. */
export type Reading = ReturnType<typeof createReading>;

/** The reading of a file that problems call by this name. */
export const createReading = (file: string) => ({
  file,
  place: (): Partial<Place> => ({}), // where the reading is, for refusals: the sheet and the cell
  elements: 0,
  cells: 0,
  characters: 0,
});

/** Thrown where a file as a whole is not read any further, and says why. */
export class Refusal extends Error {
  readonly problems: Problem[];
  constructor(problems: Problem[]) {
    super();
    this.problems = problems.slice(0, PROBLEM_LIMIT);
  }
}

const groupedLimits = Object.fromEntries(Object.entries(limits).map(([name, limit]) => [name, grouped(limit)]));

/** Why a file is refused, in words that may name limits. */
export function refusalOf(reading: Reading, wording: Wording, values = {}, value?: string): Problem {
  const where = { file: reading.file, ...reading.place(), ...(value !== undefined && { value: clip(value) }) };
  return { ...problemOf(wording, where, { ...groupedLimits, ...values }), isPartial: true };
}

/** Refuses the file as a whole. */
export function refuse(...why: Parameters<typeof refusalOf>): never {
  throw new Refusal([refusalOf(...why)]);
}

/** What reading a file gives: a workbook, or why it is refused. Its size and first bytes are judged before `read` unpacks it. */
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

/** Refuses a file in which one part lists too much of one kind: `count` of `things`. */
export function refuseLongList(reading: Reading, count: number, things: string): void {
  if (count > limits.items) refuse(reading, texts.longList, { things });
}

/** Takes the problems of a workbook or of one of its sheets, their places without its name. */
export type Faults = ReturnType<typeof collectFaults>;

/** Collects problems: of each kind so many as a report holds, and how many more. */
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
  else if (!isAt(bytes, 0, [0x50, 0x4b]))
    refuse(reading, isText(bytes.subarray(0, 4096)) ? texts.plainText : texts.noWorkbook);
}

/** "EncryptedPackage" in UTF-16, as bytes. */
const encryptedPackage = [...'EncryptedPackage'].map((letter) => `${letter}\0`).join('');

/** A compound file is a workbook of Excel 97 to 2003, or the envelope of one that has a password. */
const isEncrypted = (bytes: Uint8Array): boolean => new TextDecoder('latin1').decode(bytes).includes(encryptedPackage);

/** Text has no control characters but tabs and line ends; in UTF-16 it begins with a byte order mark. */
function isText(head: Uint8Array): boolean {
  const mark = head.length >= 2 ? ((head[0] as number) << 8) | (head[1] as number) : 0;
  return mark === 0xfffe || mark === 0xfeff || head.every((byte) => byte >= 0x20 || (byte >= 0x09 && byte <= 0x0d));
}
