import { textOf, utf8 } from '../bytes.js';

/**
 * What threads find out about a file besides its rows: which series, codes and names there are. It is little, so each
 * thread writes what is new to it into one shared memory, and it is read when all have ended.
 */
export interface Findings {
  counts: Int32Array; // see `counters`
  log: Uint8Array; // findings as lines of JSON
}

export type Finding =
  | { kind: 'series'; series: string; name: string }
  | { kind: 'indicator'; series: string; indicator: string }
  | { kind: 'shape'; series: string; dimensions: string[]; attributes: string[] } // which of them a row has
  | { kind: 'code'; concept: string; code: string; found: string; name: string }
  | { kind: 'area'; area: string; name: string };

/** How many there were, in all threads together. */
export const counters = { used: 0, rows: 1, numbers: 2, bounds: 3, missing: 4, kilobytes: 5 };

const logSize = 1 << 26; // pages that nobody writes to take no memory

/** Room for so many bytes: shared where several threads work. */
export type Room = (bytes: number) => ArrayBuffer | SharedArrayBuffer;

/** Findings with nothing in them yet. */
export const createFindings = (room: Room): Findings => ({
  counts: new Int32Array(room(4 * Object.keys(counters).length)),
  log: new Uint8Array(room(logSize)),
});

/** Adds a finding; false when there are more than anybody could use. */
export function tell({ counts, log }: Findings, finding: Finding): boolean {
  const line = utf8(`${JSON.stringify(finding)}\n`);
  const at = Atomics.add(counts, counters.used, line.length);
  if (at + line.length > log.length || at < 0) {
    Atomics.sub(counts, counters.used, line.length);
    return false;
  }
  log.set(line, at);
  return true;
}

/** All findings from a byte of the log on, each once or more; to be called when no thread is at work. */
export function readFindings({ counts, log }: Findings, from: number): Finding[] {
  const lines = textOf(log.slice(from, counts[counters.used])); // a copy, for no shared memory can be decoded
  return lines.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Finding]));
}

/** Adds what a chunk of so many bytes held. */
export function addCounts(
  { counts }: Findings,
  { rows, value, bound, missing }: Record<'rows' | 'value' | 'bound' | 'missing', number>,
  bytes: number,
): void {
  Atomics.add(counts, counters.rows, rows);
  Atomics.add(counts, counters.numbers, value);
  Atomics.add(counts, counters.bounds, bound);
  Atomics.add(counts, counters.missing, missing);
  Atomics.add(counts, counters.kilobytes, bytes >> 10);
}

export const countOf = ({ counts }: Findings, name: keyof typeof counters): number =>
  Atomics.load(counts, counters[name]);
