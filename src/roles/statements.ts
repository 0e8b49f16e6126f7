import type { Quad, Quad_Object } from 'n3';
import { type Curie, iri, namespaces } from '../rdf/iri.js';
import { addTo, groupBy } from '../text/order.js';

/** Texts by language tag in lower case; "" is the key of a text without a language. */
export type Names = ReadonlyMap<string, string>;

/** The statements of a vocabulary, to look up by subject and property. They have the order of the files. */
export type Statements = ReturnType<typeof createStatements>;

/** Indexes the statements of a vocabulary. */
export function createStatements(quads: readonly Quad[]) {
  const bySubject = new Map<string, Map<string, Quad_Object[]>>();
  for (const { subject, predicate, object } of quads) {
    const own = bySubject.get(subject.value) ?? new Map<string, Quad_Object[]>();
    if (own.size === 0) bySubject.set(subject.value, own);
    addTo(own, predicate.value, object);
  }
  const named = new Set(quads.flatMap(({ subject }) => (subject.termType === 'NamedNode' ? subject.value : [])));
  const known = new Map<Curie, string>();
  const expand = (property: Curie): string => {
    const found = known.get(property) ?? iri(property);
    known.set(property, found);
    return found;
  };
  const objects = (subject: string, property: Curie): readonly Quad_Object[] =>
    bySubject.get(subject)?.get(expand(property)) ?? [];
  const value = (subject: string, property: Curie): string | undefined => objects(subject, property)[0]?.value;
  const items = (list: string | undefined): Quad_Object[] => {
    const found: Quad_Object[] = [];
    const seen = new Set<string>(); // a list can be a circle
    for (let node = list; node !== undefined && !seen.has(node); node = value(node, 'rdf:rest')) {
      seen.add(node);
      found.push(...objects(node, 'rdf:first'));
    }
    return found;
  };
  return {
    subjects: [...named], // without blank nodes
    /** True if a resource has a property, by its IRI. */
    hasProperty: (subject: string, property: string): boolean => bySubject.get(subject)?.has(property) ?? false,
    objects,
    value,
    values: (subject: string, property: Curie): string[] => objects(subject, property).map(({ value }) => value),
    has: (subject: string, property: Curie, object: string): boolean =>
      objects(subject, property).some((one) => one.value === object),
    /** The members of an RDF list. */
    items,
    /** The members of the list that is the value of a property. */
    list: (subject: string, property: Curie): string[] => items(value(subject, property)).map(({ value }) => value),
    number: (subject: string, property: Curie): number | undefined => {
      const found = value(subject, property);
      return found !== undefined && /^[+-]?\d+$/.test(found) ? Number(found) : undefined;
    },
    /** The texts of a property by language. The first text in a language counts. */
    names: (subject: string, property: string): Names => {
      const found = new Map<string, string>();
      for (const object of bySubject.get(subject)?.get(property) ?? []) {
        if (object.termType !== 'Literal') continue;
        const language = object.language.toLowerCase();
        if (!found.has(language)) found.set(language, object.value);
      }
      return found;
    },
  };
}

/** True for an IRI of the vocabulary of roles or of texts. */
export const isRole = (value: string): boolean =>
  value.startsWith(namespaces.role) || value.startsWith(namespaces.text);

/** The statements of a vocabulary about the meaning of terms, without roles and texts. */
export function withoutRoles(quads: readonly Quad[]): Quad[] {
  const isOwn = ({ predicate, object }: Quad): boolean => isRole(predicate.value) || isRole(object.value);
  const own = new Set(quads.filter(isOwn));
  const others = quads.filter((quad) => !own.has(quad));
  const blank = groupBy(others, ({ subject }) => (subject.termType === 'BlankNode' ? subject.value : ''));
  const inside = new Set<string>([...own].map(({ object }) => object.value)); // lists, and names of codes
  for (const node of inside)
    for (const { object } of node === '' ? [] : (blank.get(node) ?? []))
      if (object.termType === 'BlankNode') inside.add(object.value);
  return others.filter(({ subject }) => subject.termType !== 'BlankNode' || !inside.has(subject.value));
}
