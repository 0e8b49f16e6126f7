import { pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import type { Direction } from '../figures/series-figures.js';
import { type Trend, trendClass, trendOf, trendStart } from '../figures/trend.js';
import { inMarkup } from '../markup.js';
import type { Words } from '../words.js';
import { swatchHtml } from './plot.js';
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
        <tbody
          dangerouslySetInnerHTML={{
            __html: lines.map((line) => rowHtml(line, hasBefore, { words, direction, columns })).join(''),
          }}
        />
      </table>
    </div>
  );
}

type RowTexts = Pick<FigureTableProps, 'words' | 'direction' | 'columns'>;

function tenYearsBefore(points: readonly Point[]): Point | undefined {
  const newest = points.at(-1);
  return newest && points.find(({ year }) => year === newest.year - 10);
}

/** A row in HTML: the table of all areas has two hundred rows, and elements would take most of the time of a page. */
function rowHtml(line: TableLine, hasBefore: boolean, { words, direction, columns }: RowTexts): string {
  const { key, name, mark, points, href, hasSwatch } = line;
  const newest = points.at(-1);
  const cell = (point: Point | undefined): string =>
    `<td>${point === undefined ? '–' : inMarkup(pointText(point, words))}</td>`;
  const shown = inMarkup(name);
  return [
    `<tr><th>${hasSwatch ? swatchHtml(mark) : ''}`,
    `${href === undefined ? `<bdi>${shown}</bdi>` : `<a href="${inMarkup(href)}">${shown}</a>`}</th>`,
    `${cell(newest)}<td>${newest?.year ?? ''}</td>`,
    hasBefore ? cell(tenYearsBefore(points)) : '',
    trendCell(trendOf(points, direction), hasBefore, words),
    ...columns.map((column) => cell(column.newest(key))),
    '</tr>',
  ].join('');
}

function trendCell(trend: Trend | undefined, hasBefore: boolean, words: RowTexts['words']): string {
  if (trend === undefined) return '<td></td>';
  const from = hasBefore ? '' : ` <bdi class="from">${inMarkup(trendStart(trend, words))}</bdi>`;
  return `<td class="${trendClass(trend)}">${inMarkup(words.trend[trend.is])}${from}</td>`;
}
