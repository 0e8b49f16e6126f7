import { joinBytes } from '../bytes.js';
import { toNQuads } from '../graph/quad-lines.js';
import { gzipPieces, type Page } from '../publish/release-files.js';
import { iri } from '../rdf/iri.js';
import { sortCodePoints } from '../text/order.js';
import { type OfferedTerm, packPages, type QueryTerms, shorten } from './query/query-text.js';
import { createView, type Site } from './view.js';
import { names } from './vocabulary.js';

/** The compressed graph for the query page, with its provenance. N-Quads can be loaded in pieces. */
export const graphFile = 'data/graph.nq.gz';

/** The completions of the editor in a language: "fr/query-terms.json". */
export const termsFile = (language: string): string => `${language}/query-terms.json`;

/** The graph that the query page loads. */
export const packedGraph = ({ release }: Site): Page => ({
  file: graphFile,
  content: { releaseFile: `${release.name}.nq` },
  isPacked: true,
});

/** The terms that the query page offers. They need the list of the files of the release. */
export function* queryTerms(site: Site, assets: ReadonlyMap<string, Uint8Array>): Generator<Page> {
  const { graph, prefixes, release, files } = site;
  const dump = files.find(({ file }) => file === `${release.name}.nq`);
  const bytes = (dump?.bytes ?? 0) + unpackedLength(assets.get('oxigraph.wasm.gz'));
  const { classes, properties } = termsOf(site);
  const linked = site.isLarge ? [] : graph.things; // the pages of a large site would make the file too large
  const pages = packPages(linked.map((iri) => [iri, graph.pathOf(iri) ?? ''] as const));
  for (const language of site.languages) {
    const view = createView(site, 'query', language, 'query', `${language}/query.html`);
    const offered = (iris: string[]): OfferedTerm[] =>
      iris.flatMap((iri) => {
        const name = shorten(iri, prefixes);
        return name === undefined ? [] : [[name, view.term(iri).text] as const];
      });
    const known = { classes: offered(classes), properties: offered(properties), pages };
    const terms: QueryTerms = { bytes, base: release.base, prefixes, ...known };
    yield { file: termsFile(language), content: `${JSON.stringify(terms)}\n` };
  }
}

/** The length of the content of a gzip file: its last four bytes (RFC 1952, section 2.3.1). */
const unpackedLength = (packed: Uint8Array = new Uint8Array(4)): number =>
  new DataView(packed.buffer, packed.byteOffset + packed.length - 4).getUint32(0, true);

/** Compresses a graph that is not published. */
export async function packGraph({ release: { chunks } }: Site): Promise<Uint8Array> {
  const packed: Uint8Array[] = [];
  const texts = (function* () {
    for (const { quads } of chunks) yield toNQuads(quads);
  })();
  await gzipPieces(texts, (piece) => packed.push(piece));
  return joinBytes(packed);
}

/** The classes and properties of the graph and of the ontology, sorted by IRI. */
function termsOf({ release, vocabulary }: Site): { classes: string[]; properties: string[] } {
  const classes = new Set(classTypes.flatMap((type) => vocabulary.ofType(type)));
  const properties = new Set(propertyTypes.flatMap((type) => vocabulary.ofType(type)));
  for (const { quads } of release.chunks)
    for (const { predicate, object } of quads) {
      properties.add(predicate.value);
      if (predicate.value === names.type && object.termType === 'NamedNode') classes.add(object.value);
    }
  return { classes: sortCodePoints([...classes]), properties: sortCodePoints([...properties]) };
}

const classTypes = [iri('owl:Class'), iri('rdfs:Class')];
const propertyTypes = (
  ['owl:ObjectProperty', 'owl:DatatypeProperty', 'owl:AnnotationProperty', 'rdf:Property'] as const
).map(iri);
