import { utf8 } from '../bytes.js';
import { without } from '../text/bag-difference.js';
import { plainForm, recordSpots } from '../text/csv-reader.js';
import { csvRecord } from '../text/csv-writer.js';
import { withPlainEnds } from './table-source.js';

/** A change in a table as the least change of its CSV file, in records and in rows. */

interface Record {
  text: string; // as it stands, without its line end
  end: string; // "\r\n", or "" after the last record of a file that ends without one
  width: number; // how many cells
}

/**
 * The file with `rows` in place of `oldRows` (the cells of each record in `old`, as they were read): a record that is
 * the same keeps its text, and without any change the bytes are the old ones. New records are written as the file is; one
 * that is not UTF-8 with commas becomes so. Blank records are no rows.
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
    const same = known.get(key);
    if (record && same) same.push(record);
    else if (record) known.set(key, [record]);
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

const isFilled = (cells: string[]): boolean => cells.some((cell) => cell !== '');

/** One key for rows that are the same: empty cells that are missing at the end count as there, and CRLF as LF. */
const keyOf = (cells: string[], width: number): string =>
  JSON.stringify([...cells.map(withPlainEnds), ...Array<string>(Math.max(width - cells.length, 0)).fill('')]);

/** The records of a file that is UTF-8 with commas; undefined when it is not, or when they are not those that were read. */
function recordsOf(bytes: Uint8Array, rows: string[][]): { mark: string; records: Record[] } | undefined {
  const text = decode(bytes);
  if (text === undefined) return undefined;
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

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What one state of a table has that another has not, in rows. */
export interface RowChanges {
  changed: number; // rows whose key stayed
  added: number;
  removed: number;
}

/** Compares the rows of a table without its header; `keys` are the indexes of the columns that name a row. */
export function rowChanges(before: string[][], after: string[][], keys: number[]): RowChanges {
  const gone = without(before, after, wholeRow);
  const come = without(after, before, wholeRow);
  const keyOf = (row: string[]): string => wholeRow(keys.map((index) => row[index] ?? ''));
  const changed = keys.length === 0 ? 0 : gone.length - without(gone, come, keyOf).length;
  return { changed, added: come.length - changed, removed: gone.length - changed };
}

const wholeRow = (row: string[]): string => JSON.stringify(row.map(withPlainEnds));
