import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { proposedTargets } from '../claims.js';
import { fill } from '../languages.js';
import type { View } from '../view.js';
import { ChartFigure } from './chart-figure.js';
import { goalAnchor, goalMatrix, neighboursOf, sum } from './data.js';
import { Flow } from './flow.js';
import { HeatMap } from './heat-map.js';
import { NeighbourhoodMap } from './neighbourhood.js';
import { FlowTable, MatrixTable, NeighbourTable } from './tables.js';

/** Objectives by goals: how many targets connect them. Null where nothing is connected. */
export function GoalMatrix({ view }: { view: View }): JSX.Element | null {
  const matrix = goalMatrix(view.graph);
  if (matrix === undefined) return null;
  const words = view.words.charts;
  const cellLink = (row: string, column: string): string | undefined => {
    const page = view.linkTo(row);
    return page && `${page}#${goalAnchor(view.graph, column)}`;
  };
  const table = (label: string) => <MatrixTable view={view} label={label} matrix={matrix} cellLink={cellLink} />;
  return (
    <ChartFigure
      view={view}
      id="chart-matrix"
      caption={words.matrix}
      note={withProposals(view, words.matrixNote)}
      table={table}
      isWide
    >
      <HeatMap view={view} id="chart-matrix" matrix={matrix} cellLink={cellLink} />
    </ChartFigure>
  );
}

/** The same as bands from objectives to goals. */
export function GoalFlow({ view }: { view: View }): JSX.Element | null {
  const matrix = goalMatrix(view.graph);
  if (matrix === undefined) return null;
  const words = view.words.charts;
  const table = (label: string) => <FlowTable view={view} label={label} matrix={matrix} />;
  return (
    <ChartFigure
      view={view}
      id="chart-flow"
      caption={words.flow}
      note={withProposals(view, words.flowNote)}
      table={table}
      isWide
    >
      <Flow view={view} id="chart-flow" matrix={matrix} />
    </ChartFigure>
  );
}

/** The note, and how many of the connections no source states. */
function withProposals({ graph, words }: View, note: string): string {
  const count = sum(graph.ofType(agenda.objective).map((objective) => proposedTargets(graph, objective).length));
  return count === 0 ? note : `${note} ${fill(words.proposedOnly, { count })}`;
}

/** What surrounds the objective of the page. Null where it has no target. */
export function Neighbourhood({ view }: { view: View }): JSX.Element | null {
  const neighbours = neighboursOf(view.graph, view.thing);
  if (neighbours === undefined) return null;
  const words = view.words.charts;
  const table = (label: string) => <NeighbourTable view={view} label={label} neighbours={neighbours} />;
  const marks = [
    ['objective', words.thisOne],
    ['target', view.plural(agenda.target).text],
    ['indicator', view.plural(agenda.indicator).text],
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
