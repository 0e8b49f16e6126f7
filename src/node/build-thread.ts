import { Parser, type Quad } from 'n3';
import type { Finding } from '../check/rules.js';
import type { ValidateShapes } from '../check/shapes.js';
import { toNQuads } from '../graph/quad-lines.js';
import { UserError } from '../problem.js';
import type { WriteSlow } from '../publish/publish.js';
import { iri } from '../rdf/iri.js';
import type { BuildAnswer, BuildOrder } from './build-worker.js';
import type { FormatAnswer, FormatOrder } from './release/slow-formats.js';
import { startThread } from './thread.js';

/**
 * The thread of a build, for tasks that run in parallel to it: it loads while the sheets are read, validates the shapes while
 * the SPARQL rules run, and then writes the slow formats from the N-Triples of the release.
 */
export interface BuildThread {
  validate: ValidateShapes;
  /** Loads the code for `writer`. */
  prepareFormats(): void;
  /** Writes the slow formats into a folder. `isKept`: the thread keeps its texts for the next release. */
  writer(folder: string, isKept: boolean): WriteSlow;
  close(): Promise<unknown>;
}

/** Starts the thread for one build or a series of builds. Closing it ends its current work with an error. */
export function startBuildThread(): BuildThread {
  const { ask, close } = startThread<BuildOrder, BuildAnswer>(new URL('./build-worker.js', import.meta.url), {
    maxYoungGenerationSizeMb: 8, // saves memory at the cost of speed
  });
  return {
    validate: async (text, file, quads) => {
      const visible = visibleTo(text, quads);
      // For a large graph, the memory of a copy is not worth the time that a thread saves.
      if (visible.length > 100_000) return (await import('../check/shapes.js')).validateShapes(text, file, visible);
      return (await ask({ shapes: { text, file, nquads: toNQuads(visible) } })) as Finding[];
    },
    prepareFormats: () => void ask({ formats: 'soon' }).catch(() => {}), // the order itself reports the error
    writer:
      (folder, isKept) =>
      async (name, { chunks, context, frame }) => {
        const sizes = [...chunks()].map(({ triples }) => triples.length);
        const formats: FormatOrder = { folder, name, sizes, context, frame, isKept };
        const answer = (await ask({ formats })) as FormatAnswer;
        if ('refused' in answer) throw new UserError(answer.refused, 1);
        return answer.files;
      },
    close,
  };
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
