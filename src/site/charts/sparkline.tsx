import { scaleLinear } from 'd3-scale';
import type { Point } from '../figures/series-figures.js';

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
export const sparkline = (points: readonly Point[]) =>
  points.length > 0 && (
    <svg class="spark" viewBox={`0 0 ${size.width} ${size.height}`} {...size} aria-hidden="true" direction="ltr">
      {sparkPaths(points)}
    </svg>
  );

/** The paths of a small line. */
export function sparkPaths(points: readonly Point[]) {
  const values = points.map(({ value }) => value);
  const years = points.map(({ year }) => year);
  const across = scaleLinear([years[0] ?? 0, years.at(-1) ?? 0], [inner.left, inner.right]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const middle = (inner.top + inner.bottom) / 2;
  const down = low === high ? () => middle : scaleLinear([low, high], [inner.bottom, inner.top]);
  const step = usualStep(points);
  const places = points.map(({ year, value }): Place => [half(across(year)), half(down(value))]);
  const isSolid = (at: number): boolean => (years[at] ?? 0) - (years[at - 1] ?? 0) <= step;
  const solid = pathOf(places, isSolid);
  const dotted = pathOf(places, (at) => !isSolid(at));
  const isOne = points.length === 1;
  const end = isOne ? `${(inner.left + inner.right) / 2} ${middle}` : places.at(-1)?.join(' ');
  return (
    <>
      {(dotted || isOne) && <path class="gap" d={isOne ? `M${inner.left} ${middle}H${inner.right}` : dotted} />}
      {solid && <path d={solid} />}
      <path class="end" d={`M${end}h0`} />
    </>
  );
}

type Place = readonly [x: number, y: number];

/** Half a pixel is precise enough, and short. */
const half = (value: number): number => Math.round(value * 2) / 2;

/** The pieces to the chosen places, each from the place before it; relative, because pages have many of them. */
function pathOf(places: readonly Place[], isDrawn: (at: number) => boolean): string {
  let path = '';
  let isOn = false;
  places.forEach(([x, y], at) => {
    const before = places[at - 1];
    const isPiece = before !== undefined && isDrawn(at);
    if (isPiece)
      path += `${isOn ? '' : `M${before.join(' ')}l`}${isOn ? ' ' : ''}${short(x - before[0])}${joined(y - before[1])}`;
    isOn = isPiece;
  });
  return path;
}

const short = (value: number): string => String(value).replace('0.', '.');
const joined = (value: number): string => (value < 0 ? short(value) : ` ${short(value)}`);
