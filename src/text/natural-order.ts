import { compareCodePoints } from './order.js';

const parts = /\d+|\D+/g;

/** Codes as people count: 1.2 before 1.10, and 1.10 before 1.a; texts alike are told apart by code point. */
export function compareNaturally(a: string, b: string): number {
  const ours = a.match(parts) ?? [];
  const others = b.match(parts) ?? [];
  for (let i = 0; i < Math.min(ours.length, others.length); i++) {
    const [one = '', other = ''] = [ours[i], others[i]];
    const difference = isNumber(one) && isNumber(other) ? compareNumbers(one, other) : compareCodePoints(one, other);
    if (difference !== 0) return difference;
  }
  return ours.length - others.length || compareCodePoints(a, b);
}

const isNumber = (part: string): boolean => part >= '0' && part < ':';

/** Digits of any length, without a detour by floating point. */
function compareNumbers(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+(?=\d)/, ''), b.replace(/^0+(?=\d)/, '')];
  return one.length - other.length || compareCodePoints(one, other);
}
