import { type CsvForm, cellEnds, plainForm, recordSpots, type Spot } from '../text/csv-reader.js';

/** The records of a CSV file, to show them in a report; no more is asked of the file. */
export interface Records {
  text: string;
  form: CsvForm;
  spots: Spot[]; // of each record
  lines: number[]; // the line of the file, from 1, that each record starts in
}

/** Bytes → records in one pass. UTF-16 is known by its mark; bytes that are no UTF-8 come through as U+FFFD. */
export function scanRecords(bytes: Uint8Array): Records {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : isBigEndian(bytes) ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  const form = { ...plainForm, delimiter: delimiterOf(text) };
  const spots = recordSpots(text, form);
  let line = 1;
  const lines = spots.map(({ start }, i) => {
    line += i === 0 ? 0 : lineStarts(text, spots[i - 1]?.start ?? 0, start).length;
    return line;
  });
  return { text, form, spots, lines };
}

const isBigEndian = (bytes: Uint8Array): boolean => bytes[0] === 0xfe && bytes[1] === 0xff;

/** A cell of a record with its quotes, counted from 1; behind the last one is the record's end, where it would stand. */
export function cellAt({ text, form }: Records, record: Spot, column: number): Spot {
  const ends = cellEnds(text.slice(record.start, record.end), form);
  const end = ends[column - 1];
  const start = column === 1 ? 0 : (ends[column - 2] ?? record.end) + 1;
  return end === undefined
    ? { start: record.end, end: record.end }
    : { start: record.start + start, end: record.start + end };
}

/** Where lines begin in a part of a text, the first left out. */
export function lineStarts(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at++)
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) starts.push(at + 1);
  return starts;
}

/** The character that most often parts the first line: a comma, unless another does it oftener; or what "sep=;" says. */
function delimiterOf(text: string): string {
  const said = /^sep=(.)[\r\n]/i.exec(text)?.[1];
  if (said !== undefined) return said;
  const line = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"?/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}
