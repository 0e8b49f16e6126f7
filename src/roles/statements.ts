import type { Quad, Quad_Object } from 'n3';
import { type Curie, iri, namespaces } from '../rdf/iri.js';
import { addTo } from '../text/order.js';

/** Texts by language tag in lower case; "" is the key of a text without a language. */
export type Names = ReadonlyMap<string, string>;

/** The statements of a vocabulary, to look up by subject and property. They have the order of the files. */
export type Statements = ReturnType<typeof createStatements>;

/** Indexes the statements of a vocabulary. */
export function createStatements(quads: readonly Quad[]) {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) addTo(bySubject, quad.subject.value, quad);
  const about = (subject: string): readonly Quad[] => bySubject.get(subject) ?? [];
  const objects = (subject: string, property: Curie): Quad_Object[] => {
    const wanted = iri(property);
    return about(subject).flatMap(({ predicate, object }) => (predicate.value === wanted ? [object] : []));
  };
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
    subjects: [...bySubject.keys()],
    about,
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
      for (const { predicate, object } of about(subject)) {
        if (predicate.value !== property || object.termType !== 'Literal') continue;
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
  const inside = new Set<string>(); // blank nodes of lists and of names of codes
  for (let size = -1; size < inside.size; ) {
    size = inside.size;
    for (const quad of quads)
      if (quad.object.termType === 'BlankNode' && (isOwn(quad) || inside.has(quad.subject.value)))
        inside.add(quad.object.value);
  }
  return quads.filter((quad) => !isOwn(quad) && !inside.has(quad.subject.value));
}
