import type { JSX } from 'preact';
import { agenda } from '../agenda.js';
import { goalClass } from '../layout/links.js';
import type { View } from '../view.js';
import { Picture, PictureLink } from './chart-figure.js';
import type { Neighbours } from './data.js';
import { type PlacedThing, sizes } from './force-layout.js';
import { layoutOf } from './layout-memory.js';
import { titleOf } from './short-text.js';
import { at, SvgCode } from './svg-text.js';

/** An objective in the middle of its targets, their indicators, and the objectives that share a target. */
export function NeighbourhoodMap({ view, id, neighbours }: { view: View; id: string; neighbours: Neighbours }) {
  const { things, edges, width, height } = layoutOf(view.site, neighbours);
  return (
    <Picture
      id={id}
      name="neighbourhood"
      title={`${view.words.charts.neighbourhood}: ${titleOf(view, neighbours.objective)}`}
      description={describe(view, neighbours)}
      width={width}
      height={height}
      isLinked
    >
      {(['other', 'indicator', 'target'] as const).map((role) => (
        <path class={`edge to-${role}`} d={pathOf(edges.filter(([, to]) => to.role === role))} />
      ))}
      {things.map((thing) => (
        <Mark view={view} thing={thing} />
      ))}
    </Picture>
  ) as JSX.Element;
}

const pathOf = (edges: [PlacedThing, PlacedThing][]): string =>
  edges.map(([a, b]) => `M${at(a.x)} ${at(a.y)}L${at(b.x)} ${at(b.y)}`).join('');

function Mark({ view, thing: { iri, role, x, y } }: { view: View; thing: PlacedThing }): JSX.Element {
  const [across, down, corner] = sizes[role];
  const codes = view.graph.codes(iri);
  return (
    <PictureLink href={view.linkTo(iri)} title={titleOf(view, iri)} class={`mark ${role}${goalClass(iri, codes)}`}>
      <rect x={at(x - across)} y={at(y - down)} width={across * 2} height={down * 2} rx={corner} />
      <SvgCode x={x} y={y} text={`${codes[0] ?? ''}${codes.length > 1 ? '…' : ''}`} />
    </PictureLink>
  );
}

/** "Targets: 6: 8.7, 16.2; Indicators: 15; …" */
function describe({ graph, plural, words }: View, { targets, indicators, others }: Neighbours): string {
  const codes = (iris: string[]): string => iris.map((iri) => graph.codes(iri)[0]).join(', ');
  return [
    `${plural(agenda.target).text} (${targets.length}): ${codes(targets)}`,
    `${plural(agenda.indicator).text} (${indicators.length}): ${codes(indicators)}`,
    `${words.charts.sharing} (${others.length}): ${codes(others)}`,
  ].join('; ');
}
