import type { Json, Report } from '../vocabulary/json.js';
import { type Bound, boundNames } from './constraints.js';
import { decimalOf } from './decimals.js';
import { kindOf, lexicalFault } from './kinds.js';
import type { Datatype } from './reading.js';

/**
 * Limits of a datatype description (Metadata Vocabulary, section 5.11.2), and what cannot be true of them together.
 * `checkProperties` has told already of values of the wrong kind and left them out.
 */

type Limits = Omit<Datatype, 'base'>;

/** The lengths and bounds of a description, as far as its base takes them. */
export function readLimits(given: Json, base: string, path: string, report: Report): Limits {
  return { ...readLengths(given, base, path, report), ...readBounds(given, base, path, report) };
}

const lengthNames = ['length', 'minLength', 'maxLength'] as const;

function readLengths(given: Json, base: string, path: string, report: Report): Limits {
  const limits: Limits = {};
  for (const name of lengthNames) {
    const value = given[name];
    if (typeof value !== 'number') continue;
    if (!kindOf(base).size) report(path, `${name} is for text and bytes, not for ${base}`);
    else limits[name] = value;
  }
  const { length, minLength, maxLength } = limits;
  const isMore = (a: number | undefined, b: number | undefined) => a !== undefined && b !== undefined && a > b;
  if (isMore(minLength, length)) report(path, `length ${length} is less than minLength ${minLength}`);
  if (isMore(length, maxLength)) report(path, `length ${length} is more than maxLength ${maxLength}`);
  if (isMore(minLength, maxLength)) report(path, `minLength ${minLength} is more than maxLength ${maxLength}`);
  return limits;
}

/** "minimum" and "maximum" say the same as the inclusive bounds, which count when both are there. */
const propertiesOf: Record<Bound, string[]> = {
  minInclusive: ['minimum', 'minInclusive'],
  maxInclusive: ['maximum', 'maxInclusive'],
  minExclusive: ['minExclusive'],
  maxExclusive: ['maxExclusive'],
};

function readBounds(given: Json, base: string, path: string, report: Report): Limits {
  const limits: Limits = {};
  for (const name of boundNames) {
    for (const property of propertiesOf[name]) {
      const bound = readBound(given[property], property, base, path, report);
      if (bound !== undefined) limits[name] = bound;
    }
  }
  checkBounds(limits, base, path, report);
  return limits;
}

function readBound(value: unknown, name: string, base: string, path: string, report: Report): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const kind = kindOf(base);
  if (!kind.compare) report(path, `${name} is for numbers, dates, times and durations, not for ${base}`);
  else {
    const bound = typeof value === 'string' ? value : decimalOf(value);
    const fault = lexicalFault(kind, bound);
    if (fault === undefined) return bound;
    report(path, `${name} "${bound}" is no ${base}: ${fault}`);
  }
  return undefined;
}

/** Pairs that leave no value, with the orders of lower and upper bound that do so. */
const pairs = [
  { lower: 'minInclusive', upper: 'maxInclusive', isEmpty: (order: number) => order > 0 },
  { lower: 'minInclusive', upper: 'maxExclusive', isEmpty: (order: number) => order >= 0 },
  { lower: 'minExclusive', upper: 'maxExclusive', isEmpty: (order: number) => order > 0 },
  { lower: 'minExclusive', upper: 'maxInclusive', isEmpty: (order: number) => order >= 0 },
] as const;

function checkBounds(limits: Limits, base: string, path: string, report: Report): void {
  const { minInclusive, minExclusive, maxInclusive, maxExclusive } = limits;
  if (minInclusive !== undefined && minExclusive !== undefined)
    report(path, 'has both minInclusive and minExclusive: one of them says it');
  if (maxInclusive !== undefined && maxExclusive !== undefined)
    report(path, 'has both maxInclusive and maxExclusive: one of them says it');
  const { compare } = kindOf(base);
  for (const { lower, upper, isEmpty } of pairs) {
    const [low, high] = [limits[lower], limits[upper]];
    if (compare && low !== undefined && high !== undefined && isEmpty(compare(low, high)))
      report(path, `no value can be within ${lower} ${low} and ${upper} ${high}`);
  }
}
