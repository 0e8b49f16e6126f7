import { DataFactory, type NamedNode, type Quad, type Quad_Object } from 'n3';
import { term } from '../../rdf/terms.js';

/** Statements about one thing after another. */
export interface Described {
  quads: Quad[];
  /** Adds what a thing is, and what is said of it; what is undefined is not said. */
  about(iri: string, types: NamedNode[], said: [predicate: NamedNode, ...values: (Quad_Object | undefined)[]][]): void;
}

export function createDescribed(): Described {
  const quads: Quad[] = [];
  return {
    quads,
    about: (iri, types, said) => {
      const subject = DataFactory.namedNode(iri);
      for (const type of types) quads.push(DataFactory.quad(subject, term('rdf:type'), type));
      for (const [predicate, ...values] of said)
        for (const value of values) if (value) quads.push(DataFactory.quad(subject, predicate, value));
    },
  };
}

export const iriOf = (value: string): NamedNode => DataFactory.namedNode(value);

export const whole = (value: number): Quad_Object => DataFactory.literal(String(value), term('xsd:integer'));
