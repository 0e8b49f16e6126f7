import type { Quad, Quad_Object } from 'n3';
import { shownCodes } from '../roles/codes.js';
import { nearestLanguage } from '../text/languages.js';
import { addTo, compareNaturally } from '../text/order.js';
import { pathsOf } from './paths.js';
import { names } from './vocabulary.js';

/** A text and its language; "" if the language is unknown. */
export interface Text {
  text: string;
  language: string;
  others?: Text[]; // the same in the other languages of the site, on pages in all languages
  isUnofficial?: true; // a translation that the publisher of the name did not make
}

/** The graph, indexed by subject and predicate and by object and predicate. The order of all results is fixed. */
export type GraphIndex = ReturnType<typeof createIndex>;

const labelPredicates = [names.prefLabel, names.title, names.label, names.agentName];

/**
 * Indexes the triples of a release. `prefixes` shorten the paths of resources outside the base: with
 * `ex: http://example.org/`, the path of http://example.org/16.2 is ex/16.2. `codeTypes`: the preferred datatypes of codes.
 * `figureLinks`: the properties that lead back to figures; there are too many figures for all others. `hidden`: classes
 * whose things have no page.
 */
export function createIndex(
  triples: Iterable<Quad>,
  base: string,
  prefixes: Record<string, string>,
  languages: readonly string[] = [],
  codeTypes: readonly string[] = [],
  figureLinks: readonly string[] = [],
  hidden: ReadonlySet<string> = new Set(),
) {
  const inverse = new Map<string, Map<string, string[]>>();
  const quads = new Map<string, Quad[]>();
  for (const triple of triples) addTo(quads, triple.subject.value, triple);
  const forward = new Map<string, Map<string, Quad_Object[]>>(); // of the subjects that were asked for
  const about = (subject: string): ReadonlyMap<string, readonly Quad_Object[]> => {
    const known = forward.get(subject);
    if (known) return known;
    const own = quads.get(subject);
    if (own === undefined) return nothing;
    const found = new Map<string, Quad_Object[]>();
    for (const { predicate, object } of own) addTo(found, predicate.value, object);
    forward.set(subject, found);
    return found;
  };
  for (const [subject, own] of quads) {
    const isFigure = own.some(({ object }) => object.value === names.observation);
    for (const { predicate, object } of own) {
      if (object.termType !== 'NamedNode' || (isFigure && !figureLinks.includes(predicate.value))) continue;
      addTo(within(inverse, object.value), predicate.value, subject);
    }
  }
  const objects = (subject: string, predicate: string): readonly Quad_Object[] => about(subject).get(predicate) ?? none;
  const subjects = (predicate: string, object: string): readonly string[] =>
    inverse.get(object)?.get(predicate) ?? none;
  const text = (subject: string, predicate: string, language: string): Text | undefined =>
    choose(objects(subject, predicate), language, languages);
  const label = (iri: string, language: string): Text | undefined => {
    for (const predicate of labelPredicates) {
      const found = text(iri, predicate, language);
      if (found) return found;
    }
    return undefined;
  };
  const codes = memoize((iri: string) => codesOf(objects(iri, names.notation), codeTypes));
  const byCodeIn = (language: string): ((a: string, b: string) => number) => {
    const collator = collatorOf(language);
    const nameOf = memoize((iri: string) => label(iri, language)?.text ?? '');
    return (a, b) => {
      const [one, other] = [codes(a)[0], codes(b)[0]];
      const byName = one === undefined && other === undefined ? collator.compare(nameOf(a), nameOf(b)) : 0;
      return byName || compareNaturally(one ?? '', other ?? '') || compareNaturally(a, b);
    };
  };
  const orderIn = memoize(byCodeIn);
  const byCode = orderIn(languages[0] ?? '');
  const byAddress = (a: string, b: string): number =>
    compareNaturally(codes(a)[0] ?? '', codes(b)[0] ?? '') || compareNaturally(a, b);
  const has = (subject: string, wanted: string): boolean =>
    quads.get(subject)?.some(({ predicate }) => predicate.value === wanted) === true;
  const hasPage = (iri: string): boolean =>
    labelPredicates.some((one) => has(iri, one)) &&
    label(iri, '') !== undefined &&
    !objects(iri, names.type).some(({ value }) => value === names.dataset || hidden.has(value));
  const inOrder = [...quads.keys()].filter(hasPage).sort(byAddress);
  const paths = pathsOf(inOrder, base, prefixes); // do not depend on names, which can change
  const things: readonly string[] = inOrder.sort(byCode);
  return {
    /** All subjects. */
    described: (): Iterable<string> => quads.keys(),
    /** The objects of all statements about a resource, by predicate. */
    about,
    objects,
    /** The objects as text: literals, IRIs and blank nodes. */
    values: (subject: string, predicate: string): string[] => objects(subject, predicate).map(({ value }) => value),
    /** The text of the first object. */
    value: (subject: string, predicate: string): string | undefined => objects(subject, predicate)[0]?.value,
    /** The IRIs among the objects, sorted by code. */
    links: (subject: string, predicate: string): string[] =>
      objects(subject, predicate)
        .filter(({ termType }) => termType === 'NamedNode')
        .map(({ value }) => value)
        .sort(byCode),
    /** The subjects of all statements that have a resource as their object, by predicate. */
    pointingAt: (object: string): ReadonlyMap<string, readonly string[]> => inverse.get(object) ?? nothing,
    subjects,
    /** The first text in the language; otherwise in the first language of the site that has one, without a language, or in any language. */
    text,
    label,
    /** The codes of the preferred kind. A resource can have several: "1.5.1" and "11.5.1". */
    codes,
    /** Compares two resources by code: 1.2 before 1.10; without codes, by name in the first language of the site. */
    byCode,
    /** Sorted by code; without codes, by name in a language. */
    sortedIn: (iris: readonly string[], language: string): readonly string[] =>
      iris.every((iri) => codes(iri).length > 0) ? iris : [...iris].sort(orderIn(language)),
    /** True if a resource is no longer in use. */
    isRetired: (iri: string): boolean =>
      objects(iri, names.deprecated).some(({ value }) => value === 'true' || value === '1'),
    ofType: memoize((type: string) => [...subjects(names.type, type)].sort(byCode)),
    /** The resources with a page, sorted by code. */
    things,
    /** The path of a page in the folder of a language, without extension: "topic/10". */
    pathOf: (iri: string): string | undefined => paths.get(iri),
    /** True if there is a statement about a resource with this property. */
    has,
    quadsOf: (subject: string): readonly Quad[] => quads.get(subject) ?? [],
  };
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>();
const none: readonly never[] = [];

function within<T>(index: Map<string, Map<string, T[]>>, key: string): Map<string, T[]> {
  const own = index.get(key) ?? new Map<string, T[]>();
  if (own.size === 0) index.set(key, own);
  return own;
}

/** Chooses the text in the language, or else the nearest one in the first of `others` that has a text. */
function choose(terms: readonly Quad_Object[], language: string, others: readonly string[]): Text | undefined {
  for (const term of terms)
    if (term.termType === 'Literal' && term.language === language) return { text: term.value, language };
  const texts = textsIn(terms);
  if (texts.length < 2) return texts[0];
  const offered = texts.map(({ language }) => language);
  for (const wanted of [language, ...others]) {
    const nearest = offered.includes(wanted) ? wanted : nearestLanguage(wanted, offered);
    if (nearest !== undefined) return texts[offered.indexOf(nearest)];
  }
  return texts[Math.max(0, offered.indexOf(''))];
}

export const textsIn = (terms: readonly Quad_Object[]): Text[] =>
  terms.flatMap((term) => (term.termType === 'Literal' ? [{ text: term.value, language: term.language }] : []));

function codesOf(notations: readonly Quad_Object[], preferred: readonly string[]): string[] {
  const datatypeOf = (term: Quad_Object): string => (term.termType === 'Literal' ? term.datatype.value : '');
  const codes = notations.map((term) => ({ value: term.value, datatype: datatypeOf(term) }));
  return shownCodes(codes, preferred).sort(compareNaturally);
}

/** Compares names in a language; without a valid language, in any. */
function collatorOf(language: string): Intl.Collator {
  const options = { numeric: true } as const;
  try {
    return new Intl.Collator(language || 'en', options);
  } catch {
    return new Intl.Collator('en', options);
  }
}

function memoize<T>(make: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const made = make(key);
    known.set(key, made);
    return made;
  };
}
