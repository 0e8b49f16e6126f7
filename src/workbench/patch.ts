import { binaryText, bytesOfBinary, joinBytes, utf8 } from '../bytes.js';

/** Differences of text files in the unified format, which `git apply` and `patch` read. */

/** Lines around a change. */
const context = 3;

/** A file before and after a change. Without `before`, it is new. */
export interface ChangedFile {
  file: string; // "data/links.csv"
  before: Uint8Array | undefined;
  after: Uint8Array;
}

/** Returns a patch of several files. Bytes of any encoding are kept. */
export function unifiedPatch(files: readonly ChangedFile[]): Uint8Array {
  const parts = files.flatMap(({ file, before, after }) => {
    const [old, own] = [linesOf(before ?? new Uint8Array()), linesOf(after)];
    const hunks = hunksOf(old, own);
    if (hunks.length === 0) return [];
    const end = /\s/.test(file) ? '\t' : ''; // ends a name with spaces
    const head = before === undefined ? 'new file mode 100644\n--- /dev/null\n' : `--- a/${file}${end}\n`;
    const start = utf8(`diff --git a/${file} b/${file}\n${head}+++ b/${file}${end}\n`);
    return [start, ...hunks.map(bytesOfBinary)];
  });
  return joinBytes(parts);
}

/** Splits bytes into lines with their ends. */
const linesOf = (bytes: Uint8Array): string[] => binaryText(bytes).match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** A replacement of lines: `old` lines from `from` by the lines `to` to `end` of the new file. Numbers from 0. */
interface Change {
  from: number;
  old: number;
  to: number;
  own: number;
}

/** Groups changes that are near each other, and writes them with the lines around them. */
function hunksOf(before: string[], after: string[]): string[] {
  const groups: Change[][] = [];
  for (const change of changesOf(before, after)) {
    const last = groups.at(-1)?.at(-1);
    if (last && change.from - (last.from + last.old) <= 2 * context) groups.at(-1)?.push(change);
    else groups.push([change]);
  }
  return groups.map((group) => hunk(group, before, after));
}

function hunk(changes: Change[], before: string[], after: string[]): string {
  const [first, last] = [changes[0] as Change, changes.at(-1) as Change];
  const lead = Math.min(context, first.from);
  const tail = Math.min(context, before.length - last.from - last.old);
  const old = { start: first.from - lead, end: last.from + last.old + tail };
  const own = { start: first.to - lead, end: last.to + last.own + tail };
  let lines = '';
  let at = old.start;
  for (const { from, old: count, to, own: added } of changes) {
    lines += marked(' ', before.slice(at, from)) + marked('-', before.slice(from, from + count));
    lines += marked('+', after.slice(to, to + added));
    at = from + count;
  }
  return `@@ -${range(old)} +${range(own)} @@\n${lines}${marked(' ', before.slice(at, old.end))}`;
}

/** Returns the first line from 1 and the number of lines. An empty range names the line before it. */
const range = ({ start, end }: { start: number; end: number }): string =>
  `${end > start ? start + 1 : start},${end - start}`;

const marked = (mark: string, lines: string[]): string =>
  lines.map((line) => (line.endsWith('\n') ? mark + line : `${mark}${line}\n\\ No newline at end of file\n`)).join('');

/**
 * Compares lines by the shortest list of changes (E. Myers, An O(ND) Difference Algorithm, 1986). Very different files
 * are replaced as a whole.
 */
function changesOf(before: string[], after: string[]): Change[] {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let [oldEnd, ownEnd] = [before.length, after.length];
  while (oldEnd > start && ownEnd > start && before[oldEnd - 1] === after[ownEnd - 1])
    [oldEnd, ownEnd] = [oldEnd - 1, ownEnd - 1];
  if (oldEnd === start && ownEnd === start) return [];
  const [old, own] = [before.slice(start, oldEnd), after.slice(start, ownEnd)];
  const pairs = commonLines(old, own) ?? [];
  const changes: Change[] = [];
  let [i, k] = [0, 0];
  for (const [x, y] of [...pairs, [old.length, own.length] as const]) {
    if (x > i || y > k) changes.push({ from: start + i, old: x - i, to: start + k, own: y - k });
    [i, k] = [x + 1, y + 1];
  }
  return changes;
}

/** Most changed lines for which the shortest list is searched. */
const mostChanges = 1000;

/** Returns the indexes of common lines in both lists, in order. Undefined if the lists differ too much. */
function commonLines(old: string[], own: string[]): (readonly [number, number])[] | undefined {
  const most = Math.min(old.length + own.length, mostChanges);
  const ends = new Map<number, number>([[1, 0]]); // by diagonal: how far in the old list
  const rounds: Map<number, number>[] = [];
  for (let count = 0; count <= most; count++) {
    rounds.push(new Map(ends));
    for (let diagonal = -count; diagonal <= count; diagonal += 2) {
      const [below, above] = [ends.get(diagonal - 1) ?? -1, ends.get(diagonal + 1) ?? -1];
      let x = diagonal === -count || (diagonal !== count && below < above) ? above : below + 1;
      while (x < old.length && x - diagonal < own.length && old[x] === own[x - diagonal]) x++;
      ends.set(diagonal, x);
      if (x >= old.length && x - diagonal >= own.length) return wayBack(rounds, old.length, own.length);
    }
  }
  return undefined;
}

/** Follows the rounds back, and returns the common lines on the way. */
function wayBack(rounds: Map<number, number>[], oldLength: number, ownLength: number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [x, y] = [oldLength, ownLength];
  for (let count = rounds.length - 1; count >= 0; count--) {
    const ends = rounds[count] as Map<number, number>;
    const diagonal = x - y;
    const [below, above] = [ends.get(diagonal - 1) ?? -1, ends.get(diagonal + 1) ?? -1];
    const isDown = diagonal === -count || (diagonal !== count && below < above);
    const from = isDown ? diagonal + 1 : diagonal - 1;
    const fromX = count === 0 ? 0 : (ends.get(from) as number);
    const fromY = count === 0 ? 0 : fromX - from;
    const stopX = count === 0 ? 0 : isDown ? fromX : fromX + 1;
    while (x > stopX && y > (count === 0 ? 0 : stopX - diagonal)) {
      x--;
      y--;
      pairs.push([x, y]);
    }
    [x, y] = [fromX, fromY];
  }
  return pairs.reverse();
}
