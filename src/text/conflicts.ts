/** Lines of an unresolved Git conflict, from 1. */
export interface Conflict {
  first: number;
  last: number;
}

/** A line that Git writes into a file with a conflict. A spreadsheet program can have added quotation marks or delimiters. */
const marker = /^"?(?:(<{7}|\|{7}|>{7})(?=[ \t,;"]|$)|(={7})(?="?[\s,;]*$))/;

/** Finds the unresolved Git conflicts of a text. A marker that was left over is a separate conflict; a conflict inside another is not. */
export function conflictsIn(text: string): Conflict[] {
  const found: Conflict[] = [];
  if (!['<<<<<<<', '=======', '>>>>>>>'].some((mark) => text.includes(mark))) return found;
  let open: Conflict | undefined;
  let depth = 0;
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    const [, mark, middle = mark] = marker.exec(line) ?? [];
    if (middle === undefined) continue;
    if (middle.startsWith('<')) depth++;
    if (!open) {
      open = { first: i + 1, last: i + 1 };
      found.push(open);
    }
    open.last = i + 1;
    if (!middle.startsWith('>')) continue;
    depth = Math.max(0, depth - 1);
    if (depth === 0) open = undefined;
  }
  return found;
}

/** Replaces the lines of conflicts by `mark`. */
export function withoutConflicts(text: string, conflicts: Conflict[], mark: string): string {
  let line = 1;
  let next = 0;
  return text.replace(/([^\r\n]*)(\r\n|\n|\r|$)/g, (whole, _, end: string) => {
    while ((conflicts[next]?.last ?? Number.POSITIVE_INFINITY) < line) next++;
    const isInside = line++ >= (conflicts[next]?.first ?? Number.POSITIVE_INFINITY);
    return isInside ? mark + end : whole;
  });
}
