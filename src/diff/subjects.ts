import { headAt, openCursor, skipSame, takeSubject } from './cursor.js';
import { fromBytes, type Pieces } from './pieces.js';
import { readStatements, type Said } from './statement.js';

/** A subject of which the two sides do not say the same, with all that each says. */
export interface Subject {
  iri: string;
  before: Said[];
  after: Said[];
}

/** A side cannot be compared as it stands: its lines are not in order, or not as canonical N-Quads are written. */
export interface Unfit {
  unfit: 'from' | 'to';
}

/** Goes through two sorted sides at once and gives the subjects that differ, in the order of their lines. */
export function* differingSubjects(from: Pieces, to: Pieces): Generator<Subject | Unfit> {
  const [one, other] = [openCursor(from), openCursor(to)];
  const isInOrder = { from: orderly(), to: orderly() };
  for (;;) {
    skipSame(one, other);
    const [x, y] = [headAt(one), headAt(other)];
    if (x === undefined && y === undefined) return;
    const isFirst = x !== undefined && (y === undefined || x <= y);
    const isSecond = y !== undefined && (x === undefined || y <= x);
    const head = (isFirst ? x : y) as string;
    if (isFirst && !isInOrder.from(head)) yield { unfit: 'from' };
    if (isSecond && !isInOrder.to(head)) yield { unfit: 'to' };
    const [a, b] = [isFirst ? takeSubject(one, head) : '', isSecond ? takeSubject(other, head) : ''];
    if (a === b) continue;
    const [before, after] = [readStatements(linesOf(a)), readStatements(linesOf(b))];
    if (!before) yield { unfit: 'from' };
    if (!after) yield { unfit: 'to' };
    if (before && after && !isSame(before, after)) yield { iri: fromBytes(head.slice(1, -2)), before, after };
  }
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.slice(0, -1).split('\n'));

/** Tells whether each head comes after the one before. */
function orderly(): (head: string) => boolean {
  let last = '';
  return (head) => {
    const isAfter = last < head;
    last = head;
    return isAfter;
  };
}

const isSame = (some: Said[], others: Said[]): boolean =>
  some.length === others.length &&
  some.every(({ property, value }, i) => property === others[i]?.property && value === others[i]?.value);
