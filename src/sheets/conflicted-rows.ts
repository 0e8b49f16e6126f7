import type { Row } from '../csvw/rows/rows.js';
import { conflictProblems, type Problem } from '../problem.js';
import { conflictsIn, withoutConflicts } from '../text/conflicts.js';

/** Replaces a line of a conflict. No line of a readable file is a NUL. */
const gap = '\0';

/** Empties the lines of unresolved Git conflicts, so that they cause no other problem. */
export function emptyConflicts(text: string): string {
  const conflicts = conflictsIn(text);
  return conflicts.length > 0 ? withoutConflicts(text, conflicts, gap) : text;
}

/** Removes the emptied rows and reports the conflicts at the rows where they begin. `text` is the original. */
export function rowsOutside(rows: Row[], text: string, file: string): { rows: Row[]; problems: Problem[] } {
  const isGap = ({ cells }: Row): boolean => cells.length === 1 && cells[0] === gap;
  const gaps = rows.filter(isGap);
  let at = 0;
  const problems = conflictProblems(text, file, ({ first, last }) => {
    const row = gaps[at]?.number ?? first;
    at += last - first + 1;
    return row;
  });
  return { rows: rows.filter((row) => !isGap(row)), problems };
}
