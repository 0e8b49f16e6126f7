import { addTo, compareCodePoints } from '../text/order.js';
import type { GraphIndex } from './graph-index.js';
import { agenda, localName, names } from './vocabulary.js';

/** The rows that join two things (owl:annotatedSource and -Target) and have this one at either end. */
export const rowsAbout = (graph: GraphIndex, thing: string): string[] => [
  ...graph.subjects(names.annotatedSource, thing),
  ...graph.subjects(names.annotatedTarget, thing),
];

/** What is claimed of a thing: of an objective or target that stands at either end, by a source, or with a status. */
export function claimsAbout(graph: GraphIndex, thing: string): Claim[] {
  const rows = [names.source, names.status].flatMap((predicate) => graph.subjects(predicate, thing));
  return [...rowsAbout(graph, thing), ...rows]
    .flatMap((row) => claimOf(graph, row) ?? [])
    .sort(
      (a, b) =>
        graph.byCode(a.objective, b.objective) ||
        graph.byCode(a.target, b.target) ||
        Number(b.isConnection) - Number(a.isConnection) ||
        compareCodePoints(a.row, b.row),
    );
}

/** A row of the sheet of connections: a source says something of an objective and a target. Undefined for one that does not join two things. */
export function claimOf(graph: GraphIndex, row: string) {
  const [objective] = graph.links(row, names.annotatedSource);
  const [target] = graph.links(row, names.annotatedTarget);
  if (objective === undefined || target === undefined) return undefined;
  return {
    row,
    objective,
    target,
    /** Else the two are only mentioned together. */
    isConnection: graph.links(row, names.annotatedProperty).includes(agenda.connectedTarget),
    status: graph.links(row, names.status)[0],
    source: graph.links(row, names.source)[0],
    /** Claims that read the same line in another way. */
    contradictedBy: graph.links(row, agenda.contradictedBy),
    contradicts: graph.subjects(agenda.contradictedBy, row),
  };
}

/** What a row of the sheet of connections says. */
export type Claim = NonNullable<ReturnType<typeof claimOf>>;

const isProposal = ({ status }: Claim): boolean => status !== undefined && localName(status) === 'proposed';

/** The targets that an objective is connected to by proposals alone: no source states the connection. */
export function proposedTargets(graph: GraphIndex, objective: string): string[] {
  const connections = claimsAbout(graph, objective).filter(({ isConnection }) => isConnection);
  return groupBy(graph, connections, ({ target }) => [target])
    .filter(([, claims]) => claims.every(isProposal))
    .map(([target]) => target);
}

/** Things under what they belong to, both in the order of their codes: targets by goal. */
export function groupBy<T>(
  graph: GraphIndex,
  all: readonly T[],
  keysOf: (one: T) => readonly string[],
): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) for (const key of keysOf(one)) addTo(groups, key, one);
  return [...groups].sort(([a], [b]) => graph.byCode(a, b));
}
