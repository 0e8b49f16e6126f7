import { pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import type { Direction } from '../figures/series-figures.js';
import { trendClass, trendOf, trendStart } from '../figures/trend.js';
import type { Words } from '../words.js';
import { swatch } from './plot.js';
import type { PlotLine } from './plot-layout.js';

/** The table below a chart: the newest figure of each area, the one ten years before, and its parts. */

/** A column with the newest figures of a part, such as women. */
export interface PartColumn {
  name: string;
  newest(area: string): Point | undefined; // by the code of the area
}

/** A row of the table. `hasSwatch`: it shows the colour of its line. */
export type TableLine = PlotLine & { hasSwatch?: boolean };

interface FigureTableProps {
  lines: readonly TableLine[];
  words: Pick<Words, 'language' | 'number' | 'chart' | 'trend'>;
  direction: Direction;
  areas: string; // the heading of the first column
  labelledBy: string;
  columns: readonly PartColumn[];
}

/** The table; without scripts the same as with them. */
export function FigureTable({ lines, words, direction, areas, labelledBy, columns }: FigureTableProps) {
  const { chart } = words;
  const hasBefore = lines.some(({ points }) => tenYearsBefore(points) !== undefined);
  const before = hasBefore ? [chart.before] : [];
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: keyboard users must be able to scroll (WCAG 2.1.1)
    <div class="scroll" role="group" aria-labelledby={labelledBy} tabIndex={0}>
      <table class="numbers" aria-labelledby={labelledBy}>
        <thead>
          <tr>
            {[areas, chart.newest, chart.year, ...before, chart.change, ...columns.map(({ name }) => name)].map(
              (name) => (
                <th scope="col">{name}</th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row line={line} hasBefore={hasBefore} words={words} direction={direction} columns={columns} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = Pick<FigureTableProps, 'words' | 'direction' | 'columns'> & {
  line: TableLine;
  hasBefore: boolean;
};

function tenYearsBefore(points: readonly Point[]): Point | undefined {
  const newest = points.at(-1);
  return newest && points.find(({ year }) => year === newest.year - 10);
}

function Row({ line, hasBefore, words, direction, columns }: RowProps) {
  const { key, name, mark, points, href, hasSwatch } = line;
  const newest = points.at(-1);
  const trend = trendOf(points, direction);
  const cell = (point: Point | undefined) => (point === undefined ? <td>–</td> : <td>{pointText(point, words)}</td>);
  return (
    <tr>
      <th>
        {hasSwatch && swatch(mark)}
        {href === undefined ? <bdi>{name}</bdi> : <a href={href}>{name}</a>}
      </th>
      {cell(newest)}
      <td>{newest?.year}</td>
      {hasBefore && cell(tenYearsBefore(points))}
      {trend === undefined ? (
        <td />
      ) : (
        <td class={trendClass(trend)}>
          {words.trend[trend.is]}
          {!hasBefore && [' ', <bdi class="from">{trendStart(trend, words)}</bdi>]}
        </td>
      )}
      {columns.map((column) => cell(column.newest(key)))}
    </tr>
  );
}
