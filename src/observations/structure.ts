import { DataFactory, type Literal } from 'n3';
import { runRules } from '../check/rules.js';
import { bySubject } from '../graph/quad-lines.js';
import type { QueryFile } from '../graph/query-file.js';
import { createStore } from '../graph/store.js';
import type { Problem } from '../problem.js';
import { collect, node, type Said, type Say } from '../publish/catalogue/write-statements.js';
import { term } from '../rdf/terms.js';
import { ownLanguage } from '../text/languages.js';
import { addTo } from '../text/order.js';
import type { Census, Names, SeriesEntry } from './census.js';
import { type Iris, irisOf, type Naming, obsValue, refArea, refPeriod, segment } from './observation-lines.js';
import ownProperties from './own-properties.json' with { type: 'json' };
import type { Area, Concept, Tables } from './tables.js';

/** Writes everything of a cube except its observations as N-Quads: data sets, structures, code lists and areas. */
export function structureOf(
  naming: Naming,
  census: Census,
  concepts: Concept[],
  { areas, matches }: Tables,
  language: string, // of the names
): string {
  const iris = irisOf(naming);
  const named = (text: string) => DataFactory.literal(text, language || undefined);
  const { quads, say } = collect(node(iris.graph));
  sayDefinitions(say, iris, census, named);
  sayCodeLists(say, iris, census, concepts, matches, named);
  sayAreas(say, iris, census, areas, named);
  return bySubject(quads)
    .flatMap(({ lines }) => lines)
    .join('');
}

const inEnglish = (text: string) => DataFactory.literal(text, ownLanguage);

/** Writes a name in the language of the files. */
type Named = (text: string) => Literal;

/** Adds one data set per series, and their structures. Series with the same dimensions share a structure. */
function sayDefinitions(say: Say, iris: Iris, { series: all }: Census, named: Named): void {
  const structures = new Map<string, SeriesEntry[]>();
  for (const entry of all) {
    const { series, names, indicators, dimensions } = entry;
    const structure = iris.structure(['series', 'area', 'period', ...dimensions.map(({ concept }) => concept)]);
    addTo(structures, structure, entry);
    say(node(iris.dataSet(series)), ['qb:DataSet'], {
      'qb:structure': node(structure),
      'dct:subject': node(iris.series(series)),
      'dct:title': names[0] === undefined ? series : named(names[0]),
      [iris.ontology('indicatorNumber')]: indicators,
    });
  }
  for (const [structure, sharing] of structures) sayStructure(say, iris, structure, sharing);
  for (const [name, label] of Object.entries(ownProperties)) // properties that are not components
    say(node(iris.ontology(name)), ['rdf:Property'], { 'rdfs:label': inEnglish(label) });
}

/** A component of a structure with the declaration of its property. */
type Component = Pick<Concept, 'label'> & {
  name: string; // in the IRI of the component
  property: string;
  kind: keyof typeof classes;
  codeList?: string;
  range?: 'xsd:decimal' | 'xsd:string' | 'rdfs:Resource';
};

const ranges = { number: 'xsd:decimal', text: 'xsd:string' } as const;
const classes = {
  dimension: 'qb:DimensionProperty',
  measure: 'qb:MeasureProperty',
  attribute: 'qb:AttributeProperty',
} as const;

function sayStructure(say: Say, iris: Iris, structure: string, sharing: SeriesEntry[]): void {
  const { dimensions } = sharing[0] as SeriesEntry;
  const attributes = new Map(sharing.flatMap((one) => one.attributes).map((concept) => [concept.concept, concept]));
  const ofConcept = (concept: Concept): Component => {
    const { concept: name, kind, label, values } = concept;
    const isCoded = values === 'code' || values === 'unit';
    const valueType = isCoded ? { codeList: iris.codeList(concept) } : { range: ranges[values] };
    return { name, property: iris.property(concept), kind, label, ...valueType };
  };
  const series = { property: iris.seriesProperty, label: 'Series', codeList: iris.allSeries };
  const components: Component[] = [
    { name: 'series', kind: 'dimension', ...series },
    { name: 'area', kind: 'dimension', property: refArea, label: 'Area', codeList: iris.areas },
    { name: 'period', kind: 'dimension', property: refPeriod, label: 'Period', range: 'rdfs:Resource' },
    ...dimensions.map(ofConcept),
    { name: 'value', kind: 'measure', property: obsValue, label: 'Value' },
    ...[...attributes.values()].map(ofConcept),
  ];
  say(node(structure), ['qb:DataStructureDefinition']);
  for (const [i, { name, property, kind, label, codeList, range }] of components.entries()) {
    const component = node(`${structure}/${segment(name)}`);
    say(node(structure), [], { 'qb:component': component });
    say(component, ['qb:ComponentSpecification'], {
      [`qb:${kind}`]: node(property),
      'qb:componentProperty': node(property),
      'qb:order': i + 1,
    });
    say(node(property), ['rdf:Property', classes[kind]], {
      'rdfs:label': inEnglish(label),
      'rdfs:range': range && term(range),
    });
    if (codeList !== undefined)
      say(node(property), ['qb:CodedProperty'], { 'rdfs:range': term('skos:Concept'), 'qb:codeList': node(codeList) });
  }
}

