import { runRules } from '../check/rules.js';
import type { QueryFile } from '../graph/query-file.js';
import { createStore } from '../graph/store.js';
import type { Problem } from '../problem.js';
import { type Curie, iri as expand } from '../rdf/namespaces.js';
import { escapeLiteral } from '../rdf/nquads.js';
import { sortCodePoints } from '../text/order.js';
import type { Census, Names, SeriesEntry } from './census.js';
import {
  areaIri,
  codeIri,
  dataSetIri,
  graphOf,
  obsValue,
  ontologyIri,
  propertyIri,
  refArea,
  refPeriod,
  segment,
  seriesIri,
  unCodeIri,
} from './observation-lines.js';
import type { Area, Concept, Tables } from './tables.js';

/** Everything of a cube but its observations, as N-Quads: data sets, structures, code lists, areas (RDF Data Cube, sections 5 to 9). */
export function structureOf(base: string, census: Census, concepts: Concept[], { areas, matches }: Tables): string {
  const lines = new Set<string>();
  const end = ` <${graphOf(base)}> .\n`;
  const about: About = (subject, statements) => {
    for (const [property, objects] of statements)
      for (const object of [objects].flat()) lines.add(`${iri(subject)} ${iri(property)} ${object}${end}`);
  };
  writeDefinitions(about, base, census);
  writeCodeLists(about, base, census, concepts, matches);
  writeAreas(about, base, census, areas);
  return sortCodePoints([...lines]).join('');
}

/** Says something of a subject: properties, each with the terms that are its objects. Each statement is kept once. */
type About = (subject: string, statements: [property: string, objects: string | string[]][]) => void;

/** A node by its IRI, or by a name such as "qb:DataSet". */
const iri = (name: string): string => `<${/^https?:/.test(name) ? name : expand(name as Curie)}>`;
const plain = (text: string): string => `"${escapeLiteral(text)}"`;
const inLanguage = (text: string, language = 'en'): string => `${plain(text)}@${language}`;

/** What names a thing that is called by its code where it has no name; a code is of no language. */
const nameOrCode = (name: string | undefined, code: string): string =>
  name === undefined ? plain(code) : inLanguage(name);

/** Data sets, one a series, and their structures: series with the same dimensions share one. */
function writeDefinitions(about: About, base: string, { series: all }: Census): void {
  const structures = new Map<string, SeriesEntry[]>();
  for (const entry of all) {
    const { series, names, indicators, dimensions } = entry;
    const parts = ['series', 'area', 'period', ...dimensions.map(({ concept }) => segment(concept))];
    const structure = `${base}structure/${parts.join('-')}`;
    structures.set(structure, [...(structures.get(structure) ?? []), entry]);
    about(dataSetIri(base, series), [
      ['rdf:type', iri('qb:DataSet')],
      ['qb:structure', iri(structure)],
      ['dct:subject', iri(seriesIri(series))],
      ['dct:title', nameOrCode(names[0], series)],
      [ontologyIri(base, 'indicatorNumber'), indicators.map(plain)],
    ]);
  }
  for (const [structure, sharing] of structures) writeStructure(about, base, structure, sharing);
  for (const [name, label] of ownProperties)
    about(ontologyIri(base, name), [
      ['rdf:type', iri('rdf:Property')],
      ['rdfs:label', inLanguage(label)],
    ]);
}

/** Properties of ours that are no components. */
const ownProperties: [name: string, label: string][] = [
  ['valueText', 'value as it is written, where it is a bound'],
  ['boundSign', 'how the value lies to the bound: <, <=, > or >='],
  ['boundValue', 'number that the value is below or above'],
  ['indicatorNumber', 'number of an indicator that the series serves'],
  ['isoAlpha2', 'two-letter code of ISO 3166-1'],
  ['isoAlpha3', 'three-letter code of ISO 3166-1'],
];

/** A component of a structure, and how its property is declared. */
type Component = Pick<Concept, 'label'> & {
  name: string; // in the address of the component
  property: string;
  kind: 'dimension' | 'measure' | 'attribute';
  codeList?: string;
  range?: string;
};

const ranges = { number: 'xsd:decimal', text: 'xsd:string' };
const classes = { dimension: 'qb:DimensionProperty', measure: 'qb:MeasureProperty', attribute: 'qb:AttributeProperty' };

function writeStructure(about: About, base: string, structure: string, sharing: SeriesEntry[]): void {
  const { dimensions } = sharing[0] as SeriesEntry;
  const attributes = new Map(sharing.flatMap((one) => one.attributes).map((concept) => [concept.concept, concept]));
  const ofConcept = (concept: Concept): Component => {
    const { concept: name, kind, label, values } = concept;
    const isCoded = values === 'code' || values === 'unit';
    const due = isCoded ? { codeList: schemeIri(base, concept) } : { range: ranges[values] };
    return { name, property: propertyIri(base, concept), kind, label, ...due };
  };
  const series = { property: ontologyIri(base, 'series'), label: 'Series', codeList: seriesScheme(base) };
  const components: Component[] = [
    { name: 'series', kind: 'dimension', ...series },
    { name: 'area', kind: 'dimension', property: refArea, label: 'Area', codeList: `${base}areas` },
    { name: 'period', kind: 'dimension', property: refPeriod, label: 'Period', range: 'rdfs:Resource' },
    ...dimensions.map(ofConcept),
    { name: 'value', kind: 'measure', property: obsValue, label: 'Value' },
    ...[...attributes.values()].map(ofConcept),
  ];
  about(structure, [['rdf:type', iri('qb:DataStructureDefinition')]]);
  for (const [i, { name, property, kind, label, codeList, range = [] }] of components.entries()) {
    const node = `${structure}/${segment(name)}`;
    about(structure, [['qb:component', iri(node)]]);
    about(node, [
      ['rdf:type', iri('qb:ComponentSpecification')],
      [`qb:${kind}`, iri(property)],
      ['qb:componentProperty', iri(property)],
      ['qb:order', `"${i + 1}"^^${iri('xsd:integer')}`],
    ]);
    about(property, [
      ['rdf:type', [iri('rdf:Property'), iri(classes[kind])]],
      ['rdfs:label', inLanguage(label)],
      ['rdfs:range', [range].flat().map(iri)],
    ]);
    if (codeList !== undefined)
      about(property, [
        ['rdf:type', iri('qb:CodedProperty')],
        ['rdfs:range', iri('skos:Concept')],
        ['qb:codeList', iri(codeList)],
      ]);
  }
}

