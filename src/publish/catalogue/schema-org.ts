import type { Described } from './described.js';
import type { Edition } from './edition.js';
import type { Series } from './series.js';
import { node, type Said } from './write-statements.js';

/** Statements in the vocabulary of schema.org, for search engines that do not read DCAT. */

/** Statements about the whole data set. */
export const schemaOfDataset = ({ edition, statistics, series }: Described): Said => ({
  'rdf:type': node('http://schema.org/Dataset'),
  'schema:name': edition.titles,
  'schema:description': edition.descriptions,
  'schema:version': edition.version,
  'schema:license': node(edition.licence),
  'schema:temporalCoverage': statistics.years?.join('/'),
  'schema:spatialCoverage': placeOf(edition),
  'schema:variableMeasured': series.map(({ subject }) => node(subject)),
  'schema:isBasedOn': edition.sources.map(({ iri }) => node(iri)),
});

/** Statements about a series. The licence is the one of the whole data set. */
export const schemaOfSeries = (edition: Edition, { titles, subject, years, sources }: Series): Said => ({
  'schema:name': titles,
  'schema:license': node(edition.licence),
  'schema:temporalCoverage': years?.join('/'),
  'schema:spatialCoverage': placeOf(edition),
  'schema:variableMeasured': node(subject),
  'schema:isBasedOn': sources.map(node),
  'schema:isPartOf': node(edition.iri),
});

const placeOf = ({ place }: Edition) => (place === undefined ? undefined : node(place));
