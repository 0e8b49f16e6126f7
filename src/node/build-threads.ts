import { Parser, type Quad } from 'n3';
import type { Finding } from '../check/rules.js';
import type { ValidateShapes } from '../check/shapes.js';
import { toNQuads } from '../graph/quad-lines.js';
import { UserError } from '../problem.js';
import type { WriteSlow } from '../publish/publish.js';
import { iri } from '../rdf/iri.js';
import type { FormatAnswer, FormatOrder } from './release/format-worker.js';
import type { ShapesOrder } from './shapes-worker.js';
import { startThread, type Thread } from './thread.js';

/** The threads of a build, for tasks that run in parallel to the main thread. */

/** SHACL in a separate thread: it loads while the sheets are read, and validates while the SPARQL rules run. */
interface ShapesThread {
  validate: ValidateShapes;
  close(): Promise<unknown>;
}

/** Starts the thread that evaluates shapes. */
function startShapes(): ShapesThread {
  const thread = startThread<ShapesOrder, Finding[]>(new URL('./shapes-worker.js', import.meta.url), {
    maxYoungGenerationSizeMb: 8, // saves memory at the cost of speed
  });
  return {
    validate: async (text, file, quads) => {
      const visible = visibleTo(text, quads);
      // For a large graph, the memory of a copy is not worth the time that a thread saves.
      if (visible.length > 100_000) return (await import('../check/shapes.js')).validateShapes(text, file, visible);
      return thread.ask({ text, file, nquads: toNQuads(visible) });
    },
    close: thread.close,
  };
}

/** Calls `use` with a project whose shapes are evaluated in a thread, and closes the thread afterwards. */
export async function withShapesThread<P, T>(
  project: P,
  use: (project: P & { validate: ValidateShapes }) => Promise<T>,
): Promise<T> {
  const { validate, close } = startShapes();
  return use({ ...project, validate }).finally(close);
}

/** Returns the statements that the shapes can access: resources of a class and properties that the shapes name. */
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

/** The thread that writes the slow formats, from the N-Triples in the folder of the release. */
type FormatThread = Thread<FormatOrder, FormatAnswer>;

/** Starts the thread that writes the slow formats. */
export const startFormats = (): FormatThread =>
  startThread(new URL('./release/format-worker.js', import.meta.url), { maxYoungGenerationSizeMb: 8 });

/** Writes the slow formats into a folder in a thread. `isKept`: the thread keeps its texts for the next release. */
export const writeInThread =
  (thread: FormatThread, folder: string, isKept: boolean): WriteSlow =>
  async (name, { chunks, context, frame }) => {
    const sizes = [...chunks()].map(({ tripleLines }) => tripleLines.length);
    const answer = await thread.ask({ folder, name, sizes, context, frame, isKept });
    if ('refused' in answer) throw new UserError(answer.refused, 1);
    return answer.files;
  };

/** Starts threads for a series of builds. Closing them ends their current work with an error. */
export function startBuildThreads() {
  const [shapes, formats] = [startShapes(), startFormats()];
  return { shapes, formats, close: () => Promise.all([shapes.close(), formats.close()]) };
}

/** Threads for a series of builds. */
export type BuildThreads = ReturnType<typeof startBuildThreads>;
