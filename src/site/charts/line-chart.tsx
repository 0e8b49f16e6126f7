import { scaleLinear } from 'd3-scale';
import { line as lineShape } from 'd3-shape';
import type { JSX } from 'preact';
import { formatNumber } from '../languages.js';
import { plainText } from '../layout/links.js';
import type { View } from '../view.js';
import { Picture } from './chart-figure.js';
import type { Figures, Line } from './figures.js';
import { at } from './svg-text.js';

const size = { width: 560, height: 300 };
const inner = { left: 8, right: 552, top: 34, bottom: 262 };
const labelsWidth = 60; // the numbers stand before the first points

/** Points of a line that has no more than these are marked, since a line between them tells more than is known. */
const mostMarks = 12;

/** A line an area over the years. Years go from left to right on every page, as numbers are read. */
export function LineChart({ view, id, figures }: { view: View; id: string; figures: Figures }): JSX.Element {
  const { lines, years } = figures;
  const values = lines.flatMap((line) => [...line.values.values()].map(Number));
  const [first = 0, last = 0] = [years[0], years.at(-1)];
  const across = scaleLinear(first === last ? [first - 1, last + 1] : [first, last], [
    inner.left + labelsWidth,
    inner.right - 12,
  ]);
  const down = scaleLinear([Math.min(0, ...values), Math.max(0, ...values) || 1], [inner.bottom, inner.top]).nice(4);
  const yearTicks = across.ticks(6).filter((year) => Number.isInteger(year) && year >= first && year <= last);
  return (
    <Picture id={id} name="lines" title={titleOf(view, figures)} description={describe(view, figures)} {...size}>
      <g direction="ltr">
        <path
          class="grid"
          d={down
            .ticks(4)
            .map((tick) => `M${inner.left} ${at(down(tick))}H${inner.right}`)
            .join('')}
        />
        {yearTicks.map((year) => (
          <text
            class="tick"
            x={year === last ? inner.right : at(across(year))}
            y={inner.bottom + 24}
            text-anchor={year === last ? 'end' : 'middle'}
          >
            {year}
          </text>
        ))}
        {[...lines].reverse().map((line) => (
          <AreaLine line={line} number={lines.indexOf(line)} across={across} down={down} />
        ))}
        {down.ticks(4).map((tick) => (
          <text class="tick on-line" x={inner.left} y={at(down(tick) - 5)}>
            {formatNumber(String(tick), view.words.decimal)}
          </text>
        ))}
      </g>
    </Picture>
  );
}

interface AreaLineProps {
  line: Line;
  number: number;
  across(year: number): number;
  down(value: number): number;
}

function AreaLine({ line, number, across, down }: AreaLineProps): JSX.Element {
  const points = pointsOf(line).map(([year, value]): [number, number] => [at(across(year)), at(down(Number(value)))]);
  const isMarked = points.length <= mostMarks;
  return (
    <>
      {points.length > 1 ? <path class={`line line-${number}`} d={lineShape()(points) ?? ''} /> : null}
      {isMarked ? <path class={`dots line-${number}`} d={points.map(([x, y]) => `M${x} ${y}h0`).join('')} /> : null}
    </>
  );
}

/** Year and value, in the order of the years. */
const pointsOf = ({ values }: Line): [number, string][] => [...values].sort(([a], [b]) => a - b);

/** What is drawn, in what unit: "Average remittance costs … (Per cent)". */
export function titleOf(view: View, { series, unit }: Figures): string {
  const name = plainText(view.label(series));
  return unit === undefined ? name : `${name} (${plainText(view.label(unit))})`;
}

/** The first and the last figure of each line: "World: 9.3 (2011), 6.3 (2022); …" */
function describe(view: View, { lines }: Figures): string {
  return lines
    .map((line) => {
      const points = pointsOf(line);
      const ends = points.length > 1 ? [points[0], points.at(-1)] : points;
      const told = ends.map((end) => end && `${formatNumber(end[1], view.words.decimal)} (${end[0]})`);
      return `${plainText(view.label(line.area))}: ${told.join(', ')}`;
    })
    .join('; ');
}
