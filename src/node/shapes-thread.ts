import { Parser, type Quad } from 'n3';
import type { Finding } from '../check/rules.js';
import type { ValidateShapes } from '../check/shapes.js';
import { toNQuads } from '../graph/nquads.js';
import { iri } from '../rdf/namespaces.js';
import type { ShapesOrder } from './shapes-worker.js';
import { startThread } from './thread.js';

/** SHACL in its own thread: it loads while the sheets are read, and validates while the SPARQL rules run. */
export interface ShapesThread {
  validate: ValidateShapes;
  close(): Promise<unknown>;
}

export function startShapes(): ShapesThread {
  const thread = startThread<ShapesOrder, Finding[]>(new URL('./shapes-worker.js', import.meta.url), {
    maxYoungGenerationSizeMb: 8, // little garbage at a time: memory before speed
  });
  return {
    validate: (text, file, quads) => thread.ask({ text, file, nquads: toNQuads(visibleTo(text, quads)) }),
    close: thread.close,
  };
}

/** The statements that the shapes can see: about things of a class they name, with a property they name. */
function visibleTo(shapes: string, quads: Quad[]): Quad[] {
  const named = new Set<string>();
  try {
    for (const { object } of new Parser().parse(shapes)) named.add(object.value);
  } catch {
    return quads; // the validation reports faults in the shapes
  }
  if (shapes.includes('closed')) return quads; // a closed shape looks at every property
  const type = iri('rdf:type');
  const subjects = new Set<string>();
  for (const { subject, predicate, object } of quads)
    if (predicate.value === type && named.has(object.value)) subjects.add(subject.value);
  return quads.filter(
    ({ subject, predicate }) => subjects.has(subject.value) && (predicate.value === type || named.has(predicate.value)),
  );
}

/** Lets `use` work with a project whose shapes are evaluated in a thread, which ends with it. */
export async function withShapesThread<P, T>(
  project: P,
  use: (project: P & { validate: ValidateShapes }) => Promise<T>,
): Promise<T> {
  const shapes = startShapes();
  try {
    return await use({ ...project, validate: shapes.validate });
  } finally {
    await shapes.close();
  }
}
