import { literal } from '../layout/components.js';
import type { View } from '../view.js';
import { pointText } from './figure-text.js';
import type { Point } from './points.js';
import type { Direction } from './series-figures.js';
import { trendClass, trendOf, trendStart } from './trend.js';

/** The newest figure, with its year and its trend: "5,935 2022 worse". `unit`: IRI, if the name has no unit. */
export function newestFigure(
  view: View,
  { points, direction, unit }: { points: readonly Point[]; direction: Direction; unit?: string | undefined },
) {
  const newest = points.at(-1);
  if (newest === undefined) return null;
  return (
    <span class="newest">
      <bdi class="value">{pointText(newest, view.words)}</bdi>{' '}
      {unit && <span class="unit">{literal(view, view.label(unit))}</span>}{' '}
      <span class="when">
        <bdi>{newest.year}</bdi> {trendMark(view, points, direction)}
      </span>
    </span>
  );
}

/** "better", with an arrow for the direction of the value. */
export function trendMark({ words }: View, points: readonly Point[], direction: Direction) {
  const trend = trendOf(points, direction);
  if (trend === undefined) return points.length === 1 ? <span class="trend">{words.trend.oneValue}</span> : null;
  return <span class={trendClass(trend)}>{words.trend[trend.is]}</span>;
}

/** "from 13.1 in 2011"; nothing without a trend. */
export function trendFrom({ words }: View, points: readonly Point[], direction: Direction) {
  const trend = trendOf(points, direction);
  if (trend === undefined) return null;
  return <bdi class="from">{trendStart(trend, words)}</bdi>;
}
