import type { Row } from '../../csvw/rows/rows.js';
import { columnNumber, type Place, type Problem, placesOf, type Wording, wordsOf } from '../../problem.js';
import { compareCodePoints } from '../../text/order.js';
import texts from '../messages.json' with { type: 'json' };
import { columnAt, type Sheet } from '../table-group.js';

/** Combines problems that have one cause: the place of the first, and the cells of all others. */
export function oneOf(problems: Problem[], wording?: Wording, values?: Record<string, unknown>): Problem {
  const first = problems.find(({ count }) => count === undefined) ?? (problems[0] as Problem);
  const { related: _, missing: __, ...rest } = first;
  const cells = new Set([cellOf(first.where)]); // each is listed once
  const also = problems
    .flatMap((problem) => placesOf(problem).map((place): Place => ({ ...ownWords(problem, first), ...place })))
    .filter((place) => place.cell !== undefined && cells.size < cells.add(cellOf(place)).size)
    .sort(
      (a, b) => compareCodePoints(a.file, b.file) || (a.row ?? 0) - (b.row ?? 0) || columnNumber(a) - columnNumber(b),
    );
  if (problems.length === 1 && !wording) return first;
  const isSame = problems.every(({ fix }) => fix === first.fix);
  return {
    ...rest,
    fix: (isSame && first.fix?.replace(texts.oneCell.fix, texts.sameCause.fix)) || texts.sameCause.fix,
    ...(wording && wordsOf(wording, { ...values, message: sentence(first.message) })),
    ...(also.length > 0 && { also }),
  };
}

const cellOf = ({ file, sheet = '', cell }: Place): string => `${file}\n${sheet}\n${cell}`;

/** The words of a problem for its own cell, if the first cell has others. */
const ownWords = ({ message, suggestion }: Problem, first: Problem): Partial<Place> => ({
  ...(message !== first.message && { message }),
  ...(suggestion !== undefined && { suggestion }),
});

/** The number of cells with a problem, including cells that are only counted. */
export const cellCount = (problems: Problem[]): number =>
  problems.reduce((sum, problem) => sum + (problem.count ?? placesOf(problem).length), 0);

/** Problems that have one cause, and the problem that replaces them. */
export interface Cause {
  of: Problem[];
  problem: Problem;
  assumed?: AssumedRow[];
}

/** A row as it most likely was before an accident. Rules judge the graph with it, so that they report no consequences. */
export interface AssumedRow {
  sheet: Sheet;
  row: Row; // its number is 0 if the row is missing
}

/** Returns a row with a key. Its other cells are copied from `known`, or empty. */
export function assumedRow(sheet: Sheet, key: string, known?: Row): AssumedRow {
  const column = columnAt(sheet.table, sheet.table.primaryKey[0]);
  const cells = sheet.header.columns.map((one, index) => (one === column ? key : (known?.cells[index] ?? '')));
  return { sheet, row: { number: known?.number ?? 0, cells } };
}

/** Adds a missing full stop to a message, so that a sentence can follow. */
export const sentence = (message: string): string => (/[.?]$/.test(message) ? message : `${message}.`);

/** Replaces problems by their causes. The cause has the position of its first problem. */
export function replaceBy(problems: Problem[], causes: Cause[]): Problem[] {
  const causeOf = new Map(causes.flatMap((cause) => cause.of.map((one) => [one, cause] as const)));
  const done = new Set<Cause>();
  return problems.flatMap((problem) => {
    const cause = causeOf.get(problem);
    if (!cause) return [problem];
    if (done.has(cause)) return [];
    done.add(cause);
    return [cause.problem];
  });
}
