import type { Point } from '../figures/series-figures.js';

/** The shape of a small line of figures, which pages and scripts draw. */

/** The size of a small picture. */
export const sparkSize = { width: 64, height: 28 };
const inner = { left: 3, right: 60, top: 5, bottom: 23 };
const middle = { x: (inner.left + inner.right) / 2, y: (inner.top + inner.bottom) / 2 };

/** The largest distance of years that is usual for a series: a series with one value every five years is solid. */
function usualStep(points: readonly Point[]): number {
  const steps = points.slice(1).map(({ year }, i) => year - (points[i]?.year ?? year));
  return Math.min(...steps, Number.MAX_SAFE_INTEGER);
}

/** A position between two ends. */
const between = (from: number, to: number, part: number): number => Math.round((from + (to - from) * part) * 10) / 10;

/** The paths of a line: between neighbouring years, across years without a value, and the newest value. */
export function sparkShape(points: readonly Point[]): { solid: string; dotted: string; end: string } | undefined {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  if (points.length === 1)
    return { solid: '', dotted: `M${inner.left} ${middle.y}H${inner.right}`, end: `M${middle.x} ${middle.y}h0` };
  const values = points.map(({ value }) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const place = ({ year, value }: Point): string => {
    const x = between(inner.left, inner.right, (year - first.year) / (last.year - first.year));
    const y = low === high ? middle.y : between(inner.bottom, inner.top, (value - low) / (high - low));
    return `${x} ${y}`;
  };
  const step = usualStep(points);
  let [solid, dotted] = ['', ''];
  points.slice(1).forEach((point, i) => {
    const before = points[i] as Point;
    const piece = `M${place(before)}L${place(point)}`;
    if (point.year - before.year <= step) solid += piece;
    else dotted += piece;
  });
  return { solid, dotted, end: `M${place(last)}h0` };
}
