import { sameBytes, textOf, utf8 } from '../bytes.js';
import { csvRecord, plainForm, recordSpots } from '../text/csv.js';
import { addTo } from '../text/order.js';
import { withPlainEnds } from './three-way.js';

interface Record {
  text: string; // as in the file, without its line end
  end: string; // "\r\n", or "" if the file ends without a line end
  width: number; // number of cells
}

/**
 * Replaces `oldRows` (the cells of each record in `old`) with `rows`. Unchanged records keep their text, and an unchanged
 * file keeps its bytes. The result is UTF-8 with commas, and has the line ends of the old file.
 */
export function mergeCsv(old: Uint8Array, oldRows: string[][], rows: string[][]): Uint8Array {
  const width = oldRows[0]?.length ?? 0;
  const before = oldRows.map((cells) => keyOf(cells, width));
  const kept = rows.filter(isFilled);
  const after = kept.map((cells) => keyOf(cells, width));
  const filled = before.filter((_, i) => isFilled(oldRows[i] as string[]));
  if (filled.length === after.length && filled.every((key, i) => key === after[i])) return old;
  const file = recordsOf(old, oldRows);
  const known = new Map<string, Record[]>();
  for (const [i, key] of before.entries()) {
    const record = file?.records[i];
    if (record) addTo(known, key, record);
  }
  const lineEnd = file?.records.find(({ end }) => end !== '')?.end ?? '\n';
  const endsOpen = file?.records.at(-1)?.end === '';
  const texts = kept.map((cells, i) => {
    const record = known.get(after[i] as string)?.shift();
    const end = endsOpen && i === kept.length - 1 ? '' : record?.end || lineEnd;
    return (record?.text ?? csvRecord(cells)) + end;
  });
  return utf8((file?.mark ?? '') + texts.join(''));
}

/** True if a row has a filled cell. */
export const isFilled = (cells: string[]): boolean => cells.some((cell) => cell !== '');

/** Returns a key that is equal for equal rows. Missing cells count as empty, and CRLF as LF. */
const keyOf = (cells: string[], width: number): string =>
  JSON.stringify([...cells.map(withPlainEnds), ...Array<string>(Math.max(width - cells.length, 0)).fill('')]);

/** Returns the records of a UTF-8 file with commas. Undefined for other files, or if the records differ from `rows`. */
function recordsOf(bytes: Uint8Array, rows: string[][]): { mark: string; records: Record[] } | undefined {
  const text = textOf(bytes);
  if (!sameBytes(utf8(text), bytes)) return undefined;
  const mark = text.startsWith('\ufeff') ? '\ufeff' : '';
  const plain = text.slice(mark.length);
  const records = recordSpots(plain, plainForm).map(
    ({ start, end, width }, i, all): Record => ({
      text: plain.slice(start, end),
      end: plain.slice(end, all[i + 1]?.start),
      width,
    }),
  );
  const isSame = records.length === rows.length && records.every(({ width }, i) => width === rows[i]?.length);
  return isSame ? { mark, records } : undefined;
}
