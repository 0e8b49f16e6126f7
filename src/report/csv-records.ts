/** Where the records and cells of a CSV file stand in its text: enough to show them, and no more is asked of the file. */

export interface Records {
  text: string;
  delimiter: string;
  starts: number[]; // of each record, in UTF-16 units
  lines: number[]; // the line of the file, from 1, that each record starts in
}

export interface Spot {
  start: number;
  end: number;
}

/** Bytes → records in one pass. UTF-16 is known by its mark; bytes that are no UTF-8 come through as U+FFFD. */
export function scanRecords(bytes: Uint8Array): Records {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : isBigEndian(bytes) ? 'utf-16be' : 'utf-8';
  const text = new TextDecoder(encoding).decode(bytes);
  const records: Records = { text, delimiter: delimiterOf(text), starts: [], lines: [] };
  for (let at = 0, line = 1; at < text.length; ) {
    records.starts.push(at);
    records.lines.push(line);
    const end = endOfRecord(text, at, records.delimiter);
    line += lineStarts(text, at, end).length + 1;
    at = end + (text.startsWith('\r\n', end) ? 2 : 1);
  }
  return records;
}

const isBigEndian = (bytes: Uint8Array): boolean => bytes[0] === 0xfe && bytes[1] === 0xff;

/** A record without its line end; records count from 1. Undefined where the file has no such record. */
export function recordAt({ text, delimiter, starts }: Records, row: number): Spot | undefined {
  const start = starts[row - 1];
  return start === undefined ? undefined : { start, end: endOfRecord(text, start, delimiter) };
}

/** A cell of a record with its quotes, counted from 1; behind the last one is the record's end, where it would stand. */
export function cellAt({ text, delimiter }: Records, record: Spot, column: number): Spot {
  for (let start = record.start, at = 1; ; at++) {
    const end = endOfCell(text, start, delimiter);
    if (at === column) return { start, end };
    if (end >= record.end) return { start: record.end, end: record.end };
    start = end + 1;
  }
}

/** Where lines begin in a part of a text, the first left out. */
export function lineStarts(text: string, from: number, to: number): number[] {
  const starts: number[] = [];
  for (let at = from; at < to; at++)
    if (text[at] === '\n' || (text[at] === '\r' && text[at + 1] !== '\n')) starts.push(at + 1);
  return starts;
}

function endOfRecord(text: string, start: number, delimiter: string): number {
  let end = endOfCell(text, start, delimiter);
  while (text[end] === delimiter) end = endOfCell(text, end + 1, delimiter);
  return end;
}

function endOfCell(text: string, start: number, delimiter: string): number {
  let at = text[start] === '"' ? behindQuotes(text, start) : start;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n' && text[at] !== '\r') at++;
  return at;
}

/** Behind the quote that closes; a doubled one does not, and where none does the file ends in quotes. */
function behindQuotes(text: string, start: number): number {
  for (let from = start + 1; ; ) {
    const quote = text.indexOf('"', from);
    if (quote < 0) return text.length;
    if (text[quote + 1] !== '"') return quote + 1;
    from = quote + 2;
  }
}

/** The character that most often parts the first line: a comma, unless another does it oftener; or what "sep=;" says. */
function delimiterOf(text: string): string {
  const said = /^sep=(.)[\r\n]/i.exec(text)?.[1];
  if (said !== undefined) return said;
  const line = (/[^\r\n]+/.exec(text)?.[0] ?? '').replace(/"[^"]*"?/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.reduce((most, one) => (one.count > most.count ? one : most)).delimiter;
}
