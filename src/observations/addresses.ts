import { textOf, utf8 } from '../bytes.js';
import { percentEncode } from '../csvw/metadata/template.js';
import { iri, namespaces } from '../rdf/namespaces.js';
import type { Concept } from './tables.js';

/** The IRIs of everything that observations speak of: the UN's own where it has one, else under the base. */

export const un = 'http://metadata.un.org/sdg/';
export const { qb, skos, rdf, rdfs, xsd, dct } = namespaces;
export const refArea = iri('sdmx-dimension:refArea');
export const refPeriod = iri('sdmx-dimension:refPeriod');
export const obsValue = iri('sdmx-measure:obsValue');
export const obsStatus = iri('sdmx-attribute:obsStatus');

/** A code in an address, as a URI template has it: "15+" → "15%2B" (RFC 6570, section 3.2.2). */
export function segment(text: string): string {
  const bytes = utf8(text);
  const encoded = new Uint8Array(3 * bytes.length);
  return textOf(encoded.subarray(0, percentEncode(bytes, 0, bytes.length, encoded, 0)));
}

export const graphOf = (base: string): string => `${base}graph/observations`;
export const seriesIri = (series: string): string => `${un}${segment(series)}`;
export const dataSetIri = (base: string, series: string): string => `${base}dataset/${segment(series)}`;
export const areaIri = (base: string, area: string): string => `${base}area/${segment(area)}`;
export const ontologyIri = (base: string, name: string): string => `${base}ontology#${segment(name)}`;

/** Units are those of the release; the codes of everything else are the UN's. */
export const codeIri = (
  base: string,
  { concept, values }: Pick<Concept, 'concept' | 'values'>,
  code: string,
): string => (values === 'unit' ? `${base}unit/${segment(code)}` : unCodeIri(concept, code));

export const unCodeIri = (concept: string, code: string): string => `${un}codes/${segment(concept)}/${segment(code)}`;

/** Concepts have properties of SDMX, or of ours, which are given relative to the base. */
export const propertyIri = (base: string, { property }: Pick<Concept, 'property'>): string =>
  /^https?:/.test(property) ? property : `${base}${property}`;
