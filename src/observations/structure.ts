import { DataFactory, type NamedNode } from 'n3';
import { runRules } from '../check/rules.js';
import { canonicalOrder, toNQuads } from '../graph/quad-lines.js';
import type { QueryFile } from '../graph/query-file.js';
import { createStore } from '../graph/store.js';
import type { Problem } from '../problem.js';
import { collect, node, type Said, type Say } from '../publish/catalogue/write-statements.js';
import { term } from '../rdf/terms.js';
import { languageOfReports } from '../text/languages.js';
import { addTo } from '../text/order.js';
import type { Census, Names, SeriesEntry } from './census.js';
import { type Iris, irisOf, type Naming, obsValue, refArea, refPeriod, segment } from './observation-lines.js';
import ownProperties from './own-properties.json' with { type: 'json' };
import type { Area, Concept, Tables } from './tables.js';

/** Writes everything of a cube except its observations as N-Quads: data sets, structures, code lists and areas. */
export function structureOf(naming: Naming, census: Census, concepts: Concept[], { areas, matches }: Tables): string {
  const iris = irisOf(naming);
  const { quads, say } = collect(node(iris.graph));
  sayDefinitions(say, iris, census);
  for (const concept of concepts) {
    const codes = [...(census.codes.get(concept.concept) ?? [])].map(([code, names]): Code => {
      const same = [iris.sameUnit(concept, code), matches.get(`${concept.concept} ${code}`)];
      return { iri: iris.code(concept, code), code, names, same: same.flatMap((one) => (one ? node(one) : [])) };
    });
    if (codes.length > 0) sayCodes(say, iris, iris.codeList(concept), concept.label, codes);
  }
  const series = census.series.map(({ series, names }) => ({ iri: iris.series(series), code: series, names }));
  sayCodes(say, iris, iris.allSeries, 'Series', series);
  sayAreas(say, iris, census, areas);
  return toNQuads(canonicalOrder(quads));
}

const inEnglish = (text: string) => DataFactory.literal(text, languageOfReports);

/** Adds one data set per series, and their structures. Series with the same dimensions share a structure. */
function sayDefinitions(say: Say, iris: Iris, { series: all }: Census): void {
  const structures = new Map<string, SeriesEntry[]>();
  for (const entry of all) {
    const { series, names, indicators, dimensions } = entry;
    const structure = iris.structure(['series', 'area', 'period', ...dimensions.map(({ concept }) => concept)]);
    addTo(structures, structure, entry);
    say(node(iris.dataSet(series)), ['qb:DataSet'], {
      'qb:structure': node(structure),
      'dct:subject': node(iris.series(series)),
      'dct:title': names[0] === undefined ? series : iris.named(names[0]),
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

/** A code that occurs, its names in the files, and codes with the same meaning. */
interface Code {
  iri: string;
  code: string;
  names: Names;
  same?: NamedNode[];
}

/** Adds codes as a SKOS scheme. The first name is the preferred one. */
function sayCodes(say: Say, iris: Iris, scheme: string, label: string, codes: Code[]): void {
  const all = say(node(scheme), ['skos:ConceptScheme'], { 'rdfs:label': inEnglish(label) });
  for (const { iri, code, names, same } of codes) {
    const [name, ...others] = names.map(iris.named);
    say(all, [], { 'skos:hasTopConcept': node(iri) });
    say(node(iri), ['skos:Concept'], {
      'skos:inScheme': all,
      'skos:topConceptOf': all,
      'skos:notation': code,
      'skos:prefLabel': name ?? code,
      'skos:altLabel': others,
      'skos:exactMatch': same,
    });
  }
}

/** Adds the areas that occur and their broader areas, as the code list of sdmx-dimension:refArea. */
function sayAreas(say: Say, iris: Iris, { areas: found }: Census, known: Area[]): void {
  const byCode = new Map(known.map((area) => [area.area, area]));
  const scheme = say(node(iris.areas), ['skos:ConceptScheme'], { 'rdfs:label': inEnglish('Areas') });
  const all = new Set(found.keys());
  for (const code of all) {
    const area = byCode.get(code);
    const [name = iris.named(code), ...others] = (found.get(code) ?? []).map(iris.named);
    const above = area ? [area.broader, ...area.groups].filter(Boolean) : [];
    for (const one of above) all.add(one); // also visits newly added areas
    say(node(iris.area(code)), ['skos:Concept', iris.ontology('Area')], {
      'skos:inScheme': scheme,
      'skos:notation': code,
      'skos:broader': above.map((one) => node(iris.area(one))),
      ...(area ? knownArea(iris, area) : { 'skos:prefLabel': name, 'skos:altLabel': others }),
    });
  }
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
