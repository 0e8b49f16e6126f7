import { DataFactory, type Literal, type Quad } from 'n3';
import { iri } from '../../rdf/iri.js';
import { term } from '../../rdf/terms.js';
import { sharedStart } from '../../text/nearest.js';
import { compareCodePoints, groupBy } from '../../text/order.js';
import { type Chunk, resourcesIn, triplesOfType } from '../chunks.js';
import { type Edition, titlesIn } from './edition.js';
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
export function readSchemes(chunks: Chunk[]): Scheme[] {
  const found = new Map<string, { start: string; tags: string[] }>(); // common beginnings of the concepts, by scheme
  for (const { triples } of chunks) {
    const concepts = resourcesIn(triples, iri('skos:Concept'));
    const names = groupBy(
      triples.filter(({ predicate, object }) => predicate.value === iri('skos:prefLabel') && languageOf(object) !== ''),
      ({ subject }) => subject.value,
    );
    for (const { subject, predicate, object } of triples) {
      if (predicate.value !== iri('skos:inScheme') || !concepts.has(subject.value)) continue;
      const { start, tags } = found.get(object.value) ?? { start: subject.value, tags: [] };
      for (const name of names.get(subject.value) ?? []) tags.push(languageOf(name.object));
      found.set(object.value, { start: start.slice(0, sharedStart(start, subject.value)), tags });
    }
  }
  return [...triplesOfType(chunks, iri('skos:ConceptScheme'))].flatMap(([scheme, about]) => {
    const { start, tags } = found.get(scheme) ?? {};
    if (start === undefined || tags === undefined) return [];
    const languages = [...groupBy(tags, (tag) => tag)]
      .sort(([one, a], [other, b]) => b.length - a.length || compareCodePoints(one, other))
      .map(([tag]) => tag);
    return [{ iri: scheme, titles: titlesIn(about), languages, space: start.replace(/[^/#]*$/, '') }];
  });
}

const languageOf = (object: Quad['object']): string => (object.termType === 'Literal' ? object.language : '');

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
