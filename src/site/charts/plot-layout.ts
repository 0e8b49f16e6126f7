import { scaleLinear, scaleLog } from 'd3-scale';
import { figureText, pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import type { Words } from '../words.js';
import { at, textWidth, wrapText } from './measure.js';

/** The places of everything in a chart of figures over time, in the program and in the browser. */

/** The figures of an area in a chart. */
export interface PlotLine {
  key: string; // the code of the area
  name: string;
  mark: number; // 0: the whole; 1 to 5: colour, pattern and marker
  points: readonly Point[]; // sorted by year
  href?: string | undefined; // of the page of the area
}

/** A value to be reached: a dashed line with words. */
export interface GoalLine {
  value: number;
  text: string; // "To be reached by 2030: <3"
}

/** The content and the size of a chart. */
export interface PlotFrame {
  lines: readonly PlotLine[];
  words: Pick<Words, 'language' | 'number'>;
  width: number;
  height: number;
  from?: number | undefined; // years
  to?: number | undefined;
  isLog?: boolean | undefined;
  goal?: GoalLine | undefined;
}

/** The lines that one chart can hold, in addition to the whole. */
export const mostLines = 5;

const size = 12; // of ticks
const gap = 17; // between two names
const narrow = 600; // narrower charts have names without values
const mostMarkers = 12; // if no line has more points, the lines show all of them

/**
 * Moves texts apart: the same order, at least `distance` between two of them, and as near to their wanted places as
 * possible.
 */
export function spread(wanted: readonly number[], distance: number, least: number, most: number): number[] {
  const order = wanted.map((_, i) => i).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const groups: { sum: number; members: number[] }[] = [];
  order.forEach((index, rank) => {
    groups.push({ sum: (wanted[index] ?? 0) - rank * distance, members: [index] });
    for (let last = groups.length - 1; last > 0; last--) {
      const [before, one] = [groups[last - 1], groups[last]];
      if (!before || !one || before.sum / before.members.length <= one.sum / one.members.length) break;
      before.sum += one.sum;
      before.members.push(...one.members);
      groups.pop();
    }
  });
  const placed = [...wanted];
  const highest = Math.max(least, most - (wanted.length - 1) * distance);
  let rank = 0;
  for (const { sum, members } of groups)
    for (const index of members)
      placed[index] = Math.min(Math.max(sum / members.length, least), highest) + distance * rank++;
  return placed;
}

/** The largest distance of years that is usual for a series: one with a value every five years is solid. */
export function usualStep(points: readonly Point[]): number {
  const steps = points.slice(1).map(({ year }, i) => year - (points[i]?.year ?? year));
  return Math.min(...steps, Number.MAX_SAFE_INTEGER);
}

/** The places of lines, ticks and names. */
export function layPlot({ lines, words, width, height, from, to, isLog = false, goal }: PlotFrame) {
  const isIn = ({ year, value }: Point): boolean =>
    year >= (from ?? -Infinity) && year <= (to ?? Infinity) && (!isLog || value > 0);
  const shown = lines.map((line) => ({ ...line, points: line.points.filter(isIn) }));
  const points = shown.flatMap((line) => line.points);
  const reached = goal !== undefined && (!isLog || goal.value > 0) ? [goal.value] : [];
  const values = [...points.map(({ value }) => value), ...reached];
  const years = points.map(({ year }) => year);
  const [first, last] = [Math.min(...years), Math.max(...years)];
  const places = [height - 28, reached.length > 0 ? 26 : 14]; // the words are above the line of the goal
  const down = isLog
    ? scaleLog([Math.min(...values), Math.max(...values)], places).nice()
    : scaleLinear([Math.min(0, ...values), Math.max(0, ...values) || 1], places).nice(5);
  const valueTicks = ticksOf(down.ticks(5), isLog).map((tick) => ({
    y: at(down(tick)),
    text: figureText(tick, words),
  }));
  const isNarrow = width < narrow;
  const isMarked = shown.every((line) => line.points.length <= mostMarkers);
  const endTexts = shown.flatMap((line) => {
    const end = line.points.at(-1);
    return end === undefined ? [] : [{ line, end, text: isNarrow ? '' : pointText(end, words) }];
  });
  const namesWidth = Math.min(
    Math.max(0, ...endTexts.map(({ line, text }) => textWidth(`${line.name} ${text}`) * 13)),
    width * (isNarrow ? 0.3 : 0.28),
  );
  const left = 10 + Math.max(...valueTicks.map(({ text }) => textWidth(text) * size), 16);
  const right = width - namesWidth - 30;
  const across = first === last ? () => (left + right) / 2 : scaleLinear([first, last], [left + 4, right]);
  const ys = spread(
    endTexts.map(({ end }) => down(end.value)),
    gap,
    12,
    height - 30,
  );
  return {
    first,
    last,
    left: at(left),
    right: at(right),
    bottom: height - 28,
    x: (year: number): number => at(across(year)),
    y: (value: number): number => at(down(value)),
    valueTicks,
    goalY: reached.map((value) => at(down(value)))[0],
    yearTicks: yearTicks(first, last, right - left).map((year) => ({ year, x: at(across(year)) })),
    lines: shown.map((line) => ({
      ...line,
      ...pathsOf(line.points, across, down),
      marked: line.points.slice(isMarked ? 0 : -1),
    })),
    ends: endTexts.map(({ line, end, text }, i) => ({
      line,
      text,
      name: wrapText(line.name, (namesWidth - textWidth(` ${text}`) * 13) / 13 + 0.5, 1)[0] ?? '',
      from: [at(across(end.year)), at(down(end.value))] as const,
      to: [at(right + 22), at(ys[i] ?? 0)] as const,
    })),
  };
}

/** At most eight ticks. A logarithmic axis prefers ticks that begin with 1, 2 or 5. */
function ticksOf(ticks: number[], isLog: boolean): number[] {
  if (!isLog || ticks.length <= 8) return ticks;
  const leading = (tick: number): number => Math.round(tick / 10 ** Math.floor(Math.log10(tick) + 1e-9));
  const few = ticks.filter((tick) => [1, 2, 5].includes(leading(tick)));
  return few.length <= 8 ? few : few.filter((tick) => leading(tick) === 1);
}

/** Whole years with equal steps, and the last one. */
function yearTicks(first: number, last: number, width: number): number[] {
  if (!Number.isFinite(first)) return [];
  const most = Math.max(2, Math.floor(width / 70));
  const step = [1, 2, 5, 10, 20, 50].find((one) => (last - first) / one + 1 <= most) ?? 100;
  const ticks: number[] = [];
  for (let year = last; year >= first; year -= step) ticks.unshift(year);
  return ticks.length > 1 || first === last ? ticks : [first, last];
}

/** A solid path between neighbouring years, a dotted one across years without a value. */
function pathsOf(points: readonly Point[], across: (year: number) => number, down: (value: number) => number) {
  const place = ({ year, value }: Point): string => `${at(across(year))} ${at(down(value))}`;
  const step = usualStep(points);
  let [solid, dotted] = ['', ''];
  let isOpen = false;
  points.slice(1).forEach((point, i) => {
    const before = points[i] as Point;
    if (point.year - before.year > step) {
      dotted += `M${place(before)}L${place(point)}`;
      isOpen = false;
    } else {
      solid += `${isOpen ? '' : `M${place(before)}`}L${place(point)}`;
      isOpen = true;
    }
  });
  return { solid, dotted };
}

/** The points of all lines at a year, the largest value first. */
export const valuesAt = (lines: readonly PlotLine[], year: number) =>
  lines
    .flatMap((line) => {
      const point = line.points.find((one) => one.year === year);
      return point === undefined ? [] : [{ line, point }];
    })
    .sort((a, b) => b.point.value - a.point.value);

/** The years with a value, in order. */
export const yearsOf = (lines: readonly PlotLine[]): number[] =>
  [...new Set(lines.flatMap(({ points }) => points.map(({ year }) => year)))].sort((a, b) => a - b);
