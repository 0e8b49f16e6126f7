import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import jsonld from 'jsonld';
import oxigraph from 'oxigraph';
import { RdfXmlParser } from 'rdfxml-streaming-parser';

/**
 * Reads each kind of dump with a parser that has no part in writing it, into a sorted list of N-Quads lines.
 * Writers: n3 (Turtle, TriG), rdflib (RDF/XML), jsonld's compaction, and our own lines.
 */
export const readers: Record<string, (file: string) => Promise<string[]>> = {
  ttl: (file) => byOxigraph(file, 'text/turtle'),
  trig: (file) => byOxigraph(file, 'application/trig'),
  nt: (file) => byOxigraph(file, 'application/n-triples'),
  nq: (file) => byOxigraph(file, 'application/n-quads'),
  rdf: byRdfXmlParser,
  jsonld: byJsonLd,
};

async function byOxigraph(file: string, format: string): Promise<string[]> {
  const store = new oxigraph.Store();
  store.load(readFileSync(file, 'utf8'), { format });
  return lines(store.dump({ format: 'application/n-quads' }));
}

async function byRdfXmlParser(file: string): Promise<string[]> {
  const store = new oxigraph.Store();
  const parsed = Readable.from(readFileSync(file)).pipe(new RdfXmlParser());
  for await (const { subject, predicate, object } of parsed) {
    const value =
      object.termType === 'Literal'
        ? oxigraph.literal(object.value, object.language || oxigraph.namedNode(object.datatype.value))
        : oxigraph.namedNode(object.value);
    store.add(oxigraph.quad(oxigraph.namedNode(subject.value), oxigraph.namedNode(predicate.value), value));
  }
  return lines(store.dump({ format: 'application/n-quads' }));
}

/** Expansion and conversion to RDF share no code with compaction and framing, and the context is in the document. */
async function byJsonLd(file: string): Promise<string[]> {
  const document = JSON.parse(readFileSync(file, 'utf8'));
  const quads = (await jsonld.toRDF(document, {
    format: 'application/n-quads',
    safe: true,
  } as never)) as unknown as string;
  const store = new oxigraph.Store();
  store.load(quads, { format: 'application/n-quads' });
  return lines(store.dump({ format: 'application/n-quads' }));
}

const lines = (text: string): string[] => text.split('\n').filter(Boolean).sort();
