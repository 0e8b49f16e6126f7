import type { Io, Output } from './io.js';

/** What the terminal can do, and tables for it. Data goes to stdout, talk to stderr. */

export const hasColor = (io: Io, to: Output = io.stdout): boolean => to.isTTY === true && !io.env['NO_COLOR'];

export const say = (io: Io, words: string): void => void io.stderr.write(`${words}\n`);

/** One line on a terminal that says what is done now, each step over the last; nothing where nobody watches. */
export function progress(io: Io): { step(words: string): void; end(): void } {
  const isWatched = io.stderr.isTTY === true;
  const show = (words: string): void => void (isWatched && io.stderr.write(`\r\u001b[K${words}`));
  return { step: (words) => show(`${words} …`), end: () => show('') };
}

/** Waits until the text is taken, so that a slow reader gets all of it. */
export const print = (io: Io, text: string | Uint8Array, to: Output = io.stdout): Promise<void> =>
  new Promise((resolve) => to.write(text, () => resolve()));

/** Columns side by side, as wide as their longest value; long values are cut at `limit`. */
export function textTable(columns: string[], rows: string[][], limit = 60): string {
  const cut = (value: string): string => {
    const plain = value.replace(/\s+/g, ' ');
    return widthOf(plain) > limit
      ? `${Array.from(plain)
          .slice(0, limit - 1)
          .join('')}…`
      : plain;
  };
  const cells = [columns, ...rows].map((row) => row.map(cut));
  const widths = columns.map((_, i) => Math.max(...cells.map((row) => widthOf(row[i] ?? ''))));
  const line = (row: string[]): string =>
    row
      .map((value, i) => value + ' '.repeat((widths[i] as number) - widthOf(value)))
      .join('  ')
      .trimEnd();
  const [head = [], ...body] = cells;
  const rule = widths.map((width) => '─'.repeat(width)).join('  ');
  return `${[line(head), rule, ...body.map(line)].join('\n')}\n`;
}

const widthOf = (text: string): number => Array.from(text).length;
