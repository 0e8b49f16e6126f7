import { figureText, pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import { at, textWidth, wrapText } from './measure.js';
import { layPlot, type PlotFrame, type PlotLine, yearsOf } from './plot-layout.js';

/** Figures over time as a picture: lines with names at their ends, or dots if there is one year only. */

/** The outline of a marker: dot, dot, square, triangle, diamond, ring. */
export function marker(mark: number, x: number, y: number, r = 4): string {
  const [left, right, top, bottom] = [at(x - r), at(x + r), at(y - r), at(y + r)];
  if (mark === 2) return `M${left} ${top}H${right}V${bottom}H${left}Z`;
  if (mark === 3) return `M${x} ${top}L${right} ${bottom}H${left}Z`;
  if (mark === 4) return `M${x} ${at(y - r - 1)}L${at(x + r + 1)} ${y}L${x} ${at(y + r + 1)}L${at(x - r - 1)} ${y}Z`;
  return `M${left} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

/** The line and the marker of an area, for its name in HTML. */
export const swatchHtml = (mark: number): string =>
  '<svg class="swatch" viewBox="0 0 28 12" width="28" height="12" aria-hidden="true">' +
  `<path class="line mark-${mark}" d="M1 6H27"/><path class="point mark-${mark}" d="${marker(mark, 14, 6)}"/></svg>`;

/** The line and the marker of an area, for its name. */
export const swatch = (mark: number) => <span class="sign" dangerouslySetInnerHTML={{ __html: swatchHtml(mark) }} />;

interface Shown extends PlotFrame {
  title: string;
  titleLanguage?: string | undefined;
  description: string;
  id: string; // unique on the page
  year?: number | undefined; // of the pointer
}

/** The picture; null without figures. */
export function Plot(props: Shown) {
  const { lines, id, title, titleLanguage, description, width, goal } = props;
  const years = yearsOf(lines);
  if (years.length === 0) return null;
  const isOne = lines.every(({ points }) => points.length < 2);
  const height = isOne ? rowHeight * lines.length + 40 : props.height;
  return (
    <svg
      class="lines"
      role="img"
      aria-labelledby={`${id}-title ${id}-desc`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      <title id={`${id}-title`} lang={titleLanguage}>
        {title}
      </title>
      <desc id={`${id}-desc`}>{[description, goal?.text].filter(Boolean).join('. ')}</desc>
      <g direction="ltr">{isOne ? <Dots {...props} height={height} /> : <Lines {...props} />}</g>
    </svg>
  );
}

function Lines({ year, ...frame }: Shown) {
  const { left, right, bottom, x, y, valueTicks, yearTicks, lines, ends, goalY } = layPlot(frame);
  return (
    <>
      <path class="grid" d={valueTicks.map((tick) => `M${left} ${tick.y}H${right}`).join('')} />
      {valueTicks.map((tick) => (
        <text class="tick" x={at(left - 6)} y={tick.y} dy=".35em" text-anchor="end">
          {tick.text}
        </text>
      ))}
      {yearTicks.map((tick) => (
        <text class="tick" x={tick.x} y={bottom + 20} text-anchor="middle">
          {tick.year}
        </text>
      ))}
      {year !== undefined && <path class="pointer" d={`M${x(year)} 8V${bottom}`} />}
      {[...lines].reverse().map(({ mark, solid, dotted, marked, points }) => (
        <>
          {dotted && <path class={`line gap mark-${mark}`} d={dotted} />}
          {solid && <path class={`line mark-${mark}`} d={solid} />}
          {marked.map((one) => (
            <path class={`point mark-${mark}`} d={marker(mark, x(one.year), y(one.value), 3.5)} />
          ))}
          {points
            .filter((one) => one.year === year)
            .map((one) => (
              <path class={`point mark-${mark}`} d={marker(mark, x(one.year), y(one.value), 6)} />
            ))}
        </>
      ))}
      {goalY !== undefined && (
        <>
          <path class="goal" d={`M${left} ${goalY}H${right}`} />
          <text class="goal" x={at(left + 6)} y={goalY} dy="-.4em" unicode-bidi="plaintext">
            {frame.goal?.text}
          </text>
        </>
      )}
      {ends.map(({ line, name, text, from, to }) => (
        <>
          <path class="lead" d={`M${at(from[0] + 6)} ${from[1]}L${at(to[0] - 4)} ${to[1]}`} />
          <text class={`end mark-${line.mark}`} x={to[0]} y={to[1]} dy=".35em">
            <tspan unicode-bidi="isolate">{name}</tspan>
            {text && <tspan class="value" unicode-bidi="isolate">{` ${text}`}</tspan>}
          </text>
        </>
      ))}
    </>
  );
}

const rowHeight = 30;

/** One figure for each area: a dot on a hairline from zero, with its year and value. */
function Dots({ lines, words, width, height }: Shown) {
  const rows = lines.flatMap((line) => line.points.map((point): [PlotLine, Point] => [line, point]));
  const values = rows.map(([, { value }]) => value);
  const isSameYear = new Set(rows.map(([, { year }]) => year)).size === 1;
  const texts = rows.map(([, point]) => pointText(point, words) + (isSameYear ? '' : ` (${point.year})`));
  const left = Math.min(Math.max(...rows.map(([{ name }]) => textWidth(name) * 13)), width * 0.35) + 10;
  const right = width - Math.max(...texts.map((text) => textWidth(text) * 13)) - 16;
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values) || 1];
  const x = (value: number): number => at(left + ((right - left) * (value - low)) / (high - low));
  return (
    <>
      {rows.map(([line, point], row) => {
        const y = row * rowHeight + 20;
        return (
          <>
            <text class={`end mark-${line.mark}`} x={at(left - 12)} y={y} dy=".35em" text-anchor="end">
              {wrapText(line.name, (left - 10) / 13 + 0.5, 1)[0]}
            </text>
            <path class="grid" d={`M${at(left)} ${y}H${at(right)}`} />
            <path class={`point mark-${line.mark}`} d={marker(line.mark, x(point.value), y, 5)} />
            <text class="end value" x={at(right + 12)} y={y} dy=".35em">
              {texts[row]}
            </text>
          </>
        );
      })}
      {[low, high].map((tick) => (
        <text class="tick" x={x(tick)} y={height - 8} text-anchor="middle">
          {figureText(tick, words)}
        </text>
      ))}
    </>
  );
}
