import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { Neighbourhood } from '../../roles/roles.js';
import { hueClass } from '../colours.js';
import { codeLink, dotted, list, literal, thingLink } from '../layout/components.js';
import { follow, step } from '../steps.js';
import { kindOf, perSite, type Site, type View } from '../view.js';
import { names } from '../vocabulary.js';
import { at, chartFigure, codeOf, picture, pictureLink, shortName, svgCode, titleOf } from './figure.js';

/** The picture that a project declares for the kind of a thing. */
const roleOf = ({ graph, roles }: Site, thing: string): Neighbourhood | undefined =>
  graph.values(thing, names.type).flatMap((type) => roles.neighbourhoods.get(type) ?? [])[0];

/**
 * The things around a thing: near ones at the end of the path of the picture, next ones around these, and others, which
 * are next ones of the same kind as the centre. Undefined if the project declares no picture or if nothing is near.
 */
export function neighboursOf(site: Site, centre: string) {
  const role = roleOf(site, centre);
  const near = role === undefined ? [] : follow(site, centre, role.path);
  if (role === undefined || near.length === 0) return undefined;
  const around = role.next.flatMap((property) =>
    near.flatMap((from) =>
      step(site, from, property)
        .filter((to) => to !== centre && !near.includes(to))
        .map((to): [from: string, to: string] => [from, to]),
    ),
  );
  const isOther = (thing: string): boolean => site.graph.values(thing, names.type).includes(role.of);
  const ends = [...new Set(around.map(([, to]) => to))].sort(site.graph.byCode);
  return {
    role,
    centre,
    near,
    next: ends.filter((one) => !isOther(one)),
    others: ends.filter(isOther),
    edges: [...near.map((one): [string, string] => [centre, one]), ...around],
  };
}

type Neighbours = NonNullable<ReturnType<typeof neighboursOf>>;

/** The kinds in the circles of each picture. A next circle with the kinds of the near one has the names of properties. */
const kindsOf = perSite((site) => {
  const kinds = new Map<Neighbourhood, { near: Set<string>; next: Set<string>; hasOthers: boolean }>();
  for (const [of, role] of site.roles.neighbourhoods) {
    const all = site.graph.ofType(of).flatMap((thing) => neighboursOf(site, thing) ?? []);
    const kindsIn = (circle: 'near' | 'next'): Set<string> =>
      new Set(all.flatMap((one) => one[circle].flatMap((thing) => kindOf(site.graph, thing) ?? [])));
    const [near, next] = [kindsIn('near'), kindsIn('next')];
    const hasOthers = all.some(({ others }) => others.length > 0);
    const isSame = next.size > 0 && [...next].every((kind) => near.has(kind));
    kinds.set(role, { near, next: isSame ? new Set(role.next) : next, hasOthers });
  }
  return kinds;
});

/** The names of the circles and the other texts of the chart, from the project or neutral. */
function wordsOf(view: View, { role }: Neighbours) {
  const { words, ownText, site } = view;
  const kinds = kindsOf(site).get(role);
  const plurals = (types: Iterable<string> = []): string =>
    [...types].map((type) => view.plural(type).text).join(' · ');
  const text = (key: 'neighbourhood' | 'neighbourhoodNote' | 'sharing' | 'thisOne') =>
    ownText(`charts.${key}`, role.iri) ?? words.charts[key];
  return {
    title: text('neighbourhood'),
    note: text('neighbourhoodNote'),
    centre: text('thisOne'),
    near: plurals(kinds?.near),
    next: plurals(kinds?.next),
    others: kinds?.hasOthers ? text('sharing') : '',
  };
}

/** The chart of the things around the thing of a page; null if nothing is near. */
export function neighbourhood(view: View) {
  const neighbours = neighboursOf(view.site, view.thing);
  if (neighbours === undefined) return null;
  const words = wordsOf(view, neighbours);
  const { near, edges } = neighbours;
  const circles = (['next', 'others'] as const).filter((circle) => words[circle] !== '');
  const joined = (from: string, among: string[]) => {
    const found = edges.filter(([start, to]) => start === from && among.includes(to));
    return list('shares', found, ([, to]) => codeLink(view, to));
  };
  const legend = list('legend', ['centre', 'near', ...circles] as const, (circle) => [
    <svg class={`swatch mark ${circle}`} viewBox="0 0 20 14" width="20" height="14" aria-hidden="true">
      <rect x="1" y="1" width="18" height="12" rx={circle === 'near' ? 3 : 6} />
    </svg>,
    words[circle],
  ]);
  const kinds = kindsOf(view.site).get(neighbours.role);
  const heads = {
    near: dotted([...(kinds?.near ?? [])].map((kind) => literal(view, view.term(kind)))),
    next: dotted([...(kinds?.next ?? [])].map((kind) => literal(view, view.plural(kind)))),
    others: words.others,
  };
  const frame = {
    id: 'chart-neighbourhood',
    caption: words.title,
    note: words.note,
    columns: (['near', ...circles] as const).map((circle) => heads[circle]),
    rows: near.map((one) => [thingLink(view, one), ...circles.map((circle) => joined(one, neighbours[circle]))]),
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
    title: `${wordsOf(view, neighbours).title}: ${titleOf(view, neighbours.centre)}`,
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
  const [first = shortName(view, iri, across * 2, 1).lines[0] ?? ''] = codes;
  const parts = [
    <rect x={at(x - across)} y={at(y - down)} width={across * 2} height={down * 2} rx={corner} />,
    svgCode(x, y, `${first}${codes.length > 1 ? '…' : ''}`),
  ];
  return pictureLink(view.linkTo(iri), titleOf(view, iri), parts, `mark ${role}${hueClass(view, iri)}`);
}

/** "Targets (2): 8.7, 16.2; Indicators (15): …" */
function describe(view: View, neighbours: Neighbours): string {
  const words = wordsOf(view, neighbours);
  return (['near', 'next', 'others'] as const)
    .filter((circle) => words[circle] !== '')
    .map((circle) => {
      const things = neighbours[circle];
      return `${words[circle]} (${things.length}): ${things.map((one) => codeOf(view, one)).join(', ')}`;
    })
    .join('; ');
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

/** The layouts by thing, shared by all languages because each takes tens of milliseconds. */
const layoutsOf = perSite(() => new Map<string, ReturnType<typeof layOut>>());

function layoutOf(site: Site, neighbours: Neighbours): ReturnType<typeof layOut> {
  const known = layoutsOf(site);
  const layout = known.get(neighbours.centre) ?? layOut(neighbours);
  known.set(neighbours.centre, layout);
  return layout;
}

/** Marks repel one another and lines pull them together. Order and number of rounds are fixed, so the result is too. */
export function layOut({ centre, near, next, others, edges }: Neighbours) {
  // The simulation places nodes without coordinates on a spiral, in their order.
  const roles = { centre: [centre], near, next, others };
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
