import { namespaces as known, namespacesOf } from '../rdf/namespaces.js';

/** The terms that the pages know by name: everything else is shown as it comes. */

const { rdf, rdfs, skos, owl } = known;
export const { dct, sdgo, gcm } = known;

/** Short names of the namespaces that words are given for: "skos:broader" in src/site/words. */
export const namespaces: Record<string, string> = namespacesOf(
  'rdf',
  'rdfs',
  'skos',
  'dct',
  'owl',
  'sdgo',
  'gcm',
  'foaf',
);

export const names = {
  type: `${rdf}type`,
  label: `${rdfs}label`,
  comment: `${rdfs}comment`,
  prefLabel: `${skos}prefLabel`,
  altLabel: `${skos}altLabel`,
  notation: `${skos}notation`,
  definition: `${skos}definition`,
  scopeNote: `${skos}scopeNote`,
  broader: `${skos}broader`,
  narrower: `${skos}narrower`,
  inScheme: `${skos}inScheme`,
  topConceptOf: `${skos}topConceptOf`,
  hasTopConcept: `${skos}hasTopConcept`,
  concept: `${skos}Concept`,
  conceptScheme: `${skos}ConceptScheme`,
  title: `${dct}title`,
  description: `${dct}description`,
  source: `${dct}source`,
  publisher: `${dct}publisher`,
  agentName: `${known.foaf}name`,
  issued: `${dct}issued`,
  identifier: `${dct}identifier`,
  dataset: `${known.dcat}Dataset`,
  deprecated: `${owl}deprecated`,
  inverseOf: `${owl}inverseOf`,
  subClassOf: `${rdfs}subClassOf`,
  subPropertyOf: `${rdfs}subPropertyOf`,
  domain: `${rdfs}domain`,
  range: `${rdfs}range`,
  observation: `${known.qb}Observation`,
  annotatedSource: `${owl}annotatedSource`,
  annotatedProperty: `${owl}annotatedProperty`,
  annotatedTarget: `${owl}annotatedTarget`,
  status: `${gcm}status`,
  compactCode: `${sdgo}SDGCodeCompact`,
} as const;

/** "http://www.w3.org/2004/02/skos/core#broader" → "skos:broader"; undefined for what no word is given for. */
export function shortName(iri: string): string | undefined {
  const at = Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1;
  const namespace = iri.slice(0, at);
  const found = Object.entries(namespaces).find(([, one]) => one === namespace);
  return found && `${found[0]}:${iri.slice(at)}`;
}

/** What stands behind the last # or / of an IRI: "broader". */
export const localName = (iri: string): string => iri.slice(Math.max(iri.lastIndexOf('#'), iri.lastIndexOf('/')) + 1);
