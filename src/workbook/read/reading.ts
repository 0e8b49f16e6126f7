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

/** Limits of a workbook. */
export type Limits = typeof limits;

/** Limits of a workbook that is converted row by row, so that only its shared strings are in memory. */
export const streamLimits: Limits = {
  ...limits,
  fileBytes: 64 * MiB,
  inflatedBytes: 200 * MiB,
  cells: 40_000_000,
  characters: 4096 * MiB,
  elements: 40_000_000,
  seconds: 600,
};

/** The state and costs of reading one file. */
export type Reading = ReturnType<typeof createReading>;

export const createReading = (file: string, allowed: Limits = limits) => ({
  file,
  limits: allowed,
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

const groupedLimits = (allowed: Limits) =>
  Object.fromEntries(Object.entries(allowed).map(([name, limit]) => [name, grouped(limit)]));

/** Returns the problem for which a file is rejected. Its text can name limits. */
export function refusalOf(reading: Reading, wording: Wording, values = {}, value?: string): Problem {
  const where = { file: reading.file, ...reading.place(), ...(value !== undefined && { value: clip(value) }) };
  return { ...problemOf(wording, where, { ...groupedLimits(reading.limits), ...values }), isPartial: true };
}

/** Rejects the whole file. */
export function refuse(...why: Parameters<typeof refusalOf>): never {
  throw new Refusal([refusalOf(...why)]);
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

const latin1 = new TextDecoder('latin1');

/** Returns bytes as characters, without the NULs of UTF-16. */
export const asciiOf = (bytes: Uint8Array): string => latin1.decode(bytes).replaceAll('\0', '');
