import type { NamedNode } from 'n3';
import type { PublishedFile } from '../release-files.js';
import { type Edition, languageNode, partOf } from './edition.js';
import type { Statistics } from './statistics.js';
import { node, type Say } from './write-statements.js';

/**
 * Adds statistics about classes, properties, languages and links (VoID, sections 3 to 5). Texts in a language are a
 * subset, because VoID has no property for them.
 */
export function sayStatistics(say: Say, edition: Edition, statistics: Statistics, dumps: PublishedFile[]): void {
  const { base } = edition;
  const { triples, entities, classes, properties, languages, linksets } = statistics;
  const dataset = node(edition.iri);
  const part = (kind: string, ...of: string[]): NamedNode =>
    partOf(edition, [kind, ...of.map((one) => localName(one, base))].join('-'));
  const linkset = ({ target, predicate }: Statistics['linksets'][number]): NamedNode =>
    part('links', target, predicate);
  say(dataset, [], {
    'void:triples': triples,
    'void:entities': entities,
    'void:distinctSubjects': entities,
    'void:classes': classes.length,
    'void:properties': properties.length,
    'void:uriSpace': base,
    'void:sparqlEndpoint': node(`${base}sparql`),
    'void:dataDump': dumps.map(({ file }) => node(base + file)),
    'void:classPartition': classes.map(({ of }) => part('class', of)),
    'void:propertyPartition': properties.map(({ of }) => part('property', of)),
    'void:subset': [...languages.map(({ of }) => part('language', of)), ...linksets.map(linkset)],
  });
  for (const { of, count } of classes) say(part('class', of), [], { 'void:class': node(of), 'void:entities': count });
  for (const { of, count } of properties)
    say(part('property', of), [], { 'void:property': node(of), 'void:triples': count });
  for (const { of, count } of languages)
    say(part('language', of), ['void:Dataset'], { 'dct:language': languageNode(of) ?? of, 'void:triples': count });
  for (const one of linksets)
    say(linkset(one), ['void:Linkset'], {
      'void:linkPredicate': node(one.predicate),
      'void:subjectsTarget': dataset,
      'void:objectsTarget': say(part('target', one.target), ['void:Dataset'], { 'void:uriSpace': one.target }),
      'void:triples': one.count,
    });
}

/** Shortens an IRI so that it can be a part of a fragment. */
const localName = (iri: string, base: string): string =>
  (iri.startsWith(base) ? iri.slice(base.length) : iri.replace(/^https?:\/\//, '')).replace(/[^\w.-]+/g, '-');
