import { compareCodePoints } from '../../text/order.js';
import type { Finding } from '../findings.js';
import { dimensionsBySeries } from '../missing-dimensions.js';
import { compileArea } from '../read-code.js';
import type { CodeName } from '../sources/source.js';
import type { Concept, Tables } from '../tables.js';

/** All that occurs in the observations, with the names that files give; in code point order. */
export interface Census {
  series: SeriesEntry[];
  codes: Map<string, Map<string, Names>>; // by concept and code
  areas: Map<string, Names>;
}

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
  const codes = new Map<string, Map<string, Set<string>>>();
  const areaNames = new Map<string, Set<string>>();
  const seriesNames = new Map<string, Set<string>>();
  const indicators = new Map<string, Set<string>>();
  const attributes = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind === 'code') add(inMap(codes, finding.concept), finding.code, finding.name);
    else if (finding.kind === 'area') add(areaNames, finding.area, finding.name);
    else if (finding.kind === 'series') add(seriesNames, finding.series, finding.name);
    else if (finding.kind === 'indicator') add(indicators, finding.series, finding.indicator);
    else for (const attribute of finding.attributes) add(attributes, finding.series, attribute);
  }
  addNames(known, codes, areaNames, tables);
  const dimensions = dimensionsBySeries(findings);
  const ofSeries = (names: Set<string> | undefined, kind: Concept['kind']): Concept[] =>
    concepts.filter((concept) => concept.kind === kind && names?.has(concept.concept));
  const series = [...dimensions.keys()].sort(compareCodePoints).map((one) => ({
    series: one,
    names: sorted(seriesNames.get(one)),
    indicators: sorted(indicators.get(one)),
    dimensions: ofSeries(dimensions.get(one), 'dimension'),
    attributes: ofSeries(attributes.get(one), 'attribute'),
  }));
  return { series, codes: mapValues(codes, (one) => mapValues(one, sorted)), areas: mapValues(areaNames, sorted) };
}

/** A file may name more codes than occur: only those that do get their names. */
function addNames(
  known: CodeName[],
  codes: Map<string, Map<string, Set<string>>>,
  areaNames: Map<string, Set<string>>,
  { areas, codes: aligned }: Tables,
): void {
  const areaCode = compileArea(areas);
  for (const { concept, code, name } of known) {
    const own = concept === '' ? areaCode(code.trim()) : (aligned.get(concept)?.get(code) ?? code);
    const names = concept === '' ? areaNames : codes.get(concept);
    if (own !== undefined && names?.has(own)) add(names, own, name);
  }
}

const inMap = <T>(maps: Map<string, Map<string, T>>, key: string): Map<string, T> => {
  const map = maps.get(key) ?? new Map<string, T>();
  maps.set(key, map);
  return map;
};

function add(sets: Map<string, Set<string>>, key: string, value: string): void {
  const set = sets.get(key) ?? new Set();
  sets.set(key, value === '' ? set : set.add(value));
}

const sorted = (set: Set<string> | undefined): string[] => [...(set ?? [])].sort(compareCodePoints);

const mapValues = <A, B>(map: Map<string, A>, to: (value: A) => B): Map<string, B> =>
  new Map([...map].map(([key, value]) => [key, to(value)]));
