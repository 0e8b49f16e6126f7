import { createOutput } from '../../../csvw/stream/line-template.js';
import { createRowMapper } from '../../../csvw/stream/table-rows.js';
import type { PackHead } from '../../query/figure-packs.js';

/** The size of the rows that become statements at once; the statements take thirty times as much. */
const pieceSize = 1 << 17;

const newline = 10;

/**
 * The statements of a packed file of figures as N-Quads in pieces, without the subjects that are known. `areas`: codes of
 * the wanted areas; empty: all.
 */
export function* figureLines(
  packed: Uint8Array,
  areas: readonly string[],
  graph: string,
  isKnown: (subject: string) => boolean,
): Generator<string> {
  const decoder = new TextDecoder();
  const from = packed.indexOf(newline) + 1;
  const { job, area } = JSON.parse(decoder.decode(packed.subarray(0, from))) as PackHead;
  const rows = areas.length === 0 ? packed.subarray(from) : rowsOf(decoder.decode(packed.subarray(from)), area, areas);
  const { map } = createRowMapper({ ...job, graph });
  const out = createOutput();
  for (let start = 0; start < rows.length; ) {
    const next = rows.indexOf(newline, start + pieceSize);
    const end = next < 0 ? rows.length : next + 1;
    out.length = 0;
    map(rows, start, end, { records: 0, rows: 0 }, { out, report: () => {} });
    yield withoutKnown(decoder.decode(out.bytes.subarray(0, out.length)), isKnown);
    start = end;
  }
}

/** The rows of some areas. No cell contains a comma. */
function rowsOf(text: string, area: number, areas: readonly string[]): Uint8Array {
  const wanted = new Set(areas);
  const kept = text.split('\n').filter((line) => wanted.has(line.split(',', area + 1)[area] ?? ''));
  return new TextEncoder().encode(kept.map((line) => `${line}\n`).join(''));
}

/** The lines whose subject is not known. Lines with the same subject follow each other. */
function withoutKnown(lines: string, isKnown: (subject: string) => boolean): string {
  let [last, isLastKnown] = ['', false];
  const kept = lines.split('\n').filter((line) => {
    const subject = line.slice(1, line.indexOf('>'));
    if (subject !== last) [last, isLastKnown] = [subject, line !== '' && isKnown(subject)];
    return !isLastKnown;
  });
  return kept.join('\n');
}
