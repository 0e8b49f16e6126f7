import { DataFactory, type Literal, type Quad } from 'n3';
import type { Store } from '../../graph/store.js';
import { term } from '../../rdf/terms.js';
import { sharedStart } from '../../text/nearest.js';
import { addTo, compareCodePoints } from '../../text/order.js';
import type { Edition } from './edition.js';
import type { Statistics } from './statistics.js';
import { collect, node } from './write-statements.js';

/** A concept scheme, the languages of its names, and the common prefix of its concepts. */
export interface Scheme {
  iri: string;
  titles: Literal[];
  languages: string[]; // the most frequent first
  space: string; // "https://w3id.org/gcm-graph/area/"
}

/** Returns the concept schemes, sorted by IRI. Omits empty schemes. */
export function readSchemes(store: Store): Scheme[] {
  const concepts = new Map<string, string[]>();
  for (const [scheme, concept] of store.table(`
      PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?scheme ?concept { ?scheme a skos:ConceptScheme . ?concept skos:inScheme ?scheme ; a skos:Concept }`).rows)
    if (scheme && concept) addTo(concepts, scheme.value, concept.value);
  const languages = new Map<string, string[]>();
  for (const [scheme, tag] of store.table(`
      PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?scheme ?tag {
        ?concept skos:inScheme ?scheme ; a skos:Concept ; skos:prefLabel ?name BIND(LANG(?name) AS ?tag) FILTER(?tag != "")
      } GROUP BY ?scheme ?tag ORDER BY DESC(COUNT(*)) ?tag`).rows)
    if (scheme && tag) addTo(languages, scheme.value, tag.value);
  return [...concepts]
    .sort(([a], [b]) => compareCodePoints(a, b))
    .map(([iri, all]) => ({
      iri,
      titles: titlesOf(store, iri),
      languages: languages.get(iri) ?? [],
      space: spaceOf(all),
    }));
}

/** Returns the titles of a scheme, otherwise its names. */
function titlesOf(store: Store, scheme: string): Literal[] {
  const found = ['dct:title', 'skos:prefLabel', 'rdfs:label'].map((property) =>
    store
      .table(
        `PREFIX dct: <http://purl.org/dc/terms/> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT DISTINCT ?title { <${scheme}> ${property} ?title } ORDER BY LANG(?title) STR(?title)`,
      )
      .rows.flatMap(([title]) => (title?.termType === 'Literal' ? [title] : [])),
  );
  return found.find((titles) => titles.length > 0) ?? [];
}

/** Returns the common prefix of IRIs, up to a slash or hash. */
function spaceOf([first = '', ...others]: string[]): string {
  const shared = others.reduce((start, other) => start.slice(0, sharedStart(start, other)), first);
  return shared.replace(/[^/#]*$/, '');
}

/**
 * Configures Skosmos: one vocabulary per scheme, read from the public SPARQL service. The id of a vocabulary is the
 * last part of the scheme's IRI, as in the URLs of its pages.
 */
export function skosmosConfiguration(edition: Edition, { languages }: Statistics, schemes: Scheme[]): Quad[] {
  const { base, titles, name } = edition;
  const { quads, say } = collect();
  const own = (part: string) => node(`${base}skosmos-config.ttl#${part}`);
  const service = node(`${base}sparql`);
  const tags = languages.map(({ of }) => of);
  const ids = idsOf(schemes, tags);
  const [most] = [...languages].sort((a, b) => b.count - a.count);
  const usual = most?.of ?? 'en';
  const restFrom = (i: number) => (i < tags.length ? own(`languages-${i}`) : term('rdf:nil'));
  say(own('config'), ['skosmos:Configuration'], {
    'skosmos:sparqlEndpoint': service,
    'skosmos:sparqlDialect': 'Generic',
    'skosmos:serviceName': name,
    'skosmos:sparqlTimeout': 20,
    'skosmos:languages': restFrom(0),
  });
  for (const [i, tag] of tags.entries()) {
    say(own(`languages-${i}`), [], { 'rdf:first': own(`language-${tag}`), 'rdf:rest': restFrom(i + 1) });
    say(own(`language-${tag}`), [], { 'rdfs:label': tag, 'rdf:value': localeOf(tag) });
  }
  say(own('categories'), ['skos:ConceptScheme'], { 'skos:prefLabel': titles });
  say(own('category'), ['skos:Concept'], {
    'skos:topConceptOf': own('categories'),
    'skos:inScheme': own('categories'),
    'skos:prefLabel': titles,
  });
  for (const { iri, titles: names, languages: named, space } of schemes) {
    const id = ids.get(iri) as string;
    say(own(id), ['skosmos:Vocabulary', 'void:Dataset'], {
      'dct:title': names.length > 0 ? names : id,
      'dct:subject': own('category'),
      'skosmos:shortName': id,
      'skosmos:mainConceptScheme': node(iri),
      'void:uriSpace': space,
      'void:sparqlEndpoint': service,
      'skosmos:language': named.length > 0 ? named : [usual],
      'skosmos:defaultLanguage': named.includes(usual) ? usual : (named[0] ?? usual),
      'skosmos:showTopConcepts': DataFactory.literal('true', term('xsd:boolean')),
    });
  }
  return quads;
}

/** Returns the id of each scheme: the last part of its IRI, with a number if that is not unique. */
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

/** Returns a locale with the most likely country: "fr" → "fr_FR.utf8". A locale needs a country. */
function localeOf(tag: string): string {
  const { language, region = 'US' } = new Intl.Locale(tag).maximize();
  return `${language}_${region}.utf8`;
}
