import type { Problem } from '../problem.js';
import { segment } from './addresses.js';
import { whereOf } from './fault-problems.js';
import { mostAttributes, mostDimensions } from './series-watch.js';
import type { Source } from './sources/source.js';
import { type Concept, readColumns, readConcepts } from './tables.js';

/** The dimensions and attributes of all files of a run, in the order of an observation's address. */
export function conceptsOf(sources: Source[]): Concept[] {
  const known = readConcepts();
  const named = new Set([...readColumns().values()].map(({ concept }) => concept));
  const used = new Map(known.filter(isStatus).map((one) => [one.concept, one])); // a missing value has one in any file
  for (const { layout } of sources)
    for (const { role, concept, name } of layout.columns) {
      if (role !== 'dimension' && role !== 'attribute') continue;
      used.set(
        concept,
        known.find((one) => one.concept === concept) ?? newConcept(concept, role, name, named.has(concept)),
      );
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
  label: name.replaceAll(/^\[|\]$|_Code$/g, '').replaceAll('_', ' '),
});

/** More columns than the reading of rows is made for. */
export function conceptProblems(concepts: Concept[], [first]: Source[]): Problem[] {
  const count = (kind: Concept['kind']): number => concepts.filter((concept) => concept.kind === kind).length;
  if (!first || (count('dimension') <= mostDimensions && count('attribute') <= mostAttributes)) return [];
  const message = `there are ${count('dimension')} dimensions and ${count('attribute')} attributes; ${mostDimensions} and ${mostAttributes} are the most`;
  return [{ code: 'limit', severity: 'error', message, where: whereOf(first), fix: 'convert the files one by one' }];
}
