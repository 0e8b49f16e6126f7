import type { GraphIndex } from '../graph-index.js';

const gcm = 'https://w3id.org/gcm-graph/ontology#';
const sdgo = 'http://metadata.un.org/sdg/ontology#';

/** The terms that the pictures are drawn by. */
export const terms = {
  objective: `${gcm}Objective`,
  goal: `${sdgo}Goal`,
  target: `${sdgo}Target`,
  indicator: `${sdgo}Indicator`,
  connectedTarget: `${gcm}connectedTarget`,
  connectedObjective: `${gcm}connectedObjective`,
  isTargetOf: `${sdgo}isTargetOf`,
  hasIndicator: `${sdgo}hasIndicator`,
} as const;

/** Which targets connect an objective (row) with a goal (column), where any do. */
export interface Matrix {
  rows: string[];
  columns: string[];
  targets(row: string, column: string): readonly string[];
  most: number; // targets in one cell
}

/** All objectives by all goals; undefined where there are none, or none of them is connected. */
export function goalMatrix(graph: GraphIndex): Matrix | undefined {
  const rows = graph.ofType(terms.objective);
  const columns = graph.ofType(terms.goal);
  const cells = new Map<string, string[]>();
  for (const row of rows)
    for (const target of graph.links(row, terms.connectedTarget))
      for (const column of graph.links(target, terms.isTargetOf)) {
        const key = `${row} ${column}`;
        cells.set(key, [...(cells.get(key) ?? []), target]);
      }
  if (cells.size === 0 || columns.length === 0) return undefined;
  const most = Math.max(...[...cells.values()].map(({ length }) => length));
  return { rows, columns, targets: (row, column) => cells.get(`${row} ${column}`) ?? [], most };
}

/** What the page of an objective calls the place where its targets of a goal stand: "goal-16". */
export const goalAnchor = (graph: GraphIndex, goal: string): string =>
  `goal-${(graph.codes(goal)[0] ?? '').replace(/[^A-Za-z0-9.-]/g, '')}`;

/** An objective, its targets, their indicators, and the objectives that share one of the targets. */
export interface Neighbours {
  objective: string;
  targets: string[];
  indicators: string[];
  others: string[];
  edges: [from: string, to: string][];
}

export function neighboursOf(graph: GraphIndex, objective: string): Neighbours | undefined {
  const targets = graph.links(objective, terms.connectedTarget);
  if (targets.length === 0) return undefined;
  const edges: [string, string][] = targets.map((target) => [objective, target]);
  const collect = (predicate: string): string[] => {
    const found = new Set<string>();
    for (const target of targets)
      for (const iri of graph.links(target, predicate)) {
        if (iri === objective) continue;
        found.add(iri);
        edges.push([target, iri]);
      }
    return [...found].sort(graph.byCode);
  };
  return {
    objective,
    targets,
    indicators: collect(terms.hasIndicator),
    others: collect(terms.connectedObjective),
    edges,
  };
}
