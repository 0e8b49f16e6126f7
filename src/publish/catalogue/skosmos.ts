import { DataFactory, type Literal, type Quad } from 'n3';
import type { Store } from '../../graph/store.js';
import { term } from '../../rdf/terms.js';
import { compareCodePoints } from '../../text/order.js';
import { createDescribed, iriOf, whole } from './described.js';
import type { Edition } from './edition.js';
import type { Statistics } from './statistics.js';

const { literal } = DataFactory;

/** A list of concepts, and what the addresses of its concepts begin with. */
export interface Scheme {
  iri: string;
  titles: Literal[];
  space: string; // "https://w3id.org/gcm-graph/area/"
}

/** The lists of concepts in the order of their addresses; those without a concept are left out. */
export function readSchemes(store: Store): Scheme[] {
  const concepts = new Map<string, string[]>();
  for (const [scheme, concept] of store.table(`
      PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?scheme ?concept { ?scheme a skos:ConceptScheme . ?concept skos:inScheme ?scheme ; a skos:Concept }`).rows)
    if (scheme && concept) concepts.set(scheme.value, [...(concepts.get(scheme.value) ?? []), concept.value]);
  return [...concepts]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([iri, all]) => ({ iri, titles: titlesOf(store, iri), space: spaceOf(all) }));
}

const titlesOf = (store: Store, scheme: string): Literal[] =>
  store
    .table(
      `SELECT DISTINCT ?title { <${scheme}> <http://purl.org/dc/terms/title> ?title } ORDER BY LANG(?title) STR(?title)`,
    )
    .rows.flatMap(([title]) => (title?.termType === 'Literal' ? [title] : []));

/** What all these addresses begin with, up to a slash or hash. */
function spaceOf([first = '', ...others]: string[]): string {
  let length = first.length;
  for (const other of others) {
    let same = 0;
    while (same < length && other[same] === first[same]) same++;
    length = same;
  }
  return first.slice(0, length).replace(/[^/#]*$/, '');
}

/**
 * How Skosmos is to show the lists: one vocabulary each, asked of the public SPARQL service. The vocabularies of its
 * configuration go by what follows the last slash of their list, as the addresses of its pages do.
 */
export function skosmosConfiguration(edition: Edition, { languages }: Statistics, schemes: Scheme[]): Quad[] {
  const { base, titles, name } = edition;
  const { quads, about } = createDescribed();
  const own = (part: string) => iriOf(`${base}skosmos-config.ttl#${part}`);
  const service = iriOf(`${base}sparql`);
  const tags = languages.map(({ of }) => of);
  const ids = idsOf(schemes, tags);
  const standard = tags.includes('en') ? 'en' : (tags[0] ?? 'en');
  about(
    own('config').value,
    [term('skosmos:Configuration')],
    [
      [term('skosmos:sparqlEndpoint'), service],
      [term('skosmos:sparqlDialect'), literal('Generic')],
      [term('skosmos:serviceName'), literal(name)],
      [term('skosmos:sparqlTimeout'), whole(20)],
      [term('skosmos:languages'), tags.length > 0 ? own('languages-0') : term('rdf:nil')],
    ],
  );
  for (const [i, tag] of tags.entries()) {
    about(
      own(`languages-${i}`).value,
      [],
      [
        [term('rdf:first'), own(`language-${tag}`)],
        [term('rdf:rest'), i + 1 < tags.length ? own(`languages-${i + 1}`) : term('rdf:nil')],
      ],
    );
    about(
      own(`language-${tag}`).value,
      [],
      [
        [term('rdfs:label'), literal(tag)],
        [term('rdf:value'), literal(localeOf(tag))],
      ],
    );
  }
  about(own('categories').value, [term('skos:ConceptScheme')], [[term('skos:prefLabel'), ...titles]]);
  about(
    own('category').value,
    [term('skos:Concept')],
    [
      [term('skos:topConceptOf'), own('categories')],
      [term('skos:inScheme'), own('categories')],
      [term('skos:prefLabel'), ...titles],
    ],
  );
  for (const { iri, titles: names, space } of schemes) {
    const id = ids.get(iri) as string;
    about(
      own(id).value,
      [term('skosmos:Vocabulary'), term('void:Dataset')],
      [
        [term('dct:title'), ...(names.length > 0 ? names : [literal(id)])],
        [term('dct:subject'), own('category')],
        [term('skosmos:shortName'), literal(id)],
        [term('skosmos:mainConceptScheme'), iriOf(iri)],
        [term('void:uriSpace'), literal(space)],
        [term('void:sparqlEndpoint'), service],
        [term('skosmos:language'), ...tags.map((tag) => literal(tag))],
        [term('skosmos:defaultLanguage'), literal(standard)],
        [term('skosmos:showTopConcepts'), literal('true', term('xsd:boolean'))],
      ],
    );
  }
  return quads;
}

/** The vocabularies by their lists: the end of the list's address, with a number where another thing is called so already. */
function idsOf(schemes: Scheme[], tags: string[]): Map<string, string> {
  const parts = tags.flatMap((tag, i) => [`language-${tag}`, `languages-${i}`]);
  const taken = new Set(['config', 'categories', 'category', ...parts]);
  return new Map(
    schemes.map(({ iri }) => {
      const end = (/[^/#]+(?=[/#]?$)/.exec(iri)?.[0] ?? '').replace(/[^A-Za-z0-9_-]+/g, '-') || 'list';
      let id = end;
      for (let number = 2; taken.has(id); number++) id = `${end}-${number}`;
      taken.add(id);
      return [iri, id];
    }),
  );
}

/** The system's name for a language where most of its readers are: "fr" is "fr_FR.utf8". It has none without a country. */
function localeOf(tag: string): string {
  const { language, region = 'US' } = new Intl.Locale(tag).maximize();
  return `${language}_${region}.utf8`;
}
