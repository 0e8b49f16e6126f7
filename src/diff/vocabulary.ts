import { iri, namespaces, namespacesOf } from '../rdf/namespaces.js';

/** The terms that changes are known by, of the standards first of all, so that they hold for any vocabulary. */

const { rdf, rdfs, owl, skos, dct, qb, gcm } = namespaces;

export const prefixes = namespacesOf(
  'rdf',
  'rdfs',
  'owl',
  'skos',
  'dct',
  'qb',
  'gcm',
  'sdgo',
  'sdmx-attribute',
  'sdmx-dimension',
  'sdmx-measure',
  'sssom',
  'prov',
);

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
  area: iri('sdmx-dimension:refArea'),
  time: iri('sdmx-dimension:refPeriod'),
  value: iri('sdmx-measure:obsValue'),
};
