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

/** The threads of a build: what takes long is done beside the main thread's own work. */

/** SHACL in its own thread: it loads while the sheets are read, and validates while the SPARQL rules run. */
interface ShapesThread {
  validate: ValidateShapes;
  close(): Promise<unknown>;
}

/** Starts the thread that evaluates shapes. */
function startShapes(): ShapesThread {
  const thread = startThread<ShapesOrder, Finding[]>(new URL('./shapes-worker.js', import.meta.url), {
    maxYoungGenerationSizeMb: 8, // little garbage at a time: memory before speed
  });
  return {
    validate: async (text, file, quads) => {
      const visible = visibleTo(text, quads);
      // A copy of a large graph takes more memory than its thread saves time.
      if (visible.length > 100_000) return (await import('../check/shapes.js')).validateShapes(text, file, visible);
      return thread.ask({ text, file, nquads: toNQuads(visible) });
    },
    close: thread.close,
  };
}

/** Lets `use` work with a project whose shapes are evaluated in a thread, which ends with it. */
export async function withShapesThread<P, T>(
  project: P,
  use: (project: P & { validate: ValidateShapes }) => Promise<T>,
): Promise<T> {
  const { validate, close } = startShapes();
  return use({ ...project, validate }).finally(close);
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

/**
 * The thread that writes the slow formats. It loads its libraries at once, and is asked when the N-Triples are in the
 * folder of the release.
 */
type FormatThread = Thread<FormatOrder, FormatAnswer>;

/** Starts the thread that writes the slow formats. */
export const startFormats = (): FormatThread =>
  startThread(new URL('./release/format-worker.js', import.meta.url), { maxYoungGenerationSizeMb: 8 });

/** Writes the slow formats into a folder by a thread. `isKept`: it keeps its texts for the next release. */
export const writeInThread =
  (thread: FormatThread, folder: string, isKept: boolean): WriteSlow =>
  async (name, { chunks, context, frame }) => {
    const sizes = [...chunks()].map(({ tripleLines }) => tripleLines.length);
    const answer = await thread.ask({ folder, name, sizes, context, frame, isKept });
    if ('refused' in answer) throw new UserError(answer.refused, 1);
    return answer.files;
  };

/** Starts the threads that one build after the other uses. When they are closed, what they are at ends with an error. */
export function startBuildThreads() {
  const [shapes, formats] = [startShapes(), startFormats()];
  return { shapes, formats, close: () => Promise.all([shapes.close(), formats.close()]) };
}

/** The threads that one build after the other uses. */
export type BuildThreads = ReturnType<typeof startBuildThreads>;
