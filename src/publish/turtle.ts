import { DataFactory, type Quad, Writer } from 'n3';
import { sortCodePoints } from '../text/order.js';
import { type Dump, prefixesOf, type QuadRun, type Triples } from './dump.js';
import type { Sink } from './files.js';

type Prefixes = Record<string, string>;

/** Turtle: prefixed, one block a subject, in canonical order. */
export async function turtle({ runs, context }: Triples, sink: Sink): Promise<void> {
  const { head, blocks } = turtleWriter(prefixesOf(context));
  sink(head);
  for (const run of runs()) sink(run.recall('ttl', () => blocks(run.triples)));
}

/** TriG: the same, one block a graph. */
export async function trig({ runs, context }: Dump, sink: Sink): Promise<void> {
  const { head, blocks } = turtleWriter(prefixesOf(context));
  const pieces = new Map<string, string[]>();
  for (const run of runs()) {
    const byGraph = run.recall('trig', () => writeGraphs(run, blocks));
    for (const [graph, text] of byGraph) pieces.set(graph, [...(pieces.get(graph) ?? []), text]);
  }
  sink(head);
  for (const graph of sortCodePoints([...pieces.keys()])) {
    sink(`<${graph}> {\n`);
    const texts = pieces.get(graph) as string[];
    for (const [i, text] of texts.entries()) sink(i < texts.length - 1 ? text : text.replace(/\.\n$/, '\n}\n'));
  }
}

function writeGraphs({ quads }: QuadRun, blocks: TurtleWriter['blocks']): Map<string, string> {
  const byGraph = new Map<string, Quad[]>();
  for (const quad of quads) {
    const known = byGraph.get(quad.graph.value);
    if (known) known.push(quad);
    else byGraph.set(quad.graph.value, [quad]);
  }
  return new Map([...byGraph].map(([graph, own]) => [graph, blocks(own)]));
}

/** A whole document without its graph's name: the prefixes, and the statements subject by subject. */
export function turtleText(quads: Quad[], prefixes: Prefixes): string {
  const { head, blocks } = turtleWriter(prefixes);
  return head + blocks(quads);
}

interface TurtleWriter {
  head: string; // the prefixes
  blocks(quads: Iterable<Quad>): string; // a block a subject
}

/**
 * For many texts with the same prefixes: making a writer of n3 takes as long as writing a hundred statements. It ends a
 * subject only when the next begins, and so a statement that is cut off stands between any two texts.
 */
export function turtleWriter(prefixes: Prefixes): TurtleWriter {
  let text = '';
  const put = (chunk: string) => {
    text += chunk;
  };
  const writer = new Writer({ write: put, end: () => {} }, { prefixes });
  const between = DataFactory.namedNode('');
  const head = text;
  writer.addQuad(between, between, between);
  return {
    head,
    blocks(quads) {
      text = '';
      for (const { subject, predicate, object } of quads) writer.addQuad(subject, predicate, object);
      writer.addQuad(between, between, between);
      return text.slice('.\n'.length, -'<> <> <>'.length);
    },
  };
}