/** The scheme of a concept's codes; units have that of the release. It holds the codes that occur, so it is ours. */
const schemeIri = (base: string, { concept, values }: Concept): string =>
  values === 'unit' ? `${base}units` : `${base}code-list/${segment(concept)}`;

const seriesScheme = (base: string): string => `${base}code-list/series`;

/** The codes that occur as SKOS: a scheme a concept, each code with its name and what means the same elsewhere. */
function writeCodeLists(
  about: About,
  base: string,
  census: Census,
  concepts: Concept[],
  matches: Map<string, string>,
): void {
  for (const concept of concepts) {
    const codes = census.codes.get(concept.concept);
    if (!codes || codes.size === 0) continue;
    const scheme = schemeIri(base, concept);
    writeScheme(about, scheme, concept.label);
    for (const [code, names] of codes) {
      const address = codeIri(base, concept, code);
      const match = matches.get(`${concept.concept} ${code}`);
      const same = [
        ...(concept.values === 'unit' ? [unCodeIri(concept.concept, code)] : []),
        ...(match ? [match] : []),
      ];
      writeCode(about, scheme, address, code, names);
      about(address, [['skos:exactMatch', same.map(iri)]]);
    }
  }
  writeScheme(about, seriesScheme(base), 'Series');
  for (const { series, names } of census.series) writeCode(about, seriesScheme(base), seriesIri(series), series, names);
}

const writeScheme = (about: About, scheme: string, label: string): void =>
  about(scheme, [
    ['rdf:type', iri('skos:ConceptScheme')],
    ['rdfs:label', inLanguage(label)],
  ]);

/** Of several names the first is preferred. */
function writeCode(about: About, scheme: string, address: string, code: string, [name, ...others]: Names): void {
  about(scheme, [['skos:hasTopConcept', iri(address)]]);
  about(address, [
    ['rdf:type', iri('skos:Concept')],
    ['skos:inScheme', iri(scheme)],
    ['skos:topConceptOf', iri(scheme)],
    ['skos:notation', plain(code)],
    ['skos:prefLabel', nameOrCode(name, code)],
    ['skos:altLabel', others.map((other) => inLanguage(other))],
  ]);
}

/** The areas that occur and those above them, as the code list of sdmx-dimension:refArea. */
function writeAreas(about: About, base: string, { areas: found }: Census, known: Area[]): void {
  const byCode = new Map(known.map((area) => [area.area, area]));
  const done = new Set<string>();
  const write = (code: string): void => {
    if (done.has(code)) return;
    done.add(code);
    const [name = code, ...others] = found.get(code) ?? [];
    const area = byCode.get(code);
    const above = area ? [area.broader, ...area.groups].filter(Boolean) : [];
    about(areaIri(base, code), [
      ['rdf:type', [iri('skos:Concept'), iri(ontologyIri(base, 'Area'))]],
      ['skos:inScheme', iri(`${base}areas`)],
      ['skos:notation', plain(code)],
      ...(area
        ? knownArea(base, area)
        : ([
            ['skos:prefLabel', inLanguage(name)],
            ['skos:altLabel', others.map((other) => inLanguage(other))],
          ] as [string, string[]][])),
      ['skos:broader', above.map((one) => iri(areaIri(base, one)))],
    ]);
    above.forEach(write);
  };
  writeScheme(about, `${base}areas`, 'Areas');
  for (const code of found.keys()) write(code);
}

/** What M49 says of an area; an empty text says nothing. */
const knownArea = (base: string, { names, kind, iso2, iso3 }: Area): [string, string[]][] => [
  ['skos:prefLabel', names.map(([language, name]) => inLanguage(name, language))],
  [ontologyIri(base, 'areaKind'), [kind].filter(Boolean).map(plain)],
  [ontologyIri(base, 'isoAlpha2'), [iso2].filter(Boolean).map(plain)],
  [ontologyIri(base, 'isoAlpha3'), [iso3].filter(Boolean).map(plain)],
];

/**
 * Runs those of the integrity constraints of the RDF Data Cube (section 11) on a structure that it can break by itself; what is
 * about observations is checked while they are read.
 */
export function checkStructure(structure: string, base: string, constraints: QueryFile[]): Problem[] {
  const rules = constraints.filter(({ header }) => header['looks-at'] !== 'qb:Observation');
  const store = createStore(base);
  try {
    store.load(structure);
    return runRules(store, rules).map(({ code, severity, message, focus, rule, fix }) => ({
      code,
      severity,
      message,
      where: { file: rule, value: focus },
      rule,
      ...(fix !== undefined && { fix }),
    }));
  } finally {
    store.close();
  }
}
