import type { Quad } from 'n3';
import { iri, namespaces } from '../../rdf/iri.js';
import { addCount, addToSet, compareCodePoints } from '../../text/order.js';
import type { Chunk } from '../chunks.js';

/** Statistics of a graph in terms of VoID (section 4.2), and its languages. */
export interface Statistics {
  triples: number;
  entities: number; // number of subjects
  classes: Count[]; // entities
  properties: Count[]; // triples
  languages: Count[]; // texts in a language: "fr"
  linksets: { target: string; predicate: string; count: number }[]; // triples that link to the data of others
  years: Years | undefined; // range of the observations
  figures: Figures[]; // observations by data set
}

/** First and last year. */
export type Years = [first: string, last: string];

/** The observations of a data set (RDF Data Cube). */
export interface Figures {
  dataset: string; // IRI
  count: number;
  years: Years | undefined;
}

export interface Count {
  of: string;
  count: number;
}

const type = iri('rdf:type');
const inScheme = iri('skos:inScheme');
const year = iri('xsd:gYear');
const observation = iri('qb:Observation');
const dataSet = iri('qb:dataSet');
const isMatch = (predicate: string): boolean => predicate.startsWith(namespaces.skos) && predicate.endsWith('Match');

/** Counts the triples of a release. Unchanged chunks are not counted again. */
export function countStatistics(chunks: Iterable<Pick<Chunk, 'triples' | 'recall'>>, base: string): Statistics {
  const whole = emptyShare();
  for (const chunk of chunks)
    addShare(
      whole,
      chunk.recall('statistics', () => shareOf(chunk.triples, base)),
    );
  return {
    triples: whole.triples,
    entities: whole.entities,
    classes: inOrder(whole.classes),
    properties: inOrder(whole.properties),
    languages: inOrder(whole.languages),
    linksets: linksetsOf(whole),
    years: yearsIn(whole.years),
    figures: inOrder(whole.figures).map(({ of, count }) => ({
      dataset: of,
      count,
      years: yearsIn(whole.yearsOf.get(of) ?? []),
    })),
  };
}

/** Returns the first and the last year; undefined without years. */
export function yearsIn(years: Iterable<string>): Years | undefined {
  const inOrder = [...years].sort(compareCodePoints);
  const [first, last] = [inOrder[0], inOrder.at(-1)];
  return first === undefined || last === undefined ? undefined : [first, last];
}

/** Statistics of one chunk. Chunks contain whole subjects, so that their numbers can be added. */
const emptyShare = () => ({
  triples: 0,
  entities: 0,
  classes: new Map<string, number>(),
  properties: new Map<string, number>(),
  languages: new Map<string, number>(),
  outward: new Map<string, number>(), // by "predicate object": links to IRIs outside the base, and matches
  schemes: [] as [thing: string, scheme: string][], // of subjects in external schemes
  years: new Set<string>(),
  figures: new Map<string, number>(), // by data set
  yearsOf: new Map<string, Set<string>>(), // by data set
});

type Share = ReturnType<typeof emptyShare>;

function shareOf(triples: Quad[], base: string): Share {
  const share = emptyShare();
  const observations = new Set<string>();
  const dataSets = new Map<string, string>(); // by observation
  let last: string | undefined;
  for (const { subject, predicate, object } of triples) {
    if (subject.value !== last) share.entities++;
    last = subject.value;
    addCount(share.properties, predicate.value);
    if (object.termType === 'Literal' && object.language !== '') addCount(share.languages, object.language);
    if (predicate.value === type) addCount(share.classes, object.value);
    if (predicate.value === type && object.value === observation) observations.add(subject.value);
    if (predicate.value === dataSet) dataSets.set(subject.value, object.value);
    if (predicate.value === inScheme && !object.value.startsWith(base))
      share.schemes.push([subject.value, object.value]);
    const isOutward = subject.value.startsWith(base) && !object.value.startsWith(base) && predicate.value !== type;
    if (object.termType === 'NamedNode' && (isOutward || isMatch(predicate.value)))
      addCount(share.outward, `${predicate.value} ${object.value}`);
  }
  for (const one of observations) {
    const of = dataSets.get(one);
    if (of !== undefined) addCount(share.figures, of);
  }
  for (const { subject, object } of triples) {
    if (object.termType !== 'Literal' || object.datatype.value !== year || !observations.has(subject.value)) continue;
    share.years.add(object.value);
    const of = dataSets.get(subject.value);
    if (of !== undefined) addToSet(share.yearsOf, of, object.value);
  }
  share.triples = triples.length;
  return share;
}

function addShare(whole: Share, share: Share): void {
  whole.triples += share.triples;
  whole.entities += share.entities;
  for (const name of ['classes', 'properties', 'languages', 'outward', 'figures'] as const)
    for (const [of, count] of share[name]) addCount(whole[name], of, count);
  for (const one of share.schemes) whole.schemes.push(one);
  for (const one of share.years) whole.years.add(one);
  for (const [of, years] of share.yearsOf) addToSet(whole.yearsOf, of, ...years);
}

/** Groups links by external scheme. Matches are grouped by IRI prefix. */
function linksetsOf({ outward, schemes }: Share): Statistics['linksets'] {
  const schemeOf = new Map(schemes);
  const counts = new Map<string, number>();
  for (const [link, count] of outward) {
    const [predicate = '', object = ''] = link.split(' ');
    const target = schemeOf.get(object) ?? (isMatch(predicate) ? object.replace(/[^/#]*$/, '') : undefined);
    if (target !== undefined) addCount(counts, `${target} ${predicate}`, count);
  }
  return inOrder(counts).map(({ of, count }) => {
    const [target = '', predicate = ''] = of.split(' ');
    return { target, predicate, count };
  });
}

const inOrder = (counts: Map<string, number>): Count[] =>
  [...counts].sort(([a], [b]) => compareCodePoints(a, b)).map(([of, count]) => ({ of, count }));
