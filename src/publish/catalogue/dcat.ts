import { DataFactory, type NamedNode, type Quad } from 'n3';
import { commitNode } from '../../graph/traced-statements.js';
import { iri } from '../../rdf/iri.js';
import { term } from '../../rdf/terms.js';
import type { PublishedFile } from '../release-files.js';
import type { Edition } from './edition.js';
import type { Statistics } from './statistics.js';
import { collect, node, type Said, type Say } from './write-statements.js';

const { literal } = DataFactory;

/** Returns the IRI of a resource that only exists in the catalogue, as a fragment of its document. */
const partOf = ({ base }: Edition, part: string): NamedNode =>
  node(`${base}catalogue.ttl#${encodeURI(part).replaceAll('#', '%23')}`);

/**
 * Describes a data set with its files and its service (DCAT 3, valid against the DCAT-AP 3 shapes), and its statistics
 * (VoID). Every object of a typed property has an explicit type, because validators do not infer types. `dumps` are the
 * files that contain the whole graph.
 */
export function catalogue(
  edition: Edition,
  statistics: Statistics,
  files: PublishedFile[],
  dumps: PublishedFile[],
): Quad[] {
  const { base, publisher } = edition;
  const { quads, say } = collect();
  const service = node(`${base}sparql`);
  const languages = statistics.languages.flatMap(({ of }) => languageNode(of) ?? []);
  const agent = publisher && (publisher.iri === '' ? partOf(edition, 'publisher') : node(publisher.iri));
  const common: Said = {
    'dct:title': edition.titles,
    'dct:description': edition.descriptions.length > 0 ? edition.descriptions : edition.titles,
    'dct:publisher': agent,
    'dct:license': say(node(edition.licence), ['dct:LicenseDocument']),
    'dct:language': languages.map((language) => say(language, ['dct:LinguisticSystem'])),
  };
  say(partOf(edition, 'catalogue'), ['dcat:Catalog'], {
    ...common,
    'dcat:dataset': node(edition.iri),
    'dcat:service': service,
    'foaf:homepage': say(node(base), ['foaf:Document', 'rdfs:Resource']),
  });
  sayDataset(say, edition, statistics, common, files);
  for (const [property, value] of edition.statements)
    if (!ownWords.has(property.value)) quads.push(DataFactory.quad(node(edition.iri), property, value));
  sayService(say, edition, service);
  for (const file of files) sayDistribution(say, edition, file);
  sayStatistics(say, edition, statistics, dumps);
  if (agent)
    say(agent, ['foaf:Agent', 'vcard:Kind'], {
      'foaf:name': publisher?.name,
      'vcard:fn': publisher?.name,
      'vcard:hasURL': publisher?.contact ? node(publisher.contact) : undefined,
    });
  return quads;
}

/** Returns the IRI of a language at the Library of Congress, as DCAT recommends (section 6.4.13). */
const languageNode = (tag: string): NamedNode | undefined =>
  /^[a-z]{2}$/.test(tag) ? node(`http://id.loc.gov/vocabulary/iso639-1/${tag}`) : undefined;

/** Properties of the data set that are not copied from the graph. */
const ownWords = new Set(
  (['dct:title', 'dct:description', 'dct:publisher', 'dct:license', 'dcat:contactPoint', 'rdf:type'] as const).map(iri),
);

function sayDataset(say: Say, edition: Edition, { years }: Statistics, common: Said, files: PublishedFile[]): void {
  const { base, version, publisher, commit } = edition;
  const period = {
    'dcat:startDate': years && literal(years[0], term('xsd:gYear')),
    'dcat:endDate': years && literal(years[1], term('xsd:gYear')),
  };
  say(node(edition.iri), ['dcat:Dataset', 'void:Dataset'], {
    ...common,
    'dcat:version': version,
    'dcat:contactPoint': publisher?.contact ? common['dct:publisher'] : undefined,
    'dcat:landingPage': node(base),
    'dct:temporal': years && say(partOf(edition, 'period'), ['dct:PeriodOfTime'], period),
    'prov:wasDerivedFrom': commit === undefined ? undefined : commitNode(commit),
    'dcat:distribution': files.map(({ file }) => partOf(edition, file)),
  });
}

function sayService(say: Say, edition: Edition, service: NamedNode): void {
  say(service, ['dcat:DataService', 'rdfs:Resource'], {
    'dct:title': literal('SPARQL', 'en'),
    'dcat:endpointURL': service,
    'dcat:endpointDescription': service,
    'dcat:servesDataset': node(edition.iri),
    'dct:conformsTo': say(node('http://www.w3.org/TR/sparql11-protocol/'), ['dct:Standard']),
    'dct:license': node(edition.licence),
  });
}

function sayDistribution(say: Say, edition: Edition, { file, mediaType, bytes, sha256 }: PublishedFile): void {
  const address = say(node(edition.base + file), ['rdfs:Resource']);
  const type = node(`https://www.iana.org/assignments/media-types/${mediaType}`);
  const checksum = say(partOf(edition, `${file}-sha256`), ['spdx:Checksum'], {
    'spdx:algorithm': say(term('spdx:checksumAlgorithm_sha256'), ['spdx:ChecksumAlgorithm']),
    'spdx:checksumValue': literal(sha256, term('xsd:hexBinary')),
  });
  say(partOf(edition, file), ['dcat:Distribution'], {
    'dct:title': file,
    'dcat:accessURL': address,
    'dcat:downloadURL': address,
    'dcat:mediaType': say(type, ['dct:MediaType']),
    'dcat:byteSize': literal(String(bytes), term('xsd:nonNegativeInteger')),
    'spdx:checksum': checksum,
    'dct:license': node(edition.licence),
  });
}

/**
 * Adds statistics about classes, properties, languages and links (VoID, sections 3 to 5). Texts in a language are a
 * subset, because VoID has no property for them.
 */
function sayStatistics(say: Say, edition: Edition, statistics: Statistics, dumps: PublishedFile[]): void {
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
