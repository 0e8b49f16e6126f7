import { fileOf } from '../csvw/stream/mapper.js';
import { type Problem, problemOf } from '../problem.js';
import { addToSet, compareCodePoints } from '../text/order.js';
import { compileArea } from './areas.js';
import texts from './messages.json' with { type: 'json' };
import { segment } from './observation-lines.js';
import type { Finding } from './read-cells.js';
import type { CodeName } from './sheets.js';
import type { Source } from './sources.js';
import { type Concept, kindOf, type Tables } from './tables.js';

/** Series, codes and areas that occur in the observations, with the names from the files, in code point order. */
export interface Census {
  series: SeriesEntry[];
  codes: Map<string, Map<string, Names>>; // by concept and code
  areas: Map<string, Names>;
}

/** A series with the indicators, dimensions and attributes of its rows. */
export interface SeriesEntry {
  series: string;
  names: Names;
  indicators: string[];
  dimensions: Concept[];
  attributes: Concept[];
}

/** Names of one code. Files can disagree. */
export type Names = string[];

/** Merges the findings of all threads with the code names that the files supply separately. */
export function takeCensus(findings: Finding[], concepts: Concept[], known: CodeName[], tables: Tables): Census {
  const sets = new Map<string, Map<string, Set<string>>>(); // by kind of finding: "area", "indicator", "code sex"
  const add = (what: string, key: string, ...values: string[]): void => {
    const byKey = sets.get(what) ?? new Map<string, Set<string>>();
    addToSet(byKey, key, ...values.filter(Boolean));
    sets.set(what, byKey);
  };
  for (const finding of findings) {
    if (finding.kind === 'code') add(`code ${finding.concept}`, finding.code, finding.name);
    else if (finding.kind === 'area') add('area', finding.area, finding.name);
    else if (finding.kind === 'series') add('series', finding.series, finding.name);
    else if (finding.kind === 'indicator') add('indicator', finding.series, finding.indicator);
    else {
      add('dimension', finding.series, ...finding.dimensions);
      add('attribute', finding.series, ...finding.attributes);
    }
  }
  const areaCode = compileArea(tables.areas);
  for (const { concept, code, name } of known) {
    const own = concept === '' ? areaCode(code.trim()) : (tables.codes.get(concept)?.get(code) ?? code);
    const what = concept === '' ? 'area' : `code ${concept}`;
    if (own !== undefined && sets.get(what)?.has(own)) add(what, own, name); // a file can name codes that do not occur
  }
  const sorted = (what: string): Map<string, Names> =>
    new Map([...(sets.get(what) ?? [])].map(([key, set]) => [key, [...set].sort(compareCodePoints)]));
  const [names, indicators] = [sorted('series'), sorted('indicator')];
  const conceptsIn = (series: string, kind: Concept['kind']): Concept[] =>
    kindOf(concepts, kind).filter(({ concept }) => sets.get(kind)?.get(series)?.has(concept));
  return {
    series: [...sorted('dimension').keys()].sort(compareCodePoints).map((series) => ({
      series,
      names: names.get(series) ?? [],
      indicators: indicators.get(series) ?? [],
      dimensions: conceptsIn(series, 'dimension'),
      attributes: conceptsIn(series, 'attribute'),
    })),
    codes: new Map(concepts.map(({ concept }) => [concept, sorted(`code ${concept}`)])),
    areas: sorted('area'),
  };
}

/** Returns the dimensions of each series across all files. */
function dimensionsBySeries(findings: Finding[]): Map<string, Set<string>> {
  const bySeries = new Map<string, Set<string>>();
  for (const finding of findings)
    if (finding.kind === 'shape') addToSet(bySeries, finding.series, ...finding.dimensions);
  return bySeries;
}

/**
 * Returns, by series, the dimensions that only some of its rows have. Every observation must have all dimensions of its
 * series (RDF Data Cube, IC-11), so a second pass fills them in. `all` contains the dimensions of each series.
 */
export function fillsOf(findings: Finding[], all = dimensionsBySeries(findings)): Map<string, string[]> {
  const fills = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const lacking = [...(all.get(finding.series) ?? [])].filter((dimension) => !finding.dimensions.includes(dimension));
    if (lacking.length > 0) addToSet(fills, finding.series, ...lacking);
  }
  return new Map([...fills].map(([series, dimensions]) => [series, [...dimensions].sort()]));
}

/** Returns the dimensions and attributes of all files of a run, in the order of an observation's IRI. */
export function conceptsOf(sources: Source[], { concepts: known, columns }: Tables): Concept[] {
  const named = new Set([...columns.values()].map(({ concept }) => concept));
  const used = new Map(known.filter(isStatus).map((one) => [one.concept, one])); // missing values have a status in any file
  for (const { role, concept, name } of sources.flatMap(({ layout }) => [...layout.columns, ...layout.constants])) {
    if (role !== 'dimension' && role !== 'attribute') continue;
    if (used.get(concept)?.kind === 'dimension') continue; // a dimension in one file is a dimension in all of them, or rows would lose it
    const own = known.find((one) => one.concept === concept);
    used.set(concept, own ?? newConcept(concept, role, name, named.has(concept)));
  }
  const others = [...used.keys()].filter((concept) => !known.some((one) => one.concept === concept)).sort();
  return [...known.map(({ concept }) => concept), ...others].flatMap((concept) => used.get(concept) ?? []);
}

const isStatus = ({ concept }: Concept): boolean => concept === 'obsStatus';

/** An unknown column has its own namespace, because its name could clash with a property of the ontology. */
const newConcept = (concept: string, kind: Concept['kind'], name: string, isKnown: boolean): Concept => ({
  concept,
  kind,
  property: `${isKnown ? 'ontology#' : 'column/'}${segment(concept)}`,
  values: kind === 'dimension' ? 'code' : 'text',
  label: name.replaceAll(/^\[|\]$|_Code$/g, '').replaceAll('_', ' ') || name,
});

/** Returns a notice for each file and series in which rows lack a dimension. */
export function fillNotices(passed: { source: Source; found: Finding[] }[]): Problem[] {
  const all = dimensionsBySeries(passed.flatMap(({ found }) => found));
  return passed.flatMap(({ source, found }) =>
    [...fillsOf(found, all)].map(([series, dimensions]) =>
      problemOf(texts.filled, fileOf(source), { series, dimensions: dimensions.join(', ') }),
    ),
  );
}
