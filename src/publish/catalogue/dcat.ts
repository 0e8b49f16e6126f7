import { DataFactory, type Literal, type NamedNode, type Quad_Object } from 'n3';
import { commitNode } from '../../graph/provenance.js';
import { term } from '../../rdf/terms.js';
import type { PublishedFile } from '../release-files.js';
import { type Described, iriOf } from './described.js';
import type { Edition } from './edition.js';
import type { Statistics } from './statistics.js';

const { literal } = DataFactory;

/** Where things of a catalogue stand that have no address elsewhere: parts of the document itself. */
export const partOf = ({ base }: Edition, part: string): NamedNode =>
  iriOf(`${base}catalogue.ttl#${encodeURI(part).replaceAll('#', '%23')}`);

/**
 * A catalogue of one data set with its files and its service (DCAT 3; valid by the shapes of DCAT-AP 3). Every IRI that is
 * the value of a property with a class has its type, for validators do not infer.
 */
export function describeCatalogue(
  described: Described,
  edition: Edition,
  statistics: Statistics,
  files: PublishedFile[],
): void {
  const { iri, licence, titles, descriptions, publisher } = edition;
  const agent = agentOf(edition);
  const service = iriOf(`${edition.base}sparql`);
  const licenceNode = iriOf(licence);
  const texts = textsOf(titles, descriptions);
  const languages = statistics.languages.map(({ of }) => languageNode(of)).filter((one) => one !== undefined);
  described.about(
    partOf(edition, 'catalogue').value,
    [term('dcat:Catalog')],
    [
      ...texts,
      [term('dct:publisher'), agent],
      [term('dct:license'), licenceNode],
      [term('dct:language'), ...languages],
      [term('dcat:dataset'), iriOf(iri)],
      [term('dcat:service'), service],
      [term('foaf:homepage'), iriOf(edition.base)],
    ],
  );
  describeDataset(described, edition, statistics, files);
  describeService(described, edition, service);
  for (const file of files) describeDistribution(described, edition, file);
  described.about(edition.base, [term('foaf:Document'), term('rdfs:Resource')], []);
  described.about(licence, [term('dct:LicenseDocument')], []);
  for (const language of languages) described.about(language.value, [term('dct:LinguisticSystem')], []);
  if (publisher)
    described.about(
      (agent as NamedNode).value,
      [term('foaf:Agent'), term('vcard:Kind')],
      [
        [term('foaf:name'), literal(publisher.name)],
        [term('vcard:fn'), literal(publisher.name)],
        [term('vcard:hasURL'), publisher.contact ? iriOf(publisher.contact) : undefined],
      ],
    );
}

const textsOf = (titles: Literal[], descriptions: Literal[]): [NamedNode, ...Quad_Object[]][] => [
  [term('dct:title'), ...titles],
  [term('dct:description'), ...(descriptions.length > 0 ? descriptions : titles)],
];

function agentOf(edition: Edition): NamedNode | undefined {
  if (edition.publisher === undefined) return undefined;
  return edition.publisher.iri === '' ? partOf(edition, 'publisher') : iriOf(edition.publisher.iri);
}

/** ISO 639-1 at the Library of Congress, as DCAT wants it (section 6.4.13). */
export const languageNode = (tag: string): NamedNode | undefined =>
  /^[a-z]{2}$/.test(tag) ? iriOf(`http://id.loc.gov/vocabulary/iso639-1/${tag}`) : undefined;

function describeDataset(
  described: Described,
  edition: Edition,
  { languages, years }: Statistics,
  files: PublishedFile[],
): void {
  const { iri, base, version, licence, titles, descriptions, publisher, commit } = edition;
  const named = [
    'dct:title',
    'dct:description',
    'dct:publisher',
    'dct:license',
    'dcat:contactPoint',
    'rdf:type',
  ] as const;
  const taken = new Set(named.map((curie) => term(curie).value));
  const others = edition.said.filter(([predicate]) => !taken.has(predicate.value));
  const period = partOf(edition, 'period');
  described.about(
    iri,
    [term('dcat:Dataset'), term('void:Dataset')],
    [
      ...textsOf(titles, descriptions),
      ...others,
      [term('dcat:version'), literal(version)],
      [term('dct:publisher'), agentOf(edition)],
      [term('dcat:contactPoint'), publisher?.contact ? agentOf(edition) : undefined],
      [term('dct:license'), iriOf(licence)],
      [term('dcat:landingPage'), iriOf(base)],
      [term('dct:language'), ...languages.map(({ of }) => languageNode(of))],
      [term('dct:temporal'), years ? period : undefined],
      [term('prov:wasDerivedFrom'), commit === undefined ? undefined : commitNode(commit)],
      [term('dcat:distribution'), ...files.map(({ file }) => partOf(edition, file))],
    ],
  );
  if (years)
    described.about(
      period.value,
      [term('dct:PeriodOfTime')],
      [
        [term('dcat:startDate'), literal(years[0], term('xsd:gYear'))],
        [term('dcat:endDate'), literal(years[1], term('xsd:gYear'))],
      ],
    );
}

function describeService(described: Described, edition: Edition, service: NamedNode): void {
  const protocol = iriOf('http://www.w3.org/TR/sparql11-protocol/');
  described.about(
    service.value,
    [term('dcat:DataService'), term('rdfs:Resource')],
    [
      [term('dct:title'), literal('SPARQL', 'en')],
      [term('dcat:endpointURL'), service],
      [term('dcat:endpointDescription'), service],
      [term('dcat:servesDataset'), iriOf(edition.iri)],
      [term('dct:conformsTo'), protocol],
      [term('dct:license'), iriOf(edition.licence)],
    ],
  );
  described.about(protocol.value, [term('dct:Standard')], []);
}

function describeDistribution(described: Described, edition: Edition, file: PublishedFile): void {
  const address = iriOf(edition.base + file.file);
  const checksum = partOf(edition, `${file.file}-sha256`);
  const algorithm = term('spdx:checksumAlgorithm_sha256');
  const mediaType = iriOf(`https://www.iana.org/assignments/media-types/${file.mediaType}`);
  described.about(
    partOf(edition, file.file).value,
    [term('dcat:Distribution')],
    [
      [term('dct:title'), literal(file.file)],
      [term('dcat:accessURL'), address],
      [term('dcat:downloadURL'), address],
      [term('dcat:mediaType'), mediaType],
      [term('dcat:byteSize'), literal(String(file.bytes), term('xsd:nonNegativeInteger'))],
      [term('spdx:checksum'), checksum],
      [term('dct:license'), iriOf(edition.licence)],
    ],
  );
  described.about(
    checksum.value,
    [term('spdx:Checksum')],
    [
      [term('spdx:algorithm'), algorithm],
      [term('spdx:checksumValue'), literal(file.sha256, term('xsd:hexBinary'))],
    ],
  );
  described.about(address.value, [term('rdfs:Resource')], []);
  described.about(mediaType.value, [term('dct:MediaType')], []);
  described.about(algorithm.value, [term('spdx:ChecksumAlgorithm')], []);
}
