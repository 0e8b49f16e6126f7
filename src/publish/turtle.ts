import { type Quad, Writer } from 'n3';
import { compareCodePoints } from '../order.js';
import { type Dump, prefixesOf } from './dump.js';

/** Turtle: prefixed, one block a subject, in canonical order. */
export const turtle = ({ triples, context }: Dump): Promise<string> => write(triples, prefixesOf(context), 'text/turtle');

/** TriG: the same, one block a graph. */
export function trig({ quads, context }: Dump): Promise<string> {
  const byGraph = [...quads].sort((a, b) => compareCodePoints(a.graph.value, b.graph.value));
  return write(byGraph, prefixesOf(context), 'application/trig');
}

function write(quads: Quad[], prefixes: Record<string, string>, format: string): Promise<string> {
  const writer = new Writer({ format, prefixes });
  writer.addQuads(quads);
  return new Promise((resolve, reject) => writer.end((error, text: string) => (error ? reject(error) : resolve(text))));
}
