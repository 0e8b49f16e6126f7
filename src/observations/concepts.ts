import { fileOf } from '../csvw/stream/row-problems.js';
import { clip, errorAt, noticeAt, type Problem } from '../problem.js';
import { segment } from './addresses.js';
import { dimensionsBySeries, fillsOf } from './census.js';
import { mostAttributes, mostDimensions } from './observation-rows.js';
import type { Finding } from './read-cells.js';
import type { Source } from './sources.js';
import type { Concept, Tables } from './tables.js';

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
