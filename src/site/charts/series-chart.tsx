import type { JSX } from 'preact';
import { fill } from '../languages.js';
import { Literal, NameLink } from '../layout/links.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { Bars } from './bars.js';
import { ChartFigure } from './chart-figure.js';
import { figuresOf, type Line, type Figures as SeriesFigures } from './figures.js';
import { LineChart } from './line-chart.js';
import { sourcesOf } from './origin.js';
import { FiguresTable } from './tables.js';

/**
 * The figures of a series by region over the years. Null where there are none. The page of the series has those of all
 * areas in its table; others make do with the areas that are drawn.
 */
export function Figures({ view, series }: { view: View; series: string }): JSX.Element | null {
  const figures = figuresOf(view.graph, series);
  if (figures === undefined) return null;
  const words = view.words.charts;
  const id = `chart-${(view.graph.codes(series)[0] ?? '').replace(/[^A-Za-z0-9]/g, '-')}`;
  const { lines, others, years, observations } = figures;
  const isWhole = view.thing === series;
  const note = isWhole ? words.someAreas : words.areasElsewhere;
  return (
    <ChartFigure
      view={view}
      id={id}
      caption={<Caption view={view} figures={figures} />}
      note={others.length > 0 ? fill(note, { count: lines.length, all: lines.length + others.length }) : null}
      table={(label) => (
        <FiguresTable view={view} label={label} lines={isWhole ? [...lines, ...others] : lines} years={years} />
      )}
    >
      {years.length === 1 ? (
        <Bars view={view} lines={lines} />
      ) : (
        <>
          <LineChart view={view} id={id} figures={figures} />
          <LineLegend view={view} lines={lines} />
        </>
      )}
      <FigureSources view={view} sources={sourcesOf(view.site, observations)} />
    </ChartFigure>
  );
}

/** The series, its unit, and the year where there is one only. */
function Caption({ view, figures: { series, unit, years } }: { view: View; figures: SeriesFigures }): JSX.Element {
  return (
    <>
      <NameLink view={view} iri={series} />
      {unit === undefined ? null : (
        <>
          {' · '}
          <Literal view={view} text={view.label(unit)} />
        </>
      )}
      {years.length === 1 ? ` · ${years[0]}` : null}
    </>
  );
}

/** Which line is which area's. */
function LineLegend({ view, lines }: { view: View; lines: Line[] }): JSX.Element {
  return (
    <ul class="legend">
      {lines.map(({ area }, number) => (
        <li>
          <svg class="swatch" viewBox="0 0 28 10" width="28" height="10" aria-hidden="true">
            <path class={`line line-${number}`} d="M1 5h26" />
          </svg>
          <NameLink view={view} iri={area} />
        </li>
      ))}
    </ul>
  );
}

/** Each source with its date, where its name does not tell that already. */
function FigureSources({ view, sources }: { view: View; sources: string[] }): JSX.Element | null {
  if (sources.length === 0) return null;
  return (
    <p class="note">
      {view.words.source}:{' '}
      {sources.map((source, i) => (
        <>
          {i === 0 ? null : ' · '}
          <NameLink view={view} iri={source} />
          <Issued view={view} source={source} />
        </>
      ))}
    </p>
  );
}

function Issued({ view, source }: { view: View; source: string }): JSX.Element | null {
  const date = view.graph.objects(source, names.issued)[0]?.value;
  const isTold = date === undefined || view.label(source).text.includes(date.slice(0, 4));
  return isTold ? null : (
    <>
      {' '}
      (
      <bdi dir="ltr" class="date">
        {date}
      </bdi>
      )
    </>
  );
}
