import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { GraphIndex } from '../graph-index.js';
import { codeLink, goalClass, list, literal, thingLink } from '../layout/components.js';
import { perSite, type Site, type View } from '../view.js';
import { agenda } from '../vocabulary.js';
import { at, chartFigure, picture, pictureLink, svgCode, titleOf } from './figure.js';

/** An objective, its targets, their indicators, and objectives that share a target; undefined if it has no target. */
export function neighboursOf(graph: GraphIndex, objective: string) {
  const targets = graph.links(objective, agenda.connectedTarget);
  if (targets.length === 0) return undefined;
  const edgesBy = (predicate: string): [from: string, to: string][] =>
    targets.flatMap((target) =>
      graph
        .links(target, predicate)
        .filter((iri) => iri !== objective)
        .map((iri): [string, string] => [target, iri]),
    );
  const [toIndicators, toOthers] = [edgesBy(agenda.hasIndicator), edgesBy(agenda.connectedObjective)];
  const endsOf = (edges: [string, string][]): string[] => [...new Set(edges.map(([, to]) => to))].sort(graph.byCode);
  return {
    objective,
    targets,
    indicators: endsOf(toIndicators),
    others: endsOf(toOthers),
    edges: [...targets.map((target): [string, string] => [objective, target]), ...toIndicators, ...toOthers],
  };
}

/** The texts of the chart, from the project or neutral. */
function wordsOf({ words: { charts }, ownText, site }: View) {
  const picture = site.roles.neighbourhoods.get(agenda.objective)?.iri ?? '';
  const text = (key: 'neighbourhood' | 'neighbourhoodNote' | 'sharing' | 'thisOne') =>
    ownText(`charts.${key}`, picture) ?? charts[key];
  return {
    neighbourhood: text('neighbourhood'),
    neighbourhoodNote: text('neighbourhoodNote'),
    sharing: text('sharing'),
    thisOne: text('thisOne'),
  };
}

type Neighbours = NonNullable<ReturnType<typeof neighboursOf>>;

/** The chart of the resources around an objective; null if it has no target. */
export function neighbourhood(view: View) {
  const neighbours = neighboursOf(view.graph, view.thing);
  if (neighbours === undefined) return null;
  const words = wordsOf(view);
  const { targets, indicators, others, edges } = neighbours;
  const joined = (target: string, among: string[]) => {
    const found = edges.filter(([from, to]) => from === target && among.includes(to));
    return list('shares', found, ([, to]) => codeLink(view, to));
  };
  const marks = [
    ['centre', words.thisOne],
    ['near', view.plural(agenda.target).text],
    ['next', view.plural(agenda.indicator).text],
    ['others', words.sharing],
  ];
  const legend = list('legend', marks, ([role, text]) => [
    <svg class={`swatch mark ${role}`} viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
      <rect x="1" y="1" width="18" height="12" rx={role === 'near' ? 3 : 6} />
    </svg>,
    text,
  ]);
  const frame = {
    id: 'chart-neighbourhood',
    caption: words.neighbourhood,
    note: words.neighbourhoodNote,
    columns: [literal(view, view.term(agenda.target)), literal(view, view.plural(agenda.indicator)), words.sharing],
    rows: targets.map((target) => [thingLink(view, target), joined(target, indicators), joined(target, others)]),
  };
  return chartFigure(view, frame, [legend, neighbourhoodMap(view, neighbours)]);
}

function neighbourhoodMap(view: View, neighbours: Neighbours) {
  const { things, edges, width, height } = layoutOf(view.site, neighbours);
  const edgesTo = (role: PlacedThing['role']): string =>
    edges
      .filter(([, to]) => to.role === role)
      .map(([a, b]) => `M${at(a.x)} ${at(a.y)}L${at(b.x)} ${at(b.y)}`)
      .join('');
  const frame = {
    id: 'chart-neighbourhood',
    name: 'neighbourhood',
    title: `${wordsOf(view).neighbourhood}: ${titleOf(view, neighbours.objective)}`,
    description: describe(view, neighbours),
    width,
    height,
    isLinked: true,
  };
  return picture(frame, [
    (['others', 'next', 'near'] as const).map((role) => <path class={`edge to-${role}`} d={edgesTo(role)} />),
    things.map((thing) => mark(view, thing)),
  ]);
}

