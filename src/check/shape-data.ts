import type { Quad, Term } from 'n3';

/** Statements as a SHACL validator asks for them: the part of RDF/JS `DatasetCore` that it needs. */
export interface ShapeData extends Iterable<Quad> {
  readonly size: number;
  match(subject?: Term | null, predicate?: Term | null, object?: Term | null): Set<Quad>;
}

/**
 * Statements indexed by subject; by property and value only for properties that are asked for so. A general store with all
 * its indexes needs several times the memory.
 */
export function shapeData(quads: Quad[]): ShapeData {
  const bySubject = groupBy(quads, ({ subject }) => subject.value);
  const byProperty = new Map<string, Map<string, Quad[]>>(); // property → value → statements
  const withProperty = (property: string): Map<string, Quad[]> => {
    const known = byProperty.get(property);
    if (known) return known;
    const found = quads.filter(({ predicate }) => predicate.value === property);
    const grouped = groupBy(found, ({ object }) => object.value);
    byProperty.set(property, grouped);
    return grouped;
  };
  return {
    size: quads.length,
    [Symbol.iterator]: () => quads.values(),
    match(subject, predicate, object) {
      let candidates = quads;
      if (subject) candidates = bySubject.get(subject.value) ?? [];
      else if (predicate && object) candidates = withProperty(predicate.value).get(object.value) ?? [];
      const fits = (quad: Quad): boolean =>
        (!subject || subject.equals(quad.subject)) &&
        (!predicate || predicate.equals(quad.predicate)) &&
        (!object || object.equals(quad.object));
      return new Set(candidates.filter(fits));
    },
  };
}

function groupBy(quads: Quad[], keyOf: (quad: Quad) => string): Map<string, Quad[]> {
  const groups = new Map<string, Quad[]>();
  for (const quad of quads) {
    const key = keyOf(quad);
    const group = groups.get(key);
    if (group) group.push(quad);
    else groups.set(key, [quad]);
  }
  return groups;
}
