/** The terms that changes are known by, of the standards first of all, so that they hold for any vocabulary. */

const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const rdfs = 'http://www.w3.org/2000/01/rdf-schema#';
const owl = 'http://www.w3.org/2002/07/owl#';
const skos = 'http://www.w3.org/2004/02/skos/core#';
const dct = 'http://purl.org/dc/terms/';
const qb = 'http://purl.org/linked-data/cube#';
const sdmx = 'http://purl.org/linked-data/sdmx/2009/';
const gcm = 'https://w3id.org/gcm-graph/ontology#';

export const prefixes: Record<string, string> = {
  rdf,
  rdfs,
  owl,
  skos,
  dct,
  qb,
  gcm,
  sdgo: 'http://metadata.un.org/sdg/ontology#',
  'sdmx-attribute': `${sdmx}attribute#`,
  'sdmx-dimension': `${sdmx}dimension#`,
  'sdmx-measure': `${sdmx}measure#`,
  sssom: 'https://w3id.org/sssom/',
  prov: 'http://www.w3.org/ns/prov#',
};

export const type = `${rdf}type`;
export const comment = `${rdfs}comment`;
export const deprecated = `${owl}deprecated`;
export const versionInfo = `${owl}versionInfo`;
export const broader = `${skos}broader`;
export const notation = `${skos}notation`;
export const inScheme = `${skos}inScheme`;
export const changeNote = `${skos}changeNote`;
export const isReplacedBy = `${dct}isReplacedBy`;
export const replaces = `${dct}replaces`;
export const source = `${dct}source`;
export const formerNumber = `${gcm}formerNumber`;

export const altLabel = `${skos}altLabel`;

/** What a thing is called by, the best first. */
export const names = [`${skos}prefLabel`, `${dct}title`, `${rdfs}label`, altLabel];

/** A link is a thing that names its two ends (OWL 2, section 10.2, annotations of annotations). */
export const link = {
  from: `${owl}annotatedSource`,
  property: `${owl}annotatedProperty`,
  to: `${owl}annotatedTarget`,
  status: `${gcm}status`,
};

/** A figure is an observation of the RDF Data Cube. */
export const figure = {
  class: `<${qb}Observation>`,
  dataSet: `${qb}dataSet`,
  series: `${gcm}series`,
  area: `${sdmx}dimension#refArea`,
  time: `${sdmx}dimension#refPeriod`,
  value: `${sdmx}measure#obsValue`,
};

/** "skos:prefLabel"; an IRI of no known prefix stays whole. */
export function shortened(iri: string): string {
  const known = Object.entries(prefixes).find(([, namespace]) => iri.startsWith(namespace));
  return known ? `${known[0]}:${iri.slice(known[1].length)}` : iri;
}