function mark(view: View, { iri, role, x, y }: PlacedThing) {
  const [across, down, corner] = sizes[role];
  const codes = view.graph.codes(iri);
  const parts = [
    <rect x={at(x - across)} y={at(y - down)} width={across * 2} height={down * 2} rx={corner} />,
    svgCode(x, y, `${codes[0] ?? ''}${codes.length > 1 ? '…' : ''}`),
  ];
  return pictureLink(view.linkTo(iri), titleOf(view, iri), parts, `mark ${role}${goalClass(iri, codes)}`);
}

/** "Targets (2): 8.7, 16.2; Indicators (15): …" */
function describe(view: View, { targets, indicators, others }: Neighbours): string {
  const { graph, plural } = view;
  const part = (name: string, iris: string[]): string =>
    `${name} (${iris.length}): ${iris.map((iri) => graph.codes(iri)[0]).join(', ')}`;
  return [
    part(plural(agenda.target).text, targets),
    part(plural(agenda.indicator).text, indicators),
    part(wordsOf(view).sharing, others),
  ].join('; ');
}

/** A resource with its position in the picture. */
export interface PlacedThing extends SimulationNodeDatum {
  iri: string;
  role: keyof typeof sizes;
  x: number;
  y: number;
}

/** Half the width of a mark, half its height, and the radius of its corners. */
export const sizes = {
  centre: [24, 24, 24],
  near: [24, 14, 5],
  next: [23, 12, 12],
  others: [13, 13, 13],
} as const;

/** Half the diagonal of a mark plus a gap: the minimum distance of other marks. */
const reach = { centre: 26, near: 29, next: 27, others: 15 };

const width = 340; // narrow enough for a phone
const margin = 4;

/** The layouts by objective, shared by all languages because each takes tens of milliseconds. */
const layoutsOf = perSite(() => new Map<string, ReturnType<typeof layOut>>());

function layoutOf(site: Site, neighbours: Neighbours): ReturnType<typeof layOut> {
  const known = layoutsOf(site);
  const layout = known.get(neighbours.objective) ?? layOut(neighbours);
  known.set(neighbours.objective, layout);
  return layout;
}

/** Marks repel one another and lines pull them together. Order and number of rounds are fixed, so the result is too. */
export function layOut({ objective, targets, indicators, others, edges }: Neighbours) {
  // The simulation places nodes without coordinates on a spiral, in their order.
  const roles = { centre: [objective], near: targets, next: indicators, others };
  const things = Object.entries(roles).flatMap(([role, iris]) => iris.map((iri) => ({ iri, role }) as PlacedThing));
  const byIri = new Map(things.map((one) => [one.iri, one]));
  const links = edges.flatMap(([from, to]) => {
    const [source, target] = [byIri.get(from), byIri.get(to)];
    return source && target ? [{ source, target }] : [];
  });
  const simulation = forceSimulation(things)
    .alphaDecay(0.0172) // nearly at rest after 300 rounds
    .force(
      'link',
      forceLink(links).distance(({ target }) => ((target as PlacedThing).role === 'others' ? 90 : 45)),
    )
    .force('charge', forceManyBody().strength(-160).distanceMax(300))
    .force('apart', forceCollide<PlacedThing>(({ role }) => reach[role]).iterations(3))
    .force('across', forceX(0).strength(0.16))
    .force('down', forceY(0).strength(0.05))
    .stop();
  const run = (rounds: number): void => {
    for (let round = 0; round < rounds; round++) {
      simulation.tick();
      for (const one of things) {
        const limit = width / 2 - sizes[one.role][0] - margin; // the maximum distance from the middle
        one.x = Math.min(limit, Math.max(-limit, one.x));
      }
    }
  };
  run(300);
  for (const force of ['link', 'charge', 'across', 'down']) simulation.force(force, null);
  run(100); // separates marks that still overlap
  return { ...shift(things), edges: links.map(({ source, target }) => [source, target] as const) };
}

/** Moves all marks so that the picture begins at 0, 0. */
function shift(things: PlacedThing[]) {
  const top = Math.min(...things.map(({ y, role }) => y - sizes[role][1])) - margin;
  const bottom = Math.max(...things.map(({ y, role }) => y + sizes[role][1])) + margin;
  for (const one of things) {
    one.x += width / 2;
    one.y -= top;
  }
  return { things, width, height: Math.ceil(bottom - top) };
}
