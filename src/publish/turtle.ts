import { type Quad, Writer } from 'n3';
import { sortCodePoints } from '../order.js';
import { type Dump, prefixesOf, type QuadRun, type Triples } from './dump.js';
import type { Sink } from './files.js';

type Prefixes = Record<string, string>;

/** Turtle: prefixed, one block a subject, in canonical order. */
export async function turtle({ runs, context }: Triples, sink: Sink): Promise<void> {
  const prefixes = prefixesOf(context);
  const head = turtleText([], prefixes);
  sink(head);
  for (const run of runs()) sink(run.recall('ttl', () => turtleText(run.triples, prefixes).slice(head.length)));
}

/** TriG: the same, one block a graph. */
export async function trig({ runs, context }: Dump, sink: Sink): Promise<void> {
  const prefixes = prefixesOf(context);
  const head = turtleText([], prefixes);
  const pieces = new Map<string, string[]>();
  for (const run of runs()) {
    const byGraph = run.recall('trig', () => writeGraphs(run, prefixes, head.length));
    for (const [graph, text] of byGraph) pieces.set(graph, [...(pieces.get(graph) ?? []), text]);
  }
  sink(head);
  for (const graph of sortCodePoints([...pieces.keys()])) {
    sink(`<${graph}> {\n`);
    const texts = pieces.get(graph) as string[];
    for (const [i, text] of texts.entries()) sink(i < texts.length - 1 ? text : text.replace(/\.\n$/, '\n}\n'));
  }
}

function writeGraphs({ quads }: QuadRun, prefixes: Prefixes, head: number): Map<string, string> {
  const byGraph = new Map<string, Quad[]>();
  for (const quad of quads) {
    const known = byGraph.get(quad.graph.value);
    if (known) known.push(quad);
    else byGraph.set(quad.graph.value, [quad]);
  }
  return new Map([...byGraph].map(([graph, own]) => [graph, turtleText(own, prefixes).slice(head)]));
}

/** A whole document without its graph's name: the prefixes, and the statements subject by subject. */
export function turtleText(quads: Quad[], prefixes: Prefixes): string {
  let text = '';
  const writer = new Writer({ prefixes });
  for (const { subject, predicate, object } of quads) writer.addQuad(subject, predicate, object);
  writer.end((error, result) => {
    if (error) throw error;
    text = result;
  });
  return text;
}
