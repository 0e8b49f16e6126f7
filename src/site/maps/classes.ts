/** The classes of values that a map has a colour for. */

/** The number of colours. */
export const mostClasses = 5;

/** A limit differs by at most this part of its value from the exact one. */
const mostRounding = 0.1;

/** The limits between classes with about as many values each, rounded as far as the classes stay different. */
export function classLimits(values: readonly number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  const [low, high] = [sorted[0], sorted.at(-1)];
  if (low === undefined || high === undefined) return [];
  const limits: number[] = [];
  for (let part = 1; part < mostClasses; part++) {
    const quantile = sorted[Math.floor((sorted.length * part) / mostClasses)] ?? high;
    const before = limits.at(-1) ?? low;
    const fits = (one: number): boolean =>
      one > before && one <= high && Math.abs(one - quantile) <= Math.abs(quantile) * mostRounding;
    const limit = [1, 2, 3].map((digits) => rounded(quantile, digits)).find(fits);
    if (limit !== undefined) limits.push(limit);
  }
  return limits;
}

const rounded = (value: number, digits: number): number => Number(value.toPrecision(digits));

/** The class of a value: 0 below the first limit. */
export const classOf = (value: number, limits: readonly number[]): number =>
  limits.filter((limit) => value >= limit).length;
