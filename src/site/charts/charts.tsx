import type { JSX } from 'preact';
import { Literal } from '../layout/literal.js';
import { NameLink } from '../layout/thing-link.js';
import { names } from '../names.js';
import type { View } from '../view.js';
import { fill } from '../words/words.js';
import { Bars } from './bars.js';
import { ChartFigure } from './chart-figure.js';
import { goalAnchor, goalMatrix, neighboursOf, terms } from './data.js';
import { figuresOf, type Line, type Figures as SeriesFigures } from './figures.js';
import { Flow } from './flow.js';
import { HeatMap } from './heat-map.js';
import { LineChart } from './line-chart.js';
import { NeighbourhoodMap } from './neighbourhood.js';
import { sourcesOf } from './origin.js';
import { FiguresTable, FlowTable, MatrixTable, NeighbourTable } from './tables.js';
import { chartWordsOf } from './words.js';

/** Objectives by goals: how many targets connect them. Null where nothing is connected. */
export function GoalMatrix({ view }: { view: View }): JSX.Element | null {
  const matrix = goalMatrix(view.graph);
  if (matrix === undefined) return null;
  const words = chartWordsOf(view.language);
  const cellLink = (row: string, column: string): string | undefined => {
    const page = view.linkTo(row);
    return page && `${page}#${goalAnchor(view.graph, column)}`;
  };
  const table = <MatrixTable view={view} matrix={matrix} cellLink={cellLink} />;
  return (
    <ChartFigure view={view} id="chart-matrix" caption={words.matrix} note={words.matrixNote} table={table} isWide>
      <HeatMap view={view} id="chart-matrix" matrix={matrix} cellLink={cellLink} />
    </ChartFigure>
  );
}

/** The same as bands from objectives to goals. */
export function GoalFlow({ view }: { view: View }): JSX.Element | null {
  const matrix = goalMatrix(view.graph);
  if (matrix === undefined) return null;
  const words = chartWordsOf(view.language);
  const table = <FlowTable view={view} matrix={matrix} />;
  return (
    <ChartFigure view={view} id="chart-flow" caption={words.flow} note={words.flowNote} table={table} isWide>
      <Flow view={view} id="chart-flow" matrix={matrix} />
    </ChartFigure>
  );
}

/** What surrounds the objective of the page. Null where it has no target. */
export function Neighbourhood({ view }: { view: View }): JSX.Element | null {
  const neighbours = neighboursOf(view.graph, view.thing);
  if (neighbours === undefined) return null;
  const words = chartWordsOf(view.language);
  const table = <NeighbourTable view={view} neighbours={neighbours} />;
  const marks = [
    ['objective', words.thisOne],
    ['target', view.plural(terms.target).text],
    ['indicator', view.plural(terms.indicator).text],
    ['other', words.sharing],
  ];
  return (
    <ChartFigure
      view={view}
      id="chart-neighbourhood"
      caption={words.neighbourhood}
      note={words.neighbourhoodNote}
      table={table}
    >
      <ul class="legend">
        {marks.map(([role, text]) => (
          <li>
            <svg class={`swatch mark ${role}`} viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
              <rect x="1" y="1" width="18" height="12" rx={role === 'target' ? 3 : 6} />
            </svg>
            {text}
          </li>
        ))}
      </ul>
      <NeighbourhoodMap view={view} id="chart-neighbourhood" neighbours={neighbours} />
    </ChartFigure>
  );
}

/**
 * The figures of a series by region over the years. Null where there are none. The page of the series has those of all
 * areas in its table; others make do with the areas that are drawn.
 */
export function Figures({ view, series }: { view: View; series: string }): JSX.Element | null {
  const figures = figuresOf(view.graph, series);
  if (figures === undefined) return null;
  const words = chartWordsOf(view.language);
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
      table={<FiguresTable view={view} lines={isWhole ? [...lines, ...others] : lines} years={years} />}
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

function FigureSources({ view, sources }: { view: View; sources: string[] }): JSX.Element | null {
  if (sources.length === 0) return null;
  return (
    <p class="note">
      {view.words.source}:{' '}
      {sources.map((source) => (
        <>
          <NameLink view={view} iri={source} />{' '}
          <bdi dir="ltr" class="date">
            {view.graph.objects(source, names.issued)[0]?.value}
          </bdi>
        </>
      ))}
    </p>
  );
}
