import {
  dataSetIri,
  dct,
  obsValue,
  ontologyIri,
  propertyIri,
  qb,
  rdf,
  rdfs,
  refArea,
  refPeriod,
  segment,
  seriesIri,
  skos,
  xsd,
} from '../addresses.js';
import type { Concept } from '../tables.js';
import type { Census, SeriesEntry } from './census.js';
import { schemeIri, seriesScheme } from './code-lists.js';
import type { Lines } from './lines.js';

/** A component of a structure, and how its property is declared. */
interface Component {
  name: string; // in the address of the component
  property: string;
  kind: 'dimension' | 'measure' | 'attribute';
  label: string;
  codeList?: string;
  range?: string;
}

/** Data sets, one a series, and their structures: series with the same dimensions share one. */
export function writeDefinitions(lines: Lines, base: string, { series: all }: Census): void {
  const structures = new Map<string, SeriesEntry[]>();
  for (const series of all) {
    const iri = structureIri(base, series.dimensions);
    structures.set(iri, [...(structures.get(iri) ?? []), series]);
    writeDataSet(lines, base, series, iri);
  }
  for (const [iri, sharing] of structures) writeStructure(lines, base, iri, sharing);
  writeOwnProperties(lines, base);
}

function structureIri(base: string, dimensions: Concept[]): string {
  return `${base}structure/${['series', 'area', 'period', ...dimensions.map(({ concept }) => segment(concept))].join('-')}`;
}

function writeDataSet(lines: Lines, base: string, { series, names, indicators }: SeriesEntry, structure: string): void {
  const iri = dataSetIri(base, series);
  lines.a(iri, `${qb}DataSet`);
  lines.iri(iri, `${qb}structure`, structure);
  lines.iri(iri, `${dct}subject`, seriesIri(series));
  if (names[0] === undefined) lines.text(iri, `${dct}title`, series);
  else lines.text(iri, `${dct}title`, names[0], 'en');
  for (const indicator of indicators) lines.text(iri, ontologyIri(base, 'indicatorNumber'), indicator);
}

function writeStructure(lines: Lines, base: string, iri: string, sharing: SeriesEntry[]): void {
  const { dimensions } = sharing[0] as SeriesEntry;
  const attributes = new Map(sharing.flatMap((one) => one.attributes).map((concept) => [concept.concept, concept]));
  lines.a(iri, `${qb}DataStructureDefinition`);
  const ofConcept = (concept: Concept): Component => conceptComponent(base, concept);
  const components = [
    ...fixed(base),
    ...dimensions.map(ofConcept),
    { name: 'value', property: obsValue, kind: 'measure' as const, label: 'Value' },
    ...[...attributes.values()].map(ofConcept),
  ];
  for (const [order, component] of components.entries()) {
    const node = `${iri}/${segment(component.name)}`;
    lines.iri(iri, `${qb}component`, node);
    lines.a(node, `${qb}ComponentSpecification`);
    lines.iri(node, `${qb}${component.kind}`, component.property);
    lines.iri(node, `${qb}componentProperty`, component.property);
    lines.number(node, `${qb}order`, order + 1);
    declare(lines, component);
  }
}

/** The dimensions that all series have. */
const fixed = (base: string): Component[] => [
  {
    name: 'series',
    property: ontologyIri(base, 'series'),
    kind: 'dimension',
    label: 'Series',
    codeList: seriesScheme(base),
  },
  { name: 'area', property: refArea, kind: 'dimension', label: 'Area', codeList: `${base}areas` },
  { name: 'period', property: refPeriod, kind: 'dimension', label: 'Period', range: `${rdfs}Resource` },
];

const ranges = { number: `${xsd}decimal`, text: `${xsd}string` };

function conceptComponent(base: string, concept: Concept): Component {
  const { concept: name, kind, label, values } = concept;
  const component: Component = { name, property: propertyIri(base, concept), kind, label };
  if (values === 'number' || values === 'text') return { ...component, range: ranges[values] };
  return { ...component, codeList: schemeIri(base, concept) };
}

const classes = { dimension: 'DimensionProperty', measure: 'MeasureProperty', attribute: 'AttributeProperty' };

function declare(lines: Lines, { property, kind, label, codeList, range }: Component): void {
  lines.a(property, `${rdf}Property`, `${qb}${classes[kind]}`);
  lines.text(property, `${rdfs}label`, label, 'en');
  if (range !== undefined) lines.iri(property, `${rdfs}range`, range);
  if (codeList === undefined) return;
  lines.a(property, `${qb}CodedProperty`);
  lines.iri(property, `${rdfs}range`, `${skos}Concept`);
  lines.iri(property, `${qb}codeList`, codeList);
}

/** Properties of ours that are no components. */
function writeOwnProperties(lines: Lines, base: string): void {
  const own: [name: string, label: string][] = [
    ['valueText', 'value as it is written, where it is a bound'],
    ['boundSign', 'how the value lies to the bound: <, <=, > or >='],
    ['boundValue', 'number that the value is below or above'],
    ['indicatorNumber', 'number of an indicator that the series serves'],
    ['isoAlpha2', 'two-letter code of ISO 3166-1'],
    ['isoAlpha3', 'three-letter code of ISO 3166-1'],
  ];
  for (const [name, label] of own) {
    lines.a(ontologyIri(base, name), `${rdf}Property`);
    lines.text(ontologyIri(base, name), `${rdfs}label`, label, 'en');
  }
}
