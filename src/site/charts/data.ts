import { agenda } from '../agenda.js';
import type { GraphIndex } from '../graph-index.js';

/** Which targets connect an objective (row) with a goal (column), where any do. */
export interface Matrix {
  rows: string[];
  columns: string[];
  targets(row: string, column: string): readonly string[];
  most: number; // targets in one cell
}

/** All objectives by all goals; undefined where there are none, or none of them is connected. */
export function goalMatrix(graph: GraphIndex): Matrix | undefined {
  const rows = graph.ofType(agenda.objective);
  const columns = graph.ofType(agenda.goal);
  const cells = new Map<string, string[]>();
  for (const row of rows)
    for (const target of graph.links(row, agenda.connectedTarget))
      for (const column of graph.links(target, agenda.isTargetOf)) {
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
  const targets = graph.links(objective, agenda.connectedTarget);
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
    indicators: collect(agenda.hasIndicator),
    others: collect(agenda.connectedObjective),
    edges,
  };
}

export const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);
