import { Gzip } from 'fflate';
import { joinBytes, utf8 } from '../bytes.js';
import { toNQuads } from '../graph/quad-lines.js';
import type { Page } from '../publish/release-files.js';
import { iri } from '../rdf/iri.js';
import { sortCodePoints } from '../text/order.js';
import { type OfferedTerm, packPages, type QueryTerms, shorten } from './query/query-text.js';
import { createView, type Site } from './view.js';
import { names } from './vocabulary.js';

/** The compressed graph for the query page, with its provenance. N-Quads can be loaded in pieces. */
export const graphFile = 'data/graph.nq.gz';

/** The completions of the editor in a language: "fr/query-terms.json". */
export const termsFile = (language: string): string => `${language}/query-terms.json`;

/** The files that the query page loads. The output of zlib depends on the version of Node, so fflate is used. */
export function* queryData(site: Site, assets: ReadonlyMap<string, Uint8Array>): Generator<Page> {
  const { graph, prefixes, release } = site;
  const packed = packedGraph(site);
  yield { file: graphFile, content: packed };
  const bytes = packed.length + (assets.get('oxigraph.wasm.gz')?.length ?? 0);
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

const textOf = (chunks: Site['release']['chunks']): string => chunks.map(({ quads }) => toNQuads(quads)).join('');

/** The compressed graph, made from pieces to save memory. */
export function packedGraph({ release: { chunks } }: Site): Uint8Array {
  const packed: Uint8Array[] = [];
  const gzip = new Gzip({ mtime: 0 }, (bytes) => packed.push(bytes));
  for (let at = 0; at === 0 || at < chunks.length; at += 100)
    gzip.push(utf8(textOf(chunks.slice(at, at + 100))), at + 100 >= chunks.length);
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
