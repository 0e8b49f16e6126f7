import { DataFactory, type Literal, type Quad } from 'n3';
import { iri } from '../../rdf/iri.js';
import { term } from '../../rdf/terms.js';
import { sharedStart } from '../../text/nearest.js';
import { compareCodePoints } from '../../text/order.js';
import { type Chunk, resourcesIn, triplesOfType } from '../chunks.js';
import type { Edition } from './edition.js';
import type { Statistics } from './statistics.js';
import { collect, node } from './write-statements.js';

/** A concept scheme, and the common prefix of its concepts. */
export interface Scheme {
  iri: string;
  titles: Literal[];
  space: string; // "https://w3id.org/gcm-graph/area/"
}

/** Returns the concept schemes, sorted by IRI. Omits empty schemes. */
export function readSchemes(chunks: Chunk[]): Scheme[] {
  const inScheme = iri('skos:inScheme');
  const starts = new Map<string, string>(); // the common beginnings of the concepts, by scheme
  for (const { triples } of chunks) {
    const concepts = resourcesIn(triples, iri('skos:Concept'));
    for (const { subject, predicate, object } of triples) {
      if (predicate.value !== inScheme || !concepts.has(subject.value)) continue;
      const start = starts.get(object.value) ?? subject.value;
      starts.set(object.value, start.slice(0, sharedStart(start, subject.value)));
    }
  }
  return [...triplesOfType(chunks, iri('skos:ConceptScheme'))].flatMap(([scheme, about]) => {
    const start = starts.get(scheme);
    return start === undefined ? [] : [{ iri: scheme, titles: titlesIn(about), space: start.replace(/[^/#]*$/, '') }];
  });
}

const titlesIn = (about: Quad[]): Literal[] =>
  about
    .flatMap(({ predicate, object }) =>
      predicate.value === iri('dct:title') && object.termType === 'Literal' ? [object] : [],
    )
    .sort((a, b) => compareCodePoints(a.language, b.language) || compareCodePoints(a.value, b.value));

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
  const standard = tags.includes('en') ? 'en' : (tags[0] ?? 'en');
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
  for (const { iri, titles: names, space } of schemes) {
    const id = ids.get(iri) as string;
    say(own(id), ['skosmos:Vocabulary', 'void:Dataset'], {
      'dct:title': names.length > 0 ? names : id,
      'dct:subject': own('category'),
      'skosmos:shortName': id,
      'skosmos:mainConceptScheme': node(iri),
      'void:uriSpace': space,
      'void:sparqlEndpoint': service,
      'skosmos:language': tags,
      'skosmos:defaultLanguage': standard,
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
