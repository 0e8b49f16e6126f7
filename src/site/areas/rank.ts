import type { Point } from '../figures/points.js';
import type { Direction } from '../figures/series-figures.js';

/** The place of a country among the countries of its sub-region. */
export interface Rank {
  place: number; // 1 is best; without a direction, highest
  isJoint: boolean; // others have the same value
  all: number; // the number of countries that are compared, including this one
  values: readonly number[]; // of all of them
}

/** The largest difference between the years of values that are compared. */
const mostYears = 5;

/** With fewer countries, a place means nothing. */
const fewest = 5;

/** The place of a value among the newest values of all countries, including its own. Bounds are not compared. */
export function rankOf(own: Point, all: readonly Point[], direction: Direction): Rank | undefined {
  if (own.sign !== undefined) return undefined;
  const compared = all.filter(({ year, sign }) => sign === undefined && Math.abs(year - own.year) <= mostYears);
  if (compared.length < fewest) return undefined;
  const isBefore = ({ value }: Point): boolean => (direction === 'lower' ? value < own.value : value > own.value);
  return {
    place: compared.filter(isBefore).length + 1,
    isJoint: compared.filter(({ value }) => value === own.value).length > 1,
    all: compared.length,
    values: compared.map(({ value }) => value),
  };
}
