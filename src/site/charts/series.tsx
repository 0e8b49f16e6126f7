import { directionOf } from '../../text/languages.js';
import { pointText } from '../figures/figure-text.js';
import type { Point } from '../figures/points.js';
import {
  areaCode,
  areaNamesFile,
  chartWordsFile,
  type Dimension,
  dimensionsOf,
  newestOfPart,
  seriesDataFile,
} from '../figures/series-data.js';
import { figuresOf, goalOf, type SeriesFigures } from '../figures/series-figures.js';
import { literal, pageAnchor, plainText, turned } from '../layout/components.js';
import { seriesMap } from '../maps/series-map.js';
import { kindOf, type View } from '../view.js';
import { localName } from '../vocabulary.js';
import { fill } from '../words.js';
import type { ChartConfig, DrawnArea, PageConfig } from './chart-config.js';
import { drawnAreas } from './drawn-lines.js';
import { FigureTable, type TableLine } from './figure-table.js';
import { Plot } from './plot.js';
import type { PlotLine } from './plot-layout.js';
import { reading, spokenLines } from './reading.js';
import { goalName, scopeOf, sentence } from './sentence.js';
import { citationOf, sourceNote, sourcesOf } from './sources.js';

/** A dimension with at most this many other codes has columns in the table. */
const mostColumns = 3;

/** The size of the picture without scripts; they draw it in the width of the window. */
const size = { width: 860, height: 380 };

/**
 * The chart of a series: a sentence, lines or dots, how to read them, the source, and a table with the same values. The
 * page of the series has a second table with all areas. Both have columns by sex and other parts. Null if there are no figures.
 */
export function seriesFigure(view: View, series: string) {
  const { site, words } = view;
  const figures = figuresOf(site, series);
  if (figures === undefined) return null;
  const id = `chart-${(view.graph.codes(series)[0] ?? localName(series)).replace(/[^A-Za-z0-9]/g, '-')}`;
  const { whole, others } = drawnAreas(site, figures);
  const lines = linesOf(view, figures, whole, others);
  const dimensions = dimensionsOf(site, series);
  const config = configOf(view, figures, { id, whole, others, dimensions });
  const sources = sourcesOf(site, series);
  const caption = `${id}-caption`;
  const map = seriesMap(view, series);
  const isOwnPage = view.thing === series; // its title is the name of the series
  const tableOf = (shown: readonly TableLine[]) => (
    <FigureTable
      lines={shown}
      words={words}
      direction={figures.direction}
      areas={config.areas}
      labelledBy={caption}
      columns={config.columns.map(([part, name]) => ({
        name,
        newest: (area) => newestOfPart(site, series, part, area),
      }))}
    />
  );
  return (
    <figure class="chart figures-chart" id={id}>
      <figcaption>
        <span class={isOwnPage ? 'chart-caption unseen' : 'chart-caption'} id={caption}>
          {isOwnPage ? literal(view, view.nameOf(series)) : thingName(view, series)}
        </span>
        <span class="sentence">{sentence(words, lines, figures.direction)}</span>
        <span class="note scope">
          {scopeOf(
            config.unit,
            config.dimensions.map(({ whole: [, name] }) => name),
            lines,
          )}
        </span>
      </figcaption>
      <div class="chart-tabs" />
      <div class="chart-controls" />
      <div class="chart-card" data-tab={words.query.asChart}>
        <div class="plot">
          <Plot
            lines={lines}
            words={words}
            id={id}
            title={config.title}
            titleLanguage={config.titleLanguage}
            goal={config.goal}
            description={spokenLines(view, lines)}
            {...size}
          />
        </div>
        <div class="reading">{reading(view, figures, lines)}</div>
        <div class="chart-foot">
          {sourceNote(view, sources)}
          <div class="chart-actions" />
        </div>
      </div>
      {map && <div data-tab={words.map.heading}>{map}</div>}
      <div class="chart-table" data-tab={words.query.asTable}>
        {tableOf(lines.map((line) => ({ ...line, hasSwatch: true })))}
      </div>
      {isOwnPage && (
        <details>
          <summary>{fill(words.chart.allAreas, { count: String(figures.byArea.size) })}</summary>
          {tableOf(linesOf(view, figures, [...figures.byArea.keys()].sort(view.graph.byCode), []))}
        </details>
      )}
      <script
        type="application/json"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(config).replaceAll('<', '\\u003c') }}
      />
      <script type="module" src={view.link('assets/chart.js')} />
    </figure>
  );
}

