import { fill } from '../fill.js';
import type { Words } from '../words.js';
import { figureText } from './figure-text.js';
import type { Point } from './points.js';
import type { Direction } from './series-figures.js';

/** How the newest figure of a series compares with an older one. */
export interface Trend {
  from: Point;
  is: 'better' | 'worse' | 'rising' | 'falling' | 'steady';
  isUp: boolean; // the arrow shows the direction of the value
}

const years = { least: 2, most: 10 };

/** A smaller change, as a part of the old value, is steady. */
const least = 0.03;

/**
 * Compares the newest figure with the earliest one that is 2 to 10 years older; undefined without such a figure, or if a
 * figure is a bound. `points`: sorted by year.
 */
export function trendOf(points: readonly Point[], direction: Direction): Trend | undefined {
  const newest = points.at(-1);
  if (newest === undefined || newest.sign !== undefined) return undefined;
  const from = points.find(
    ({ year, sign }) => sign === undefined && year >= newest.year - years.most && year <= newest.year - years.least,
  );
  if (from === undefined) return undefined;
  const change = newest.value - from.value;
  const isUp = change > 0;
  if (change === 0 || Math.abs(change) < Math.abs(from.value) * least) return { from, is: 'steady', isUp };
  if (direction === 'neither') return { from, is: isUp ? 'rising' : 'falling', isUp };
  return { from, is: isUp === (direction === 'higher') ? 'better' : 'worse', isUp };
}

/** The style classes of a trend. The style sheet adds an arrow, which shows the direction of the value. */
export const trendClass = ({ is, isUp }: Trend): string =>
  is === 'better' || is === 'worse' ? `trend ${is} ${isUp ? 'up' : 'down'}` : `trend ${is}`;

/** "from 13.1 in 2011" */
export const trendStart = (
  { from: { value, year } }: Trend,
  words: Pick<Words, 'trend' | 'language' | 'number'>,
): string => fill(words.trend.from, { value: figureText(value, words), year: String(year) });
