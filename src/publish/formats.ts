import { UserError } from '../problem.js';
import type { Dump, TripleDump } from './chunks.js';
import { type PublishedFile, publishFile, type Sink, type Write } from './release-files.js';

/** A form that the graph is published in; its writer is loaded when it is wanted. */
interface Format<From> {
  extension: string;
  mediaType: string;
  write(dump: From, sink: Sink): Promise<void>;
}

/** A slow one is written from the triples alone, so that a thread can write it beside the others. */
type AnyFormat = (Format<Dump> & { isSlow?: false }) | (Format<TripleDump> & { isSlow: true });

/** One entry per format. N-Triples come first: a thread that writes the slow ones reads them. */
const list = [
  {
    extension: 'nt',
    mediaType: 'application/n-triples',
    write: async ({ chunks }, sink) => {
      for (const { tripleLines } of chunks()) sink(tripleLines.join(''));
    },
  },
  {
    extension: 'nq',
    mediaType: 'application/n-quads',
    write: async ({ chunks }, sink) => {
      for (const { lines } of chunks()) sink(lines.join(''));
    },
  },
  {
    extension: 'ttl',
    mediaType: 'text/turtle',
    write: async (dump, sink) => (await import('./formats/turtle.js')).turtle(dump, sink),
  },
  {
    extension: 'trig',
    mediaType: 'application/trig',
    write: async (dump, sink) => (await import('./formats/turtle.js')).trig(dump, sink),
  },
  {
    extension: 'rdf',
    mediaType: 'application/rdf+xml',
    write: async (dump, sink) => (await import('./formats/rdfxml.js')).rdfxml(dump, sink),
  },
  {
    extension: 'jsonld',
    mediaType: 'application/ld+json',
    isSlow: true,
    write: async (triples, sink) => (await import('./formats/jsonld.js')).jsonLd(triples, sink),
  },
] as const satisfies AnyFormat[];

/** The media type of a form that the graph is published in. */
export type DumpType = (typeof list)[number]['mediaType'];

/** The forms that the graph is published in. */
export const formats: (AnyFormat & { mediaType: DumpType })[] = list;

/** Writes the slow formats one after another. Throws `UserError` when the context or the frame cannot carry the graph. */
export async function writeSlowFormats(name: string, dump: TripleDump, write: Write): Promise<PublishedFile[]> {
  const files: PublishedFile[] = [];
  for (const format of formats) {
    if (!format.isSlow) continue;
    const file = `${name}.${format.extension}`;
    files.push(await publishFile(write, file, format.mediaType, (sink) => format.write(dump, sink)).catch(refuse));
  }
  return files;
}

function refuse(error: Error): never {
  if (!error.name.startsWith('jsonld.')) throw error;
  throw new UserError(`context.jsonld or frame.jsonld does not carry the graph: ${error.message}`, 1);
}
