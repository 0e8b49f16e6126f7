import { cellStates, subjectCell } from '../csvw/stream/cells.js';
import type { Line, Slot } from '../csvw/stream/template.js';
import * as address from './addresses.js';
import { periodStates, valueStates } from './read-cells.js';
import type { Concept } from './tables.js';

/** The places of a row's cells. Series, area, period and dimensions are its address. */
export interface Places {
  dimensions: number[];
  value: number;
  text: number; // the value as it is given
  attributes: number[];
  indicators: number;
}

/** The places of the cells that every row has. */
export const [series, area, period] = [0, 1, 2];

/** The statements of an observation. */
export function linesOf(base: string, dimensions: Concept[], attributes: Concept[], places: Places): Line[] {
  const { value, text } = places;
  const end = ` <${address.graphOf(base)}> .\n`;
  const line = (cell: number | undefined, states: number[], property: string, object: (string | Slot)[]): Line => ({
    when: cell === undefined ? [] : [{ cell, states }],
    parts: [{ cell: subjectCell, encode: 'value' }, `<${property}> `, ...object, end],
  });
  const iri = (start: string, cell: number): (string | Slot)[] => [`<${start}`, { cell, encode: 'iri' }, '>'];
  const literal = (cell: number, type: string): (string | Slot)[] => [
    '"',
    { cell, encode: 'literal' },
    type === 'string' ? '"' : `"^^<${address.xsd}${type}>`,
  ];
  const given = [cellStates.valid];
  const ofConcept = (concept: Concept, cell: number): Line[] => {
    const property = address.propertyIri(base, concept);
    if (concept.values === 'text') return [line(cell, given, property, literal(cell, 'string'))];
    if (concept.values !== 'number')
      return [line(cell, given, property, iri(address.codeIri(base, concept, ''), cell))];
    return (['decimal', 'double'] as const).map((type) =>
      line(cell, [valueStates[type]], property, literal(cell, type)),
    );
  };
  const { obsValue, obsStatus, ontologyIri } = address;
  const missing = address.codeIri(base, { concept: 'obsStatus', values: 'code' }, 'M');
  const bounds = (['<', '<=', '>', '>='] as const).map((sign) => ({ sign, states: [valueStates[sign]] }));
  const bound = bounds.flatMap(({ states }) => states);
  return [
    line(undefined, [], `${address.rdf}type`, [`<${address.qb}Observation>`]),
    line(series, given, `${address.qb}dataSet`, iri(address.dataSetIri(base, ''), series)),
    line(series, given, ontologyIri(base, 'series'), iri(address.seriesIri(''), series)),
    line(area, given, address.refArea, iri(address.areaIri(base, ''), area)),
    ...Object.entries(periodStates).map(([type, state]) =>
      line(period, [state], address.refPeriod, literal(period, type)),
    ),
    ...dimensions.flatMap((concept, i) => ofConcept(concept, places.dimensions[i] as number)),
    ...(['decimal', 'double'] as const).map((type) => line(value, [valueStates[type]], obsValue, literal(value, type))),
    line(value, [valueStates.missing], obsStatus, [`<${missing}>`]),
    line(value, bound, ontologyIri(base, 'valueText'), literal(text, 'string')),
    ...bounds.map(({ sign, states }) => line(value, states, ontologyIri(base, 'boundSign'), [`"${sign}"`])),
    line(value, bound, ontologyIri(base, 'boundValue'), literal(value, 'decimal')),
    ...attributes.flatMap((concept, i) => ofConcept(concept, places.attributes[i] as number)),
    line(value, given, obsValue, literal(value, 'decimal')),
  ];
}