/** Adds the codes that occur as SKOS: one scheme per concept, with names and matches of each code. */
function sayCodeLists(
  say: Say,
  iris: Iris,
  census: Census,
  concepts: Concept[],
  matches: Tables['matches'],
  named: Named,
): void {
  for (const concept of concepts) {
    const codes = census.codes.get(concept.concept);
    if (!codes || codes.size === 0) continue;
    const scheme = iris.codeList(concept);
    sayScheme(say, scheme, concept.label);
    for (const [code, names] of codes) {
      const address = iris.code(concept, code);
      const match = matches.get(`${concept.concept} ${code}`);
      sayCode(say, scheme, address, code, names, named);
      const same = [iris.sameUnit(concept, code), match].filter(Boolean) as string[];
      say(node(address), [], { 'skos:exactMatch': same.map(node) });
    }
  }
  sayScheme(say, iris.allSeries, 'Series');
  for (const { series, names } of census.series)
    sayCode(say, iris.allSeries, iris.series(series), series, names, named);
}

const sayScheme = (say: Say, scheme: string, label: string) =>
  say(node(scheme), ['skos:ConceptScheme'], { 'rdfs:label': inEnglish(label) });

/** The first name is the preferred one. */
function sayCode(
  say: Say,
  scheme: string,
  address: string,
  code: string,
  [name, ...others]: Names,
  named: Named,
): void {
  say(node(scheme), [], { 'skos:hasTopConcept': node(address) });
  say(node(address), ['skos:Concept'], {
    'skos:inScheme': node(scheme),
    'skos:topConceptOf': node(scheme),
    'skos:notation': code,
    'skos:prefLabel': name === undefined ? code : named(name),
    'skos:altLabel': others.map(named),
  });
}

/** Adds the areas that occur and their broader areas, as the code list of sdmx-dimension:refArea. */
function sayAreas(say: Say, iris: Iris, { areas: found }: Census, known: Area[], named: Named): void {
  const byCode = new Map(known.map((area) => [area.area, area]));
  const done = new Set<string>();
  const write = (code: string): void => {
    if (done.has(code)) return;
    done.add(code);
    const [name = code, ...others] = found.get(code) ?? [];
    const area = byCode.get(code);
    const above = area ? [area.broader, ...area.groups].filter(Boolean) : [];
    say(node(iris.area(code)), ['skos:Concept'], {
      'rdf:type': node(iris.ontology('Area')),
      'skos:inScheme': node(iris.areas),
      'skos:notation': code,
      'skos:broader': above.map((one) => node(iris.area(one))),
      ...(area ? knownArea(iris, area) : { 'skos:prefLabel': named(name), 'skos:altLabel': others.map(named) }),
    });
    above.forEach(write);
  };
  sayScheme(say, iris.areas, 'Areas');
  for (const code of found.keys()) write(code);
}

/** Returns what the list says about an area. */
const knownArea = (iris: Iris, { names, kind, iso2, iso3 }: Area): Said => ({
  'skos:prefLabel': names.map(([language, name]) => DataFactory.literal(name, language)),
  [iris.ontology('areaKind')]: kind || undefined,
  [iris.ontology('isoAlpha2')]: iso2 || undefined,
  [iris.ontology('isoAlpha3')]: iso3 || undefined,
});

/**
 * Runs the integrity constraints (RDF Data Cube, section 11) that concern the structure. Observations are checked while
 * they are read.
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
