import { type Quad, Writer } from 'n3';
import { compareCodePoints } from '../order.js';
import { type Dump, prefixesOf, type Triples } from './dump.js';
import type { Sink } from './files.js';

/** Turtle: prefixed, one block a subject, in canonical order. */
export const turtle = ({ runs, context }: Triples, sink: Sink): Promise<void> =>
  write(runs(), prefixesOf(context), 'text/turtle', sink);

/** TriG: the same, one block a graph. */
export function trig({ quads, context }: Dump, sink: Sink): Promise<void> {
  const byGraph = [...quads].sort((a, b) => compareCodePoints(a.graph.value, b.graph.value));
  return write([byGraph], prefixesOf(context), 'application/trig', sink);
}

function write(runs: Iterable<Quad[]>, prefixes: Record<string, string>, format: string, sink: Sink): Promise<void> {
  const stream = {
    write(text: string, _encoding: string, done?: () => void): void {
      sink(text);
      done?.();
    },
    end: (done?: () => void): void => done?.(),
  };
  const writer = new Writer(stream as never, { format, prefixes, end: false });
  for (const run of runs) for (const quad of run) writer.addQuad(quad);
  return new Promise((resolve, reject) => writer.end((error) => (error ? reject(error) : resolve())));
}
