import { toNQuads, toNTriples } from '../graph/quad-lines.js';
import { UserError } from '../problem.js';
import type { Dump, TripleDump } from './chunks.js';
import { type PublishedFile, publishFile, type Sink, type Write } from './release-files.js';

/** A published format. Its writer is loaded on demand. */
interface Format<From> {
  extension: string;
  mediaType: string;
  write(dump: From, sink: Sink): Promise<void>;
}

/** A slow format only needs the triples, so that a worker thread can write it in parallel. */
type AnyFormat = (Format<Dump> & { isSlow?: false }) | (Format<TripleDump> & { isSlow: true });

const loadTurtle = () => import('./formats/turtle.js');
const loadXml = () => import('./formats/rdfxml.js');
const loadJsonLd = () => import('./formats/jsonld.js');

const writeLines =
  (extension: 'nt' | 'nq'): Format<Dump>['write'] =>
  async ({ chunks }, sink) => {
    for (const { quads, triples, recall } of chunks())
      sink(recall(extension, () => (extension === 'nt' ? toNTriples(triples) : toNQuads(quads))));
  };

/** All formats. N-Triples come first, because the thread for slow formats reads them. */
const list = [
  { extension: 'nt', mediaType: 'application/n-triples', write: writeLines('nt') },
  { extension: 'nq', mediaType: 'application/n-quads', write: writeLines('nq') },
  { extension: 'ttl', mediaType: 'text/turtle', write: async (...given) => (await loadTurtle()).turtle(...given) },
  { extension: 'trig', mediaType: 'application/trig', write: async (...given) => (await loadTurtle()).trig(...given) },
  { extension: 'rdf', mediaType: 'application/rdf+xml', write: async (...given) => (await loadXml()).rdfxml(...given) },
  {
    extension: 'jsonld',
    mediaType: 'application/ld+json',
    isSlow: true,
    write: async (...given) => (await loadJsonLd()).jsonLd(...given),
  },
] as const satisfies AnyFormat[];

/** Media type of a published format. */
export type DumpType = (typeof list)[number]['mediaType'];

export const formats: (AnyFormat & { mediaType: DumpType })[] = list;

/** Writes the dump in a format. */
export const publishDump = <From>(
  { extension, mediaType, write: fill }: Format<From>,
  name: string,
  dump: From,
  write: Write,
): Promise<PublishedFile> => publishFile(write, `${name}.${extension}`, mediaType, (sink) => fill(dump, sink));

/** Writes the slow formats. Throws `UserError` if the context or frame cannot represent the graph. */
export async function writeSlowFormats(name: string, dump: TripleDump, write: Write): Promise<PublishedFile[]> {
  const files: PublishedFile[] = [];
  for (const format of formats)
    if (format.isSlow) files.push(await publishDump(format, name, dump, write).catch(refuse));
  return files;
}

function refuse(error: Error): never {
  if (!error.name.startsWith('jsonld.')) throw error;
  throw new UserError(`context.jsonld or frame.jsonld cannot represent the graph: ${error.message}`, 1);
}
