import { gzipSync } from 'fflate';
import { utf8 } from '../bytes.js';
import type { Page } from '../publish/release-files.js';
import { iri } from '../rdf/namespaces.js';
import { sortCodePoints } from '../text/order.js';
import { type Language, languages } from './languages.js';
import { names } from './names.js';
import { type OfferedTerm, packPages, type QueryTerms, shorten } from './query/query.js';
import type { Site } from './site-model.js';
import { createView } from './view.js';

/** The whole graph with its provenance, packed, for the query page: N-Quads can be loaded piece by piece. */
export const graphFile = 'data/graph.nq.gz';

/** What the editor offers in a language: "fr/query-terms.json". */
export const termsFile = (language: Language): string => `${language}/query-terms.json`;

/** The files that the query page loads. fflate and not zlib, whose bytes are others with every Node. */
export function* queryData(site: Site, assets: ReadonlyMap<string, Uint8Array>): Generator<Page> {
  const { graph, prefixes, release } = site;
  const nquads = release.chunks.map(({ lines }) => lines.join('')).join('');
  const packed = gzipSync(utf8(nquads), { mtime: 0 });
  yield { file: graphFile, content: packed };
  const bytes = packed.length + (assets.get('oxigraph.wasm.gz')?.length ?? 0);
  const { classes, properties } = termsOf(site);
  const pages = packPages(graph.things.map((iri) => [iri, graph.pathOf(iri) ?? ''] as const));
  for (const language of languages) {
    const view = createView(site, 'query', language, 'query', `${language}/query.html`);
    const offered = (iris: string[]): OfferedTerm[] =>
      iris.flatMap((iri) => {
        const name = shorten(iri, prefixes);
        return name === undefined ? [] : [[name, view.term(iri).text] as const];
      });
    const terms: QueryTerms = {
      bytes,
      base: release.base,
      prefixes,
      classes: offered(classes),
      properties: offered(properties),
      pages,
    };
    yield { file: termsFile(language), content: `${JSON.stringify(terms)}\n` };
  }
}

/** The classes and properties of the graph and of the ontology, in the order of their addresses. */
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
