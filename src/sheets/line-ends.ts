import type { Rows } from '../csvw/rows/rows.js';
import { cellAddress, type Problem } from '../problem.js';
import { lineEndAt, textOffsets } from '../text/csv-reader.js';

/**
 * Line ends of more kinds than one, or of the kind that no program writes any more, are taken as they come; when the
 * rows then differ in length, one of them stood inside a cell, and nobody knows which.
 */
export function lineEndProblems(text: string, { rows, start, ends }: Rows, file: string): Problem[] {
  const counts = countLineEnds(text, start, ends);
  const kinds = (Object.keys(counts) as LineEnd[]).filter((kind) => counts[kind] > 0);
  if (kinds.length < 2 && counts.CR === 0) return [];
  const width = rows[0]?.cells.length ?? 0;
  const ragged = rows.find(({ cells }) => cells.length !== width && cells.some((cell) => cell !== ''));
  const found = kinds.map((kind) => `${counts[kind]} ${kind}`).join(', ');
  const message = `the lines end in different or old ways: ${found}`;
  if (!ragged) return [{ code: 'line-ends', severity: 'notice', message, where: { file }, fix: saveAnew }];
  return [
    {
      code: 'line-ends',
      severity: 'error',
      message: `${message}; this row has ${ragged.cells.length} of ${width} cells, so some may have stood inside a cell`,
      where: { file, row: ragged.number, cell: cellAddress(ragged.number, Math.min(ragged.cells.length, width) + 1) },
      fix: `join the lines of this row, or ${saveAnew}`,
    },
  ];
}

/** A text whose every line ends with CR CR LF, as a program makes it that writes each line end twice, with simple ones. */
export function withoutDoubledEnds(text: string, file: string): { text: string; problems: Problem[] } {
  if (!text.includes('\r\r\n') || /[\r\n]/.test(text.replaceAll('\r\r\n', ''))) return { text, problems: [] };
  const message = 'the lines end in an odd way, with CR CR LF: they were read as ended once';
  const notice: Problem = { code: 'line-ends', severity: 'notice', message, where: { file }, fix: saveAnew };
  return { text: text.replaceAll('\r\r\n', '\r\n'), problems: [notice] };
}

const saveAnew = 'save the sheet anew from the spreadsheet program';

type LineEnd = 'CRLF' | 'LF' | 'CR';

const names: Record<string, LineEnd> = { '\r\n': 'CRLF', '\n': 'LF', '\r': 'CR' };

/** How often each kind ends a line above the first record, which begins at `start`, or a record. */
function countLineEnds(text: string, start: number, ends: number[]): Record<LineEnd, number> {
  const counts = { CRLF: 0, LF: 0, CR: 0 };
  if (!text.includes('\r')) return counts;
  const above = text.slice(0, start).match(/\r\n|\n|\r/g) ?? [];
  const records = text.slice(start);
  const below = textOffsets(records, ends).map((end) => lineEndAt(records, end));
  for (const end of [...above, ...below]) {
    const name = names[end];
    if (name) counts[name]++;
  }
  return counts;
}
