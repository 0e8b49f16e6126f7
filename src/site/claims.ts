import { addTo, compareCodePoints } from '../text/order.js';
import type { GraphIndex } from './graph-index.js';
import { agenda, localName, names } from './vocabulary.js';

/** The rows that connect a resource with another (owl:annotatedSource, owl:annotatedTarget). */
export const rowsAbout = (graph: GraphIndex, thing: string): string[] => [
  ...graph.subjects(names.annotatedSource, thing),
  ...graph.subjects(names.annotatedTarget, thing),
];

/** The claims about an objective or a target, from a source, or with a status. */
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

/** A row of the sheet of connections as a claim; undefined if it does not connect an objective with a target. */
export function claimOf(graph: GraphIndex, row: string) {
  const [objective] = graph.links(row, names.annotatedSource);
  const [target] = graph.links(row, names.annotatedTarget);
  if (objective === undefined || target === undefined) return undefined;
  return {
    row,
    objective,
    target,
    /** If false, the source only mentions the two together. */
    isConnection: graph.links(row, names.annotatedProperty).includes(agenda.connectedTarget),
    status: graph.links(row, names.status)[0],
    source: graph.links(row, names.source)[0],
    /** Claims that interpret the same line of the source differently. */
    contradictedBy: graph.links(row, agenda.contradictedBy),
    contradicts: graph.subjects(agenda.contradictedBy, row),
  };
}

export type Claim = NonNullable<ReturnType<typeof claimOf>>;

/** True if the claim only proposes the connection. */
const isProposal = ({ status }: Claim): boolean => status !== undefined && localName(status) === 'proposed';

/** How firmly a claim connects its two resources, as a style class: "states", "proposes" or "mentions". */
export function strengthOf(claim: Claim): string {
  if (!claim.isConnection) return 'mentions';
  return isProposal(claim) ? 'proposes' : 'states';
}

/** The targets that only proposals connect to an objective: no source states the connection. */
export function proposedTargets(graph: GraphIndex, objective: string): string[] {
  const connections = claimsAbout(graph, objective).filter(({ isConnection }) => isConnection);
  return groupBy(graph, connections, ({ target }) => [target])
    .filter(([, claims]) => claims.every(isProposal))
    .map(([target]) => target);
}

/** Groups items by their keys, such as targets by goal; the groups are sorted by code. */
export function groupBy<T>(
  graph: GraphIndex,
  all: readonly T[],
  keysOf: (one: T) => readonly string[],
): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) for (const key of keysOf(one)) addTo(groups, key, one);
  return [...groups].sort(([a], [b]) => graph.byCode(a, b));
}
