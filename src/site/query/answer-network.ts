import { type Answer, textOf } from './answer.js';

/** The resources of an answer and the connections between them, with their places in a picture. */

/** A resource and its place. */
export interface NetworkNode {
  iri: string;
  x: number;
  y: number;
  isStart: boolean; // of a connection
}

/** Resources that are connected: positions in the list of nodes. */
export type NetworkEdge = readonly [from: number, to: number];

/** More resources are not readable. */
export const mostNodes = 60;

/** The connections: from the subject to the object of a triple, or between the first two columns of IRIs in a row. */
export function networkOf(answer: Answer): { nodes: string[]; edges: NetworkEdge[]; isCut: boolean } {
  const nodes = new Map<string, number>();
  const edges = new Map<string, NetworkEdge>();
  let isCut = false;
  for (const row of answer.form === 'truth' ? [] : answer.rows) {
    const all = row.flatMap((term, i) =>
      term?.type === 'uri' && !(answer.form === 'graph' && i === 1) ? [textOf(term)] : [],
    );
    const [from, to] = all;
    if (from === undefined || to === undefined || from === to) continue;
    const isNew = [from, to].filter((one) => !nodes.has(one)).length;
    if (nodes.size + isNew > mostNodes) {
      isCut = true;
      continue;
    }
    for (const one of [from, to]) if (!nodes.has(one)) nodes.set(one, nodes.size);
    const edge = [nodes.get(from) as number, nodes.get(to) as number] as const;
    edges.set(edge.join(' '), edge);
  }
  return { nodes: [...nodes.keys()], edges: [...edges.values()], isCut };
}

const gap = 24;

/** The height of a picture with these nodes. */
export const networkHeight = (nodes: readonly NetworkNode[]): number => Math.max(0, ...nodes.map(({ y }) => y)) + gap;

/**
 * Places the nodes in two columns: those from which connections start, and all others, each near what it is connected
 * with. The names are outside, so they never overlap.
 */
export function placeNodes(iris: readonly string[], edges: readonly NetworkEdge[], width: number): NetworkNode[] {
  const starts = new Set(edges.map(([from]) => from));
  const all = [...iris.keys()];
  const left = all.filter((i) => starts.has(i));
  const rank = new Map(left.map((i, at) => [i, at]));
  const weight = (node: number): number => {
    const near = edges.flatMap(([from, to]) => (to === node ? (rank.get(from) ?? 0) : []));
    return near.reduce((sum, at) => sum + at, 0) / Math.max(near.length, 1);
  };
  const right = all.filter((i) => !starts.has(i)).sort((a, b) => weight(a) - weight(b) || a - b);
  const rows = Math.max(left.length, right.length);
  const nodes = new Map<number, NetworkNode>();
  for (const [column, part] of [left, right].entries())
    for (const [at, i] of part.entries()) {
      const y = gap + (rows * gap * (at + 0.5)) / part.length;
      nodes.set(i, { iri: iris[i] ?? '', x: width * (column === 0 ? 0.4 : 0.6), y, isStart: column === 0 });
    }
  return all.flatMap((i) => nodes.get(i) ?? []);
}
