import { fileOf } from '../csvw/stream/mapper.js';
import { clip, errorAt, noticeAt, type Problem } from '../problem.js';
import { compareCodePoints } from '../text/order.js';
import { segment } from './addresses.js';
import type { CodeName } from './entities.js';
import { mostAttributes, mostDimensions } from './observation-rows.js';
import { compileArea, type Finding } from './read-cells.js';
import type { Source } from './sources.js';
import type { Concept, Tables } from './tables.js';

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

/** The dimensions that a series has, in whatever file. */
export function dimensionsBySeries(findings: Finding[]): Map<string, Set<string>> {
  const bySeries = new Map<string, Set<string>>();
  for (const finding of findings) {
    if (finding.kind !== 'shape') continue;
    const known = bySeries.get(finding.series) ?? new Set();
    for (const dimension of finding.dimensions) known.add(dimension);
    bySeries.set(finding.series, known);
  }
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
    if (lacking.length > 0) fills.set(finding.series, new Set([...(fills.get(finding.series) ?? []), ...lacking]));
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

const most = { dimension: mostDimensions, attribute: mostAttributes };

/** More columns than the reading of rows is made for. */
export function conceptProblems(concepts: Concept[], sources: Source[]): Problem[] {
  const [first] = sources;
  if (!first) return [];
  return (['dimension', 'attribute'] as const).flatMap((kind): Problem[] => {
    const count = concepts.filter((concept) => concept.kind === kind).length;
    return count <= most[kind] ? [] : [tooMany(kind, count, sources, first)];
  });
}

/** Which columns nobody knows is said too: most often a table that has a column for each year or code. */
function tooMany(kind: Concept['kind'], count: number, sources: Source[], first: Source): Problem {
  const columns = sources.flatMap(({ layout }) => layout.columns);
  const unknown = new Set(columns.filter((column) => column.isUnknown && column.role === kind).map(({ name }) => name));
  const [many, some] = [unknown.size, clip([...unknown].join(', '))];
  return errorAt(
    sources.length === 1 ? { ...fileOf(first), row: 1 } : fileOf(first),
    'limit',
    `${sources.length === 1 ? 'the file has' : `the ${sources.length} files together have`} ${count} ${kind}s, and ${most[kind]} are the most: ` +
      `which of them a row has is kept in ${most[kind]} bits` +
      (many === 0 ? '' : `; ${many} of the columns are not known and were taken as ${kind}s: ${some}`),
    many === 0
      ? 'convert the files one by one'
      : 'delete the columns that are none; years or codes that stand beside each other go below each other, with a column that says which',
  );
}

/** A notice for each file and series of which rows lack a dimension. */
export function fillNotices(passed: { source: Source; found: Finding[] }[]): Problem[] {
  const all = dimensionsBySeries(passed.flatMap(({ found }) => found));
  return passed.flatMap(({ source, found }) =>
    [...fillsOf(found, all)].map(([series, dimensions]) => {
      const message = `some rows of ${series} say nothing of ${dimensions.join(', ')}, which other rows of it do; it is _X there, not specified`;
      return noticeAt(fileOf(source), 'observation-dimension', message);
    }),
  );
}
