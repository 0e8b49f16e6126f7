import { namespacesOf } from '../../rdf/namespaces.js';

/** The prefixes of the catalogue in Turtle and JSON-LD. */
export const prefixes = namespacesOf(
  'dcat',
  'dct',
  'foaf',
  'owl',
  'prov',
  'rdf',
  'rdfs',
  'skos',
  'skosmos',
  'spdx',
  'vcard',
  'void',
  'xsd',
);
