import { fileOf } from '../csvw/stream/mapper.js';
import { type Problem, problemOf } from '../problem.js';
import { addToSet, compareCodePoints } from '../text/order.js';
import texts from './messages.json' with { type: 'json' };
import { segment } from './observation-lines.js';
import { compileArea, type Finding } from './read-cells.js';
import type { CodeName, Source } from './sources.js';
import { type Concept, kindOf, type Tables } from './tables.js';

/** All that occurs in the observations, with the names that files give; in code point order. */
export interface Census {
  series: SeriesEntry[];
  codes: Map<string, Map<string, Names>>; // by concept and code
  areas: Map<string, Names>;
}

/** A series that occurs, and what its rows have. */
export interface SeriesEntry {
  series: string;
  names: Names;
  indicators: string[];
  dimensions: Concept[];
  attributes: Concept[];
}

/** Names of one thing: files may differ. */
export type Names = string[];

/** Gathers what threads found, and the names that the files give beside their rows. */
export function takeCensus(findings: Finding[], concepts: Concept[], known: CodeName[], tables: Tables): Census {
  const sets = new Map<string, Map<string, Set<string>>>(); // by what is told of it: "area", "indicator", "code sex"
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
    if (own !== undefined && sets.get(what)?.has(own)) add(what, own, name); // a file may name more codes than occur
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

/** The dimensions that a series has, in whatever file. */
export function dimensionsBySeries(findings: Finding[]): Map<string, Set<string>> {
  const bySeries = new Map<string, Set<string>>();
  for (const finding of findings)
    if (finding.kind === 'shape') addToSet(bySeries, finding.series, ...finding.dimensions);
  return bySeries;
}

/**
 * By series: dimensions that some of its rows have and others lack; `all` are those that it has. Every observation has all
 * dimensions of its series (RDF Data Cube, IC-11): a first pass sees which they are, a second fills those that a row lacks.
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

/** The dimensions and attributes of all files of a run, in the order of an observation's address. */
export function conceptsOf(sources: Source[], { concepts: known, columns }: Tables): Concept[] {
  const named = new Set([...columns.values()].map(({ concept }) => concept));
  const used = new Map(known.filter(isStatus).map((one) => [one.concept, one])); // a missing value has one in any file
  for (const { role, concept, name } of sources.flatMap(({ layout }) => layout.columns)) {
    if (role !== 'dimension' && role !== 'attribute') continue;
    if (used.get(concept)?.kind === 'dimension') continue; // what is one in a file is one in all, or rows would lose it
    const own = known.find((one) => one.concept === concept);
    used.set(concept, own ?? newConcept(concept, role, name, named.has(concept)));
  }
  const others = [...used.keys()].filter((concept) => !known.some((one) => one.concept === concept)).sort();
  return [...known.map(({ concept }) => concept), ...others].flatMap((concept) => used.get(concept) ?? []);
}

const isStatus = ({ concept }: Concept): boolean => concept === 'obsStatus';

/** A column that nobody knows has a place of its own, for by its name it may be any property of the ontology. */
const newConcept = (concept: string, kind: Concept['kind'], name: string, isKnown: boolean): Concept => ({
  concept,
  kind,
  property: `${isKnown ? 'ontology#' : 'column/'}${segment(concept)}`,
  values: kind === 'dimension' ? 'code' : 'text',
  label: name.replaceAll(/^\[|\]$|_Code$/g, '').replaceAll('_', ' ') || name,
});

/** A notice for each file and series of which rows lack a dimension. */
export function fillNotices(passed: { source: Source; found: Finding[] }[]): Problem[] {
  const all = dimensionsBySeries(passed.flatMap(({ found }) => found));
  return passed.flatMap(({ source, found }) =>
    [...fillsOf(found, all)].map(([series, dimensions]) =>
      problemOf(texts.filled, fileOf(source), { series, dimensions: dimensions.join(', ') }),
    ),
  );
}
