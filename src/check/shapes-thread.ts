import { Parser, type Quad } from 'n3';
import { toNQuads } from '../graph/nquads.js';
import { terms } from '../graph/terms.js';
import { startThread } from '../thread.js';
import type { ShapesOrder } from './shapes-worker.js';
import type { Violation } from './violation.js';

/** SHACL in a thread of its own: it loads while the sheets are read, and validates while the SPARQL rules run. */
export interface ShapesThread {
  /** `text` are the shapes in Turtle, `file` is their name in reports. */
  validate(text: string, file: string, quads: Quad[]): Promise<Violation[]>;
  close(): Promise<unknown>;
}

export function startShapes(): ShapesThread {
  const thread = startThread<ShapesOrder, Violation[]>(new URL('./shapes-worker.js', import.meta.url), {
    maxYoungGenerationSizeMb: 8, // little garbage at a time: memory before speed
  });
  return {
    validate: (text, file, quads) => thread.ask({ text, file, nquads: toNQuads(spokenOf(text, quads)) }),
    close: thread.close,
  };
}

/** The statements that the shapes can see: about things of a class they name, with a property they name. */
function spokenOf(shapes: string, quads: Quad[]): Quad[] {
  const named = new Set<string>();
  try {
    for (const { object } of new Parser().parse(shapes)) named.add(object.value);
  } catch {
    return quads; // the thread will say what is wrong with the shapes
  }
  if (shapes.includes('closed')) return quads; // a closed shape looks at every property
  const type = terms.type.value;
  const subjects = new Set<string>();
  for (const { subject, predicate, object } of quads)
    if (predicate.value === type && named.has(object.value)) subjects.add(subject.value);
  return quads.filter(
    ({ subject, predicate }) => subjects.has(subject.value) && (predicate.value === type || named.has(predicate.value)),
  );
}
