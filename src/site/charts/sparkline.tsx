import { scaleLinear } from 'd3-scale';
import type { Point } from '../figures/series-figures.js';
import { at } from './figure.js';

const size = { width: 64, height: 28 };
const inner = { left: 3, right: 60, top: 5, bottom: 23 };

/** The largest distance of years that is usual for a series: a series with one value every five years is solid. */
function usualStep(points: readonly Point[]): number {
  const steps = points.slice(1).map(({ year }, i) => year - (points[i]?.year ?? year));
  return Math.min(...steps, Number.MAX_SAFE_INTEGER);
}

/**
 * A small line of figures: solid between neighbouring years, dotted across years without a value. A single
 * figure is a dot on a dotted line. Years go from left to right on every page. The text after it says the same.
 */
export function sparkline(points: readonly Point[]) {
  const last = points.at(-1);
  if (last === undefined) return null;
  const values = points.map(({ value }) => value);
  const years = points.map(({ year }) => year);
  const [from = 0] = years;
  const across = scaleLinear([from, last.year], [inner.left, inner.right]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const down =
    low === high ? () => (inner.top + inner.bottom) / 2 : scaleLinear([low, high], [inner.bottom, inner.top]);
  const step = usualStep(points);
  const place = ({ year, value }: Point): string => `${at(across(year))} ${at(down(value))}`;
  let [solid, dotted] = ['', ''];
  points.slice(1).forEach((point, i) => {
    const before = points[i] as Point;
    const piece = `M${place(before)}L${place(point)}`;
    if (point.year - before.year <= step) solid += piece;
    else dotted += piece;
  });
  const isOne = points.length === 1;
  const middle = (inner.top + inner.bottom) / 2;
  const end = isOne ? `${(inner.left + inner.right) / 2} ${middle}` : place(last);
  return (
    <svg class="spark" viewBox={`0 0 ${size.width} ${size.height}`} {...size} aria-hidden="true" direction="ltr">
      {(dotted || isOne) && <path class="gap" d={isOne ? `M${inner.left} ${middle}H${inner.right}` : dotted} />}
      {solid && <path d={solid} />}
      <path class="end" d={`M${end}h0`} />
    </svg>
  );
}
