import { pointText } from '../figures/figure-text.js';
import type { Direction, Goal } from '../figures/series-figures.js';
import { trendOf } from '../figures/trend.js';
import { fill } from '../fill.js';
import type { Words } from '../words.js';
import { type PlotLine, yearsOf } from './plot-layout.js';

/** The texts above a chart, which follow the choices of the reader. */

/** The interface texts of a chart. */
export type ChartWords = Pick<Words, 'language' | 'number' | 'chart' | 'trend'>;

/** The newest value of the whole and its trend; without a whole, the highest newest value. */
export function sentence(words: ChartWords, lines: readonly PlotLine[], direction: Direction): string {
  const whole = lines.find(({ mark, points }) => mark === 0 && points.length > 0);
  const newest = whole?.points.at(-1);
  if (whole !== undefined && newest !== undefined) {
    const trend = trendOf(whole.points, direction);
    const values = { area: whole.name, value: pointText(newest, words), year: String(newest.year) };
    if (trend === undefined) return fill(words.chart.wholeOne, values);
    const old = { old: pointText(trend.from, words), oldYear: String(trend.from.year), trend: words.trend[trend.is] };
    return fill(words.chart.whole, { ...values, ...old });
  }
  const all = lines.flatMap(({ name, points }) => {
    const point = points.at(-1);
    return point === undefined ? [] : [{ name, point }];
  });
  const highest = all.reduce<(typeof all)[number] | undefined>(
    (most, one) => (most === undefined || one.point.value > most.point.value ? one : most),
    undefined,
  );
  if (highest === undefined) return '';
  const { name, point } = highest;
  const text = all.length > 1 ? words.chart.highest : words.chart.wholeOne;
  return fill(text, { area: name, value: pointText(point, words), year: String(point.year) });
}

/** "To be reached by 2030". */
export const goalName = ({ chart }: Pick<Words, 'chart'>, { year }: Goal): string =>
  fill(chart[year === undefined ? 'reach' : 'reachBy'], { year: year ?? '' });

/** The unit, the codes and the years of the figures: "Per cent · Both sexes · 2007–2021". */
export function scopeOf(unit: string, codes: readonly string[], lines: readonly PlotLine[]): string {
  const years = yearsOf(lines);
  const span = years.length > 1 ? `${years[0]}–${years.at(-1)}` : `${years[0] ?? ''}`;
  return [unit, ...codes, span].filter(Boolean).join(' · ');
}
