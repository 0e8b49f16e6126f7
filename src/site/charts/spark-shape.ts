import { scaleLinear } from 'd3-scale';
import type { Point } from '../figures/points.js';
import { usualStep } from './plot-layout.js';

/** The shape of a small line of figures, which pages and scripts draw. */

/** The size of a small picture. */
export const sparkSize = { width: 64, height: 28 };
const inner = { left: 3, right: 60, top: 5, bottom: 23 };
const middle = { x: (inner.left + inner.right) / 2, y: (inner.top + inner.bottom) / 2 };

/** The paths of a line: between neighbouring years, across years without a value, and the newest value. */
export function sparkShape(points: readonly Point[]): { solid: string; dotted: string; end: string } {
  if (points.length < 2)
    return { solid: '', dotted: `M${inner.left} ${middle.y}H${inner.right}`, end: `M${middle.x} ${middle.y}h0` };
  const values = points.map(({ value }) => value);
  const years = points.map(({ year }) => year);
  const across = scaleLinear([years[0] ?? 0, years.at(-1) ?? 0], [inner.left, inner.right]);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const down = low === high ? () => middle.y : scaleLinear([low, high], [inner.bottom, inner.top]);
  const step = usualStep(points);
  const places = points.map(({ year, value }): Place => [half(across(year)), half(down(value))]);
  const isSolid = (at: number): boolean => (years[at] ?? 0) - (years[at - 1] ?? 0) <= step;
  return {
    solid: pathOf(places, isSolid),
    dotted: pathOf(places, (at) => !isSolid(at)),
    end: `M${places.at(-1)?.join(' ')}h0`,
  };
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

const short = (value: number): string => String(value).replace(/^(-?)0\./, '$1.');
const joined = (value: number): string => (value < 0 ? short(value) : ` ${short(value)}`);
