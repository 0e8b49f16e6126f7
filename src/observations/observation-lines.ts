import { textOf, utf8 } from '../bytes.js';
import { percentEncode } from '../csvw/metadata/uri-template.js';
import { cellStates, subjectCell } from '../csvw/stream/byte-cells.js';
import type { Line, Slot } from '../csvw/stream/line-template.js';
import { iri as expand, namespaces } from '../rdf/iri.js';
import { periodStates, valueStates } from './read-cells.js';
import type { Concept } from './tables.js';

const un = 'http://metadata.un.org/sdg/';
const { qb, rdf, xsd } = namespaces;
export const refArea = expand('sdmx-dimension:refArea');
export const refPeriod = expand('sdmx-dimension:refPeriod');
export const obsValue = expand('sdmx-measure:obsValue');
const obsStatus = expand('sdmx-attribute:obsStatus');

/** Encodes a code for an IRI as a URI template does: "15+" → "15%2B" (RFC 6570, section 3.2.2). */
export function segment(text: string): string {
  const bytes = utf8(text);
  const encoded = new Uint8Array(3 * bytes.length);
  return textOf(encoded.subarray(0, percentEncode(bytes, 0, bytes.length, encoded, 0)));
}

/** The UN's IRI of a dimension or attribute code. */
export const unCode = (concept: string, code: string): string => `${un}codes/${segment(concept)}/${segment(code)}`;

type Coded = Pick<Concept, 'concept' | 'values'>;

/** IRIs of everything that observations refer to: the UN's own IRI if there is one, otherwise one under the base. */
export const irisOf = (base: string) => ({
  graph: `${base}graph/observations`,
  areas: `${base}areas`,
  allSeries: `${base}code-list/series`,
  series: (series: string): string => `${un}${segment(series)}`,
  dataSet: (series: string): string => `${base}dataset/${segment(series)}`,
  structure: (parts: string[]): string => `${base}structure/${parts.map(segment).join('-')}`,
  area: (area: string): string => `${base}area/${segment(area)}`,
  ontology: (name: string): string => `${base}ontology#${segment(name)}`,
  /** Units have the IRIs of the release. All other codes have the UN's IRIs. */
  code: ({ concept, values }: Coded, code: string): string =>
    values === 'unit' ? `${base}unit/${segment(code)}` : unCode(concept, code),
  /** Units use the scheme of the release. Other schemes are ours, because they contain only the codes that occur. */
  codeList: ({ concept, values }: Coded): string =>
    values === 'unit' ? `${base}units` : `${base}code-list/${segment(concept)}`,
  /** Properties are absolute IRIs from SDMX, or relative to the base. */
  property: ({ property }: Pick<Concept, 'property'>): string =>
    /^https?:/.test(property) ? property : `${base}${property}`,
});

export type Iris = ReturnType<typeof irisOf>;

/** Positions of the cells of a row. Series, area, period and dimensions make its IRI. */
export interface Places {
  dimensions: number[];
  value: number;
  text: number; // the value as given
  attributes: number[];
  indicators: number;
}

/** Positions of the cells that every row has. */
export const [series, area, period] = [0, 1, 2];

/** Compiles the statements of an observation. */
export function linesOf(base: string, dimensions: Concept[], attributes: Concept[], places: Places): Line[] {
  const { value, text } = places;
  const iris = irisOf(base);
  const end = ` <${iris.graph}> .\n`;
  const line = (cell: number | undefined, states: number[], property: string, object: (string | Slot)[]): Line => ({
    when: cell === undefined ? [] : [{ cell, states }],
    parts: [{ cell: subjectCell, encode: 'value' }, `<${property}> `, ...object, end],
  });
  const iri = (start: string, cell: number): (string | Slot)[] => [`<${start}`, { cell, encode: 'iri' }, '>'];
  const literal = (cell: number, type: string): (string | Slot)[] => [
    '"',
    { cell, encode: 'literal' },
    type === 'string' ? '"' : `"^^<${xsd}${type}>`,
  ];
  const given = [cellStates.valid];
  const ofConcept = (concept: Concept, cell: number): Line[] => {
    const property = iris.property(concept);
    if (concept.values === 'text') return [line(cell, given, property, literal(cell, 'string'))];
    if (concept.values !== 'number') return [line(cell, given, property, iri(iris.code(concept, ''), cell))];
    return (['decimal', 'double'] as const).map((type) =>
      line(cell, [valueStates[type]], property, literal(cell, type)),
    );
  };
  const missing = iris.code({ concept: 'obsStatus', values: 'code' }, 'M');
  const bounds = (['<', '<=', '>', '>='] as const).map((sign) => ({ sign, states: [valueStates[sign]] }));
  const bound = bounds.flatMap(({ states }) => states);
  return [
    line(undefined, [], `${rdf}type`, [`<${qb}Observation>`]),
    line(series, given, `${qb}dataSet`, iri(iris.dataSet(''), series)),
    line(series, given, iris.ontology('series'), iri(iris.series(''), series)),
    line(area, given, refArea, iri(iris.area(''), area)),
    ...Object.entries(periodStates).map(([type, state]) => line(period, [state], refPeriod, literal(period, type))),
    ...dimensions.flatMap((concept, i) => ofConcept(concept, places.dimensions[i] as number)),
    ...(['decimal', 'double'] as const).map((type) => line(value, [valueStates[type]], obsValue, literal(value, type))),
    line(value, [valueStates.missing], obsStatus, [`<${missing}>`]),
    line(value, bound, iris.ontology('valueText'), literal(text, 'string')),
    ...bounds.map(({ sign, states }) => line(value, states, iris.ontology('boundSign'), [`"${sign}"`])),
    line(value, bound, iris.ontology('boundValue'), literal(value, 'decimal')),
    ...attributes.flatMap((concept, i) => ofConcept(concept, places.attributes[i] as number)),
    line(value, given, obsValue, literal(value, 'decimal')),
  ];
}