/** A mark that keeps "<3" from being mirrored after Arabic words. */
const ltrMark = ({ words }: View): string => (directionOf(words.language) === 'rtl' ? '\u200e' : '');

/** A link to the page of a series with its short name. */
const thingName = (view: View, series: string) => pageAnchor(view, series, literal(view, view.shortNameOf(series)));

/** The lines of areas: the whole first, then those with colours. */
function linesOf(
  view: View,
  { byArea }: SeriesFigures,
  whole: readonly string[],
  others: readonly string[],
): PlotLine[] {
  const lineOf = (area: string, mark: number): PlotLine => ({
    key: areaCode(view.site, area),
    name: plainText(view.shortLabel(area)),
    mark,
    points: byArea.get(area) ?? [],
    href: view.linkTo(area),
  });
  return [...whole.map((area) => lineOf(area, 0)), ...others.map((area, at) => lineOf(area, at + 1))];
}

/** The class of the areas, or the property if they are only text. */
function areasName(view: View, { byArea, series }: SeriesFigures): string {
  const [area = series] = byArea.keys();
  return plainText(view.term(kindOf(view.graph, area) ?? view.site.roles.parts.FigureArea[0] ?? ''));
}

interface Chosen {
  id: string;
  whole: readonly string[];
  others: readonly string[];
  dimensions: readonly Dimension[];
}

function configOf(view: View, figures: SeriesFigures, { id, whole, others, dimensions }: Chosen): PageConfig {
  const { site, language } = view;
  const { series, unit, direction, byArea } = figures;
  const name = plainText(view.label(series));
  const unitName = unit === undefined ? '' : plainText(view.label(unit));
  const areaOf = (area: string): DrawnArea => ({
    key: areaCode(site, area),
    name: plainText(view.shortLabel(area)),
    href: view.linkTo(area) ?? '',
    points: byArea.get(area) ?? [],
  });
  const codeName = ({ resourceOf }: Dimension, code: string): string => plainText(view.label(resourceOf(code)));
  const file = seriesDataFile(site, series);
  const goal = goalOf(site, series);
  const drawnCodes = [...whole, ...others].map((area) => areaCode(site, area));
  const columns = dimensions
    .filter(({ codes }) => codes.length <= mostColumns)
    .flatMap((one) =>
      one.codes.map((code): ChartConfig['columns'][number] => {
        const part = `${one.name}=${code}`;
        const own = drawnCodes.flatMap((area): [string, Point][] => {
          const point = newestOfPart(site, series, part, area);
          return point === undefined ? [] : [[area, point]];
        });
        return [part, codeName(one, code), Object.fromEntries(own)];
      }),
    );
  return {
    id,
    title: unitName === '' || name.includes('(') ? name : `${name} (${unitName})`,
    titleLanguage: turned(view.label(series).language, view.words.language).lang,
    unit: unitName,
    file: file === undefined ? '' : view.link(file),
    names: view.link(areaNamesFile(language)),
    pages: view.pageLink('x').replace(/x\.html$/, ''),
    citation: citationOf(view, series, sourcesOf(site, series)),
    direction,
    goal: goal && {
      value: goal.value,
      text: `${goalName(view.words, goal)}${view.words.colon}${ltrMark(view)}${pointText(goal, view.words)}`,
    },
    areas: areasName(view, figures),
    whole: whole.map(areaOf),
    drawn: others.map(areaOf),
    dimensions: dimensions.map((one) => ({
      name: one.name,
      title: plainText(view.term(one.property)),
      whole: [one.whole, codeName(one, one.whole)],
      codes: one.codes.map((code) => [code, codeName(one, code)]),
    })),
    columns,
    words: view.link(chartWordsFile(language)),
  };
}
