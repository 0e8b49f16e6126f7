import { readTerm } from '../rdf/nquads.js';
import { type JsonTerm, toTerm } from '../rdf/terms.js';
import type { Value } from './change.js';
import type { Said } from './statement.js';

/** A value as canonical N-Triples writes it → the value. */
export const readValue = (text: string): Value => toTerm(readTerm(text) as JsonTerm) as Value;

/** The values of a property, in the order of their lines. */
export const valuesOf = (said: Said[], property: string): Value[] =>
  said.filter((one) => one.property === property).map(({ value }) => readValue(value));

/** The IRIs among them. */
export const irisOf = (said: Said[], property: string): string[] =>
  valuesOf(said, property)
    .filter(({ termType }) => termType === 'NamedNode')
    .map(({ value }) => value);

export const textOf = (said: Said[], property: string): string | undefined => valuesOf(said, property)[0]?.value;

export const says = (said: Said[], property: string): boolean => said.some((one) => one.property === property);

export const languageOf = (value: Value): string => (value.termType === 'Literal' ? value.language : '');

/** Statements of some that are not among others. */
export function without(some: Said[], others: Said[]): Said[] {
  const known = new Set(others.map(({ property, value }) => `${property} ${value}`));
  return some.filter(({ property, value }) => !known.has(`${property} ${value}`));
}
