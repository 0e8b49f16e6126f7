import { DataFactory, type NamedNode, type Quad } from 'n3';
import { commitNode } from '../../graph/traced-statements.js';
import { type Curie, iri } from '../../rdf/iri.js';
import type { Described } from './described.js';
import { sayDistribution, sayGroup } from './distributions.js';
import { type Agent, type Edition, languageNode, partOf } from './edition.js';
import eu from './eu-vocabularies.json' with { type: 'json' };
import { groupFiles } from './file-groups.js';
import { sayBuild } from './provenance.js';
import { sayPeriod, saySeries, seriesIri } from './say-series.js';
import { schemaOfDataset } from './schema-org.js';
import { sayStatistics } from './void.js';
import { collect, node, type Said, type Say } from './write-statements.js';

const { literal } = DataFactory;

/**
 * Describes a data set with its series, files and service (DCAT 3, valid against the DCAT-AP 3 shapes), its statistics
 * (VoID), and how it was made (PROV-O). Every object of a typed property has an explicit type, because validators do not
 * infer types.
 */
export function catalogue(described: Described): Quad[] {
  const { edition, statistics, series, files, dumps } = described;
  const { base } = edition;
  const { quads, say } = collect();
  const service = node(`${base}sparql`);
  const languages = statistics.languages.flatMap(({ of }) => languageNode(of) ?? []);
  const common: Said = {
    'dct:title': edition.titles,
    'dct:description': edition.descriptions.length > 0 ? edition.descriptions : edition.titles,
    'dct:publisher': sayAgent(say, edition, edition.publisher),
    'dct:license': say(node(edition.licence), ['dct:LicenseDocument']),
    'dct:language': languages.map((language) => say(language, ['dct:LinguisticSystem'])),
  };
  say(partOf(edition, 'catalogue'), ['dcat:Catalog'], {
    ...common,
    'dcat:dataset': [
      edition.iri,
      ...(series.length > 0 ? [seriesIri(edition)] : []),
      ...series.map(({ iri }) => iri),
    ].map(node),
    'dcat:service': service,
    'dcat:themeTaxonomy': sayThemes(say, edition),
    'foaf:homepage': say(node(base), ['foaf:Document', 'rdfs:Resource']),
  });
  const { alone, bySeries, groups } = groupFiles(files, series);
  const distributions = [
    ...alone.map((one) => sayDistribution(say, edition, one)),
    ...groups.map((one) => sayGroup(say, edition, one)),
  ];
  sayDataset(say, described, common, distributions);
  sayKinds(say, edition);
  for (const [property, value] of edition.statements)
    if (!ownWords.has(property.value)) quads.push(DataFactory.quad(node(edition.iri), property, value));
  saySeries(say, described, common, bySeries);
  sayService(say, edition, service);
  sayStatistics(say, edition, statistics, dumps);
  return quads;
}

/** Describes an agent. Without an IRI, it is a part of the catalogue. */
function sayAgent(say: Say, edition: Edition, agent: Agent | undefined): NamedNode | undefined {
  if (agent === undefined) return undefined;
  return say(agent.iri === '' ? partOf(edition, 'publisher') : node(agent.iri), ['foaf:Agent', 'vcard:Kind'], {
    'foaf:name': agent.name,
    'vcard:fn': agent.name,
    'vcard:hasURL': agent.contact ? node(agent.contact) : undefined,
  });
}

/** Properties of the data set that are not copied from the graph. */
const ownWords = new Set(
  (
    [
      'dct:title',
      'dct:description',
      'dct:publisher',
      'dct:creator',
      'dct:license',
      'dcat:contactPoint',
      'rdf:type',
    ] as const
  ).map(iri),
);

/** Classes of the values that the graph only names. */
const classes: [property: Curie, type: Curie][] = [
  ['dct:spatial', 'dct:Location'],
  ['dct:accrualPeriodicity', 'dct:Frequency'],
  ['dct:conformsTo', 'dct:Standard'],
];

function sayKinds(say: Say, edition: Edition): void {
  for (const [property, type] of classes) for (const value of valuesOf(edition, property)) say(node(value), [type]);
}

/** Returns the IRIs that the graph gives the data set. */
const valuesOf = ({ statements }: Edition, property: Curie): string[] =>
  statements.flatMap(([predicate, { termType, value }]) =>
    predicate.value === iri(property) && termType === 'NamedNode' ? [value] : [],
  );

/** Names the themes, with the names of the EU or otherwise the last part of their IRI. Returns the list of the EU. */
function sayThemes(say: Say, edition: Edition): NamedNode | undefined {
  const { scheme, title, names } = eu.themes;
  const nameOf: Record<string, string> = names;
  const themes = valuesOf(edition, 'dcat:theme');
  for (const theme of themes) {
    const code = theme.slice(theme.lastIndexOf('/') + 1);
    const known = theme === `${scheme}/${code}` ? nameOf[code] : undefined;
    const name = known === undefined ? literal(code) : literal(known, 'en');
    say(node(theme), ['skos:Concept'], { 'skos:prefLabel': name, 'skos:inScheme': known && node(scheme) });
  }
  if (!themes.some((theme) => theme.startsWith(`${scheme}/`))) return undefined;
  return say(node(scheme), ['skos:ConceptScheme'], { 'dct:title': literal(title, 'en') });
}

function sayDataset(say: Say, described: Described, common: Said, distributions: NamedNode[]): void {
  const { edition, statistics, used, program } = described;
  const { base, version, publisher, creator, commit, sources } = edition;
  say(node(edition.iri), ['dcat:Dataset', 'void:Dataset'], {
    ...common,
    ...schemaOfDataset(described),
    'dcat:version': version,
    'dct:creator': sayAgent(say, edition, creator),
    'dcat:contactPoint': publisher?.contact ? common['dct:publisher'] : undefined,
    'dcat:landingPage': node(base),
    'dct:temporal': sayPeriod(say, edition, statistics.years),
    'prov:wasGeneratedBy': sayBuild(say, edition, used, program),
    'prov:wasAttributedTo': common['dct:publisher'],
    'prov:wasDerivedFrom': [
      ...sources.map((source) => node(source.iri)),
      ...(commit === undefined ? [] : [commitNode(commit)]),
    ],
    'dcat:distribution': distributions,
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
