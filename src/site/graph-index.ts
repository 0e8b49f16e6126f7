import type { Quad, Quad_Object } from 'n3';
import { xsdString } from '../rdf/nquads.js';
import { compareNaturally } from '../text/natural-order.js';
import { compareCodePoints } from '../text/order.js';
import { names } from './names.js';
import { pathsOf } from './paths.js';

/** A text and the language it is in; "" when nobody said. */
export interface Text {
  text: string;
  language: string;
}

/** The graph as pages ask for it: by subject and predicate, and the other way round. Everything comes in a fixed order. */
export interface GraphIndex {
  base: string;
  /** Everything that something is said about. */
  described(): Iterable<string>;
  /** All statements about a thing. */
  about(subject: string): ReadonlyMap<string, readonly Quad_Object[]>;
  objects(subject: string, predicate: string): readonly Quad_Object[];
  /** The addresses among the objects, in the order of their codes. */
  links(subject: string, predicate: string): string[];
  /** What points to a thing, predicate by predicate. */
  pointingAt(object: string): ReadonlyMap<string, readonly string[]>;
  subjects(predicate: string, object: string): readonly string[];
  /** The first of these texts in the language, else in English, else without a language, else in any. */
  text(subject: string, predicate: string, language: string): Text | undefined;
  label(iri: string, language: string): Text | undefined;
  /** The codes that people write: of several kinds, the one that is preferred; "1.5.1" and "11.5.1" may be the same thing. */
  codes(iri: string): string[];
  /** Things in the order of their codes: 1.2 before 1.10. */
  byCode(a: string, b: string): number;
  ofType(type: string): string[];
  /** The things that have a page of their own, in the order of their codes. */
  things: readonly string[];
  /** Where a thing's page stands below the folder of a language, without extension: "objective/10". */
  pathOf(iri: string): string | undefined;
  quadsOf(subject: string): readonly Quad[];
}

const labelPredicates = [names.prefLabel, names.title, names.label];

/**
 * Indexes the triples of a release. `prefixes` shorten the paths of things that lie under another base: with
 * `sdg: http://metadata.un.org/sdg/`, target 16.2 stands at sdg/16.2.
 */
export function createIndex(triples: Iterable<Quad>, base: string, prefixes: Record<string, string>): GraphIndex {
  const { forward, inverse, quads } = group(triples);
  const objects = (subject: string, predicate: string): readonly Quad_Object[] =>
    forward.get(subject)?.get(predicate) ?? [];
  const text = (subject: string, predicate: string, language: string): Text | undefined =>
    choose(objects(subject, predicate), language);
  const label = (iri: string, language: string): Text | undefined => {
    for (const predicate of labelPredicates) {
      const found = text(iri, predicate, language);
      if (found) return found;
    }
    return undefined;
  };
  const codes = memoize((iri: string) => codesOf(objects(iri, names.notation)));
  const byCode = (a: string, b: string): number =>
    compareNaturally(codes(a)[0] ?? '', codes(b)[0] ?? '') || compareNaturally(a, b);
  const hasPage = (iri: string): boolean =>
    label(iri, 'en') !== undefined && !objects(iri, names.type).some(({ value }) => value === names.dataset);
  const things = [...forward.keys()].filter(hasPage).sort(byCode);
  const paths = pathsOf(things, base, prefixes);
  return {
    base,
    described: () => forward.keys(),
    about: (subject) => forward.get(subject) ?? nothing,
    objects,
    links: (subject, predicate) =>
      objects(subject, predicate)
        .filter(({ termType }) => termType === 'NamedNode')
        .map(({ value }) => value)
        .sort(byCode),
    pointingAt: (object) => inverse.get(object) ?? nothing,
    subjects: (predicate, object) => inverse.get(object)?.get(predicate) ?? [],
    text,
    label,
    codes,
    byCode,
    ofType: memoize((type: string) => [...(inverse.get(type)?.get(names.type) ?? [])].sort(byCode)),
    things,
    pathOf: (iri) => paths.get(iri),
    quadsOf: (subject) => quads.get(subject) ?? [],
  };
}

const nothing: ReadonlyMap<string, never> = new Map<string, never>();

function group(triples: Iterable<Quad>) {
  const forward = new Map<string, Map<string, Quad_Object[]>>();
  const inverse = new Map<string, Map<string, string[]>>();
  const quads = new Map<string, Quad[]>();
  for (const triple of triples) {
    const { subject, predicate, object } = triple;
    add(forward, subject.value, predicate.value, object);
    if (object.termType === 'NamedNode') add(inverse, object.value, predicate.value, subject.value);
    const own = quads.get(subject.value);
    if (own) own.push(triple);
    else quads.set(subject.value, [triple]);
  }
  return { forward, inverse, quads };
}

function add<T>(index: Map<string, Map<string, T[]>>, key: string, predicate: string, value: T): void {
  const own = index.get(key) ?? new Map<string, T[]>();
  if (own.size === 0) index.set(key, own);
  const values = own.get(predicate);
  if (values) values.push(value);
  else own.set(predicate, [value]);
}

const languageOf = (term: Quad_Object): string => (term.termType === 'Literal' ? term.language : '');

function choose(terms: readonly Quad_Object[], language: string): Text | undefined {
  const literals = terms.filter(({ termType }) => termType === 'Literal');
  const found =
    literals.find((term) => languageOf(term) === language) ??
    literals.find((term) => languageOf(term).startsWith(`${language}-`)) ??
    literals.find((term) => languageOf(term) === 'en') ??
    literals.find((term) => languageOf(term) === '') ??
    literals[0];
  return found && { text: found.value, language: languageOf(found) };
}

/** Of several kinds of code the UN's compact one, else the one without a kind, else the first kind. */
function codesOf(notations: readonly Quad_Object[]): string[] {
  const kinds = new Map<string, string[]>();
  for (const term of notations) {
    const kind = term.termType === 'Literal' ? term.datatype.value : '';
    kinds.set(kind, [...(kinds.get(kind) ?? []), term.value]);
  }
  const first = [...kinds.keys()].sort(compareCodePoints)[0] ?? '';
  const chosen = [names.compactCode, xsdString, first].find((kind) => kinds.has(kind)) ?? '';
  return (kinds.get(chosen) ?? []).sort(compareNaturally);
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
