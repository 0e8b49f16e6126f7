import {
  forceCollide,
  forceLink,
  forceManyBody,
  forceSimulation,
  forceX,
  forceY,
  type SimulationNodeDatum,
} from 'd3-force';
import type { Neighbours } from './data.js';

/** A thing as it is placed in the picture. */
export interface PlacedThing extends SimulationNodeDatum {
  iri: string;
  role: keyof typeof sizes;
  x: number;
  y: number;
}

/** Half the width of a mark, half its height, and the radius of its corners. */
export const sizes = {
  objective: [24, 24, 24],
  target: [24, 14, 5],
  indicator: [23, 12, 12],
  other: [13, 13, 13],
} as const;

/** Half the diagonal of a mark and a little air: how near others may come from any side. */
const reach = { objective: 26, target: 29, indicator: 27, other: 15 };

export interface Layout {
  things: PlacedThing[];
  edges: [PlacedThing, PlacedThing][];
  width: number;
  height: number;
}

const width = 340; // so narrow that it can be read on a telephone
const margin = 4;

/**
 * Marks that push one another away and lines that pull them together, until they are at rest. Begun in the same order
 * and run for the same time, it comes to the same places on every machine.
 */
export function layOut({ objective, targets, indicators, others, edges }: Neighbours): Layout {
  const things = [
    ...[objective].map((iri) => thing(iri, 'objective')),
    ...targets.map((iri) => thing(iri, 'target')),
    ...indicators.map((iri) => thing(iri, 'indicator')),
    ...others.map((iri) => thing(iri, 'other')),
  ];
  const byIri = new Map(things.map((one) => [one.iri, one]));
  const links = edges.flatMap(([from, to]) => {
    const [source, target] = [byIri.get(from), byIri.get(to)];
    return source && target ? [{ source, target }] : [];
  });
  const simulation = forceSimulation(things)
    .alphaDecay(0.0172) // nearly at rest after 300 rounds
    .force(
      'link',
      forceLink(links).distance(({ target }) => ((target as PlacedThing).role === 'other' ? 90 : 45)),
    )
    .force('charge', forceManyBody().strength(-160).distanceMax(300))
    .force('apart', forceCollide<PlacedThing>(({ role }) => reach[role]).iterations(3))
    .force('across', forceX(0).strength(0.16))
    .force('down', forceY(0).strength(0.05))
    .stop();
  const run = (rounds: number): void => {
    for (let round = 0; round < rounds; round++) {
      simulation.tick();
      for (const one of things) one.x = between(-room(one), one.x, room(one));
    }
  };
  run(300);
  for (const force of ['link', 'charge', 'across', 'down']) simulation.force(force, null);
  run(100); // what still overlaps comes apart
  return { ...shift(things), edges: links.map(({ source, target }) => [source, target]) };
}

const thing = (iri: string, role: PlacedThing['role']): PlacedThing =>
  // What has no place yet is given one by its number, on a spiral.
  ({ iri, role }) as PlacedThing;

/** How far a mark may go from the middle. */
const room = ({ role }: PlacedThing): number => width / 2 - sizes[role][0] - margin;

const between = (least: number, value: number, most: number): number => Math.min(most, Math.max(least, value));

/** Moves all so that the picture begins at 0, 0. */
function shift(things: PlacedThing[]): { things: PlacedThing[]; width: number; height: number } {
  const top = Math.min(...things.map(({ y, role }) => y - sizes[role][1])) - margin;
  const bottom = Math.max(...things.map(({ y, role }) => y + sizes[role][1])) + margin;
  for (const one of things) {
    one.x += width / 2;
    one.y -= top;
  }
  return { things, width, height: Math.ceil(bottom - top) };
}
