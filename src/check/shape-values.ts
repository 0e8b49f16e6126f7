import type { Quad, Term } from 'n3';
import { iri, namespaces } from '../rdf/iri.js';
import { didYouMean } from '../text/nearest.js';

/** A kind of value of a property of SHACL, in words. `among`: the local names of all values. */
interface ValueKind {
  expected: string;
  properties: string;
  among?: string[];
  fits(value: Term, shapes: readonly Quad[]): boolean;
}

const isLiteral = (value: Term, pattern: RegExp): boolean =>
  value.termType === 'Literal' && pattern.test(value.value) && value.language === '';

const isRegularExpression = (text: string): boolean => {
  try {
    new RegExp(text, 'u');
    return true;
  } catch {
    return false;
  }
};

const oneOf = (properties: string, ...among: string[]): ValueKind => ({
  expected: `one of ${among.map((name) => `sh:${name}`).join(', ')}`,
  properties,
  among,
  fits: ({ value }) => among.some((name) => value === namespaces.sh + name),
});

const kinds: ValueKind[] = [
  {
    expected: 'a whole number',
    properties: 'minCount maxCount minLength maxLength qualifiedMinCount qualifiedMaxCount',
    fits: (value) => isLiteral(value, /^\d+$/),
  },
  {
    expected: 'true or false',
    properties: 'closed deactivated uniqueLang qualifiedValueShapesDisjoint',
    fits: (value) => isLiteral(value, /^(?:true|false)$/),
  },
  {
    expected: 'a regular expression',
    properties: 'pattern',
    fits: (value) => isLiteral(value, /^/) && isRegularExpression(value.value),
  },
  { expected: 'a class', properties: 'targetClass class', fits: ({ termType }) => termType === 'NamedNode' },
  { expected: 'a datatype', properties: 'datatype', fits: ({ termType }) => termType === 'NamedNode' },
  {
    expected: 'a list in brackets',
    properties: 'in languageIn and or xone ignoredProperties',
    fits: ({ value }, shapes) =>
      value === iri('rdf:nil') ||
      shapes.some(({ subject, predicate }) => subject.value === value && predicate.value === iri('rdf:first')),
  },
  oneOf('nodeKind', 'IRI', 'BlankNode', 'Literal', 'BlankNodeOrIRI', 'BlankNodeOrLiteral', 'IRIOrLiteral'),
  oneOf('severity', 'Violation', 'Warning', 'Info'),
];

const byProperty = new Map(
  kinds.flatMap((kind) => kind.properties.split(' ').map((name): [string, ValueKind] => [namespaces.sh + name, kind])),
);

/** Returns what is wrong with the value of a SHACL property, as values of a message. The validator would ignore such a value. */
export function valueFault(
  { predicate, object }: Quad,
  shapes: readonly Quad[],
): { property: string; value: string; expected: string; guess: string } | undefined {
  const kind = byProperty.get(predicate.value);
  if (!kind || kind.fits(object, shapes)) return undefined;
  const value = object.value.replace(namespaces.sh, '');
  return {
    property: `sh:${predicate.value.slice(namespaces.sh.length)}`,
    value: object.termType === 'BlankNode' ? 'a node without a name' : `"${value}"`,
    expected: kind.expected,
    guess: didYouMean(value, kind.among ?? []),
  };
}
