import { DataFactory, type Literal } from 'n3';
import { textOf, utf8 } from '../bytes.js';
import { percentEncode } from '../csvw/metadata/uri-template.js';
import { cellStates, subjectCell } from '../csvw/stream/byte-cells.js';
import type { Line, Slot } from '../csvw/stream/line-template.js';
import { iri as expand, namespaces } from '../rdf/iri.js';
import { periodStates, valueStates } from './read-cells.js';
import type { Address, Concept } from './tables.js';

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

type Coded = Pick<Concept, 'concept' | 'values'>;

/** How the IRIs of a cube begin. */
export interface Naming {
  base: string; // ends with a slash
  addresses: Readonly<Record<Address['what'], string>>;
  seriesProperty?: string | undefined; // the property of the project for the series of a figure
  language: string; // of the names in the files, or ''
}

/** Returns the addresses for files in some formats: for each use the first one that fits. */
export function addressesOf(formats: readonly string[], all: readonly Address[]): Naming['addresses'] {
  const find = (what: Address['what']): string =>
    all.find((one) => one.what === what && ['*', ...formats].includes(one.format))?.address ?? `${what}/{code}`;
  return { series: find('series'), area: find('area'), unit: find('unit'), code: find('code') };
}

/** IRIs of everything that observations refer to. */
export const irisOf = ({ base, addresses, seriesProperty, language }: Naming) => {
  const at = (what: Address['what'], code: string, concept = ''): string => {
    const address = addresses[what].replace('{concept}', () => segment(concept)).replace('{code}', () => segment(code));
    return /^https?:/.test(address) ? address : `${base}${address}`;
  };
  return {
    named: (text: string): Literal => DataFactory.literal(text, language || undefined),
    graph: `${base}graph/observations`,
    areas: `${base}areas`,
    allSeries: `${base}code-list/series`,
    series: (series: string): string => at('series', series),
    seriesProperty: seriesProperty ?? `${base}ontology#series`,
    dataSet: (series: string): string => `${base}dataset/${segment(series)}`,
    structure: (parts: string[]): string => `${base}structure/${parts.map(segment).join('-')}`,
    area: (area: string): string => at('area', area),
    ontology: (name: string): `http${string}` => `${base as `http${string}`}ontology#${segment(name)}`,
    code: ({ concept, values }: Coded, code: string): string => at(values === 'unit' ? 'unit' : 'code', code, concept),
    /** The code of a unit in the same system as the other codes, unless these are under the base. */
    sameUnit: ({ concept, values }: Coded, code: string): string | undefined =>
      values === 'unit' && !at('code', '').startsWith(base) ? at('code', code, concept) : undefined,
    /** Units use the scheme of the release. Other schemes are ours, because they contain only the codes that occur. */
    codeList: ({ concept, values }: Coded): string =>
      values === 'unit' ? `${base}units` : `${base}code-list/${segment(concept)}`,
    /** Properties are absolute IRIs from SDMX, or relative to the base. */
    property: ({ property }: Pick<Concept, 'property'>): string =>
      /^https?:/.test(property) ? property : `${base}${property}`,
  };
};

export type Iris = ReturnType<typeof irisOf>;

/** Positions of the cells of a row. Series, area, period and dimensions make its IRI. */
export interface Places {
  dimensions: number[];
  value: number;
  text: number; // the value as given
  attributes: number[];
  indicators: number;
  boundSign: number; // of a bound in columns
  boundValue: number;
}

/** Positions of the cells that every row has. */
export const [series, area, period] = [0, 1, 2];

/** Compiles the statements of an observation. */
export function linesOf(naming: Naming, dimensions: Concept[], attributes: Concept[], places: Places): Line[] {
  const { value, text } = places;
  const iris = irisOf(naming);
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
    line(series, given, iris.seriesProperty, iri(iris.series(''), series)),
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
