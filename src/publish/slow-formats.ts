import { utf8 } from '../bytes.js';
import { UserError } from '../problem.js';
import { termText } from '../rdf/nquads.js';
import type { Run, Triples } from './dump.js';
import { type PublishedFile, publishFile, type Write } from './files.js';
import { formats } from './formats.js';
import { runsOf } from './runs.js';

/** Writes the slow formats of a dump; the edge has a thread for it, which reads the N-Triples instead of `triples`. */
export type WriteSlow = (name: string, triples: Triples) => Promise<PublishedFile[]>;

/** Writes the slow formats one after another. Throws `UserError` when the context or the frame cannot carry the graph. */
export async function writeSlowFormats(name: string, triples: Triples, write: Write): Promise<PublishedFile[]> {
  const files: PublishedFile[] = [];
  for (const format of formats) {
    if (!format.isSlow) continue;
    const fill = publishFile(write, `${name}.${format.extension}`, format.mediaType, (sink) =>
      format.write(triples, sink),
    );
    files.push(await fill.catch(refuse));
  }
  return files;
}

function refuse(error: Error): never {
  if (!error.name.startsWith('jsonld.')) throw error;
  throw new UserError(`context.jsonld or frame.jsonld does not carry the graph: ${error.message}`, 1);
}

/** Runs cut where N-Triples are cut: by the bytes of their subjects, for the order in JSON-LD depends on the cuts. */
export function* cutLikeLines(runs: Iterable<Run>): Generator<Run> {
  const subjectOf = ({ subject }: Run['triples'][number]): string => String.fromCharCode(...utf8(termText(subject)));
  for (const triples of runsOf(triplesOf(runs), subjectOf)) yield { triples, recall: (_, make) => make() };
}

function* triplesOf(runs: Iterable<Run>): Generator<Run['triples'][number]> {
  for (const run of runs) yield* run.triples;
}
