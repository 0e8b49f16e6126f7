import { kindOf } from './kinds.js';
import type { Compare, Datatype } from './reading.js';

/** Limits on length and value (Model for Tabular Data, sections 4.6.1 and 4.6.2). */

interface Limit {
  fault: string;
  holds(lexical: string): boolean;
}

/** Compiles a datatype's limits: what is wrong with a valid lexical form, or nothing. */
export function compileLimits(datatype: Datatype): ((lexical: string) => string | undefined) | undefined {
  const { size, compare } = kindOf(datatype.base);
  const limits = [...(size ? lengthLimits(datatype, size) : []), ...(compare ? valueLimits(datatype, compare) : [])];
  if (limits.length === 0) return undefined;
  return (lexical) => limits.find((limit) => !limit.holds(lexical))?.fault;
}

const binary = new Set(['base64Binary', 'binary', 'hexBinary']);

function lengthLimits({ base, length, ...datatype }: Datatype, size: (lexical: string) => number): Limit[] {
  const { minLength = length, maxLength = length } = datatype;
  const unit = binary.has(base) ? 'bytes' : 'characters';
  const limits: Limit[] = [];
  if (minLength !== undefined)
    limits.push({ fault: `shorter than ${minLength} ${unit}`, holds: (lexical) => size(lexical) >= minLength });
  if (maxLength !== undefined)
    limits.push({ fault: `longer than ${maxLength} ${unit}`, holds: (lexical) => size(lexical) <= maxLength });
  if (length !== undefined)
    limits.push({ fault: `not of ${length} ${unit}`, holds: (lexical) => size(lexical) === length });
  return limits;
}

/** Each kind of bound: the words of its fault, and which orders of value and bound it allows. NaN is never allowed. */
const bounds = {
  minInclusive: { words: 'less than', allows: (order: number) => order >= 0 },
  maxInclusive: { words: 'more than', allows: (order: number) => order <= 0 },
  minExclusive: { words: 'not more than', allows: (order: number) => order > 0 },
  maxExclusive: { words: 'not less than', allows: (order: number) => order < 0 },
};

export type Bound = keyof typeof bounds;
/** The four properties for bounds; metadata has two more words for the inclusive ones. */
export const boundNames = Object.keys(bounds) as Bound[];

function valueLimits(datatype: Datatype, compare: Compare): Limit[] {
  return boundNames.flatMap((name) => {
    const bound = datatype[name];
    if (bound === undefined) return [];
    const { words, allows } = bounds[name];
    return [{ fault: `${words} ${bound}`, holds: (lexical: string) => allows(compare(lexical, bound)) }];
  });
}
