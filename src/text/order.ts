/** The one order of everything that is written: by code point; no locale, no clock. Groups and counts by key. */

/** Compares two strings by code point: JavaScript's own `<` compares UTF-16 units, which differs beyond U+FFFF. */
export function compareCodePoints(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return rankUnit(x) - rankUnit(y);
  }
  return a.length - b.length;
}

// Surrogates (D800-DFFF) stand for code points above all others, so they are ranked above E000-FFFF.
const rankUnit = (unit: number): number => (unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit);

const surrogate = /[\ud800-\udfff]/;

/** Sorts in place by code point; without surrogates the engine's own order is the same, and several times as fast. */
export const sortCodePoints = (strings: string[]): string[] =>
  strings.some((text) => surrogate.test(text)) ? strings.sort(compareCodePoints) : strings.sort();

const numbersAndOthers = /\d+|\D+/g;

/** Codes as people count: 1.2 before 1.10, and 1.10 before 1.a; texts alike are told apart by code point. */
export function compareNaturally(a: string, b: string): number {
  const ours = a.match(numbersAndOthers) ?? [];
  const others = b.match(numbersAndOthers) ?? [];
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

/** Adds a value to those that a key has already. */
export function addTo<Key, T>(groups: Map<Key, T[]>, key: Key, value: T): void {
  const group = groups.get(key);
  if (group) group.push(value);
  else groups.set(key, [value]);
}

/** The items by a key of theirs, in the order in which they come. */
export function groupBy<Key, T>(items: Iterable<T>, keyOf: (item: T) => Key): Map<Key, T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) addTo(groups, keyOf(item), item);
  return groups;
}

/** Adds values to the set that a key has. */
export function addToSet<Key, T>(sets: Map<Key, Set<T>>, key: Key, ...values: T[]): void {
  const set = sets.get(key) ?? new Set();
  for (const value of values) set.add(value);
  sets.set(key, set);
}

/** Adds to the number that a key has, and gives the sum. */
export function addCount<Key>(counts: Map<Key, number>, key: Key, more = 1): number {
  const count = (counts.get(key) ?? 0) + more;
  counts.set(key, count);
  return count;
}

/** The items that others lack, by what `keyOf` says of them; one that is there twice must be there twice among them too. */
export function without<T>(items: T[], others: T[], keyOf: (item: T) => string): T[] {
  const counts = new Map<string, number>();
  for (const other of others) addCount(counts, keyOf(other));
  return items.filter((item) => addCount(counts, keyOf(item), -1) < 0);
}
