import { DataFactory } from 'n3';
import type { Value } from './change.js';
import type { Said } from './statement.js';

const { namedNode, literal } = DataFactory;

const characters: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

/** A value as canonical N-Triples writes it → the value. */
export function readValue(text: string): Value {
  if (text.startsWith('<')) return namedNode(text.slice(1, -1));
  const end = text.lastIndexOf('"');
  const value = text
    .slice(1, end)
    .replace(/\\(u[0-9A-F]{4}|.)/g, (_all, escaped: string) =>
      escaped.length > 1
        ? String.fromCharCode(Number.parseInt(escaped.slice(1), 16))
        : (characters[escaped] ?? escaped),
    );
  const suffix = text.slice(end + 1);
  if (suffix.startsWith('@')) return literal(value, suffix.slice(1));
  return suffix === '' ? literal(value) : literal(value, namedNode(suffix.slice(3, -1)));
}

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
