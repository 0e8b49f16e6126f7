import { Parser } from 'n3';
import { type Curie, iri } from '../rdf/iri.js';
import shipped from './shipped.json' with { type: 'json' };
import { createStatements, isRole, type Statements } from './statements.js';

/** The form that the values of a role must have. `words`: "a list of properties". */
export interface Range {
  words: string;
  literal?: RegExp; // of a value in this form
  items?: Range; // a list
  among?: readonly string[]; // one of these resources
  type?: string; // a resource of this class
}

/** A role as rules/roles.ttl defines it. */
export interface Definition {
  text: string;
  subjects: readonly string[]; // classes of what it describes; empty: anything
  range: Range;
  isSingle: boolean; // at most one value, or one in each language
}

/** The vocabulary of roles. */
export interface Definitions {
  definitions: ReadonlyMap<string, Definition>;
  required: ReadonlyMap<string, readonly string[]>; // by class: properties that each resource has
  terms: readonly string[]; // roles, classes and individuals
}

/** Forms of the literals that the program reads. */
const forms: Record<string, [words: string, form: RegExp]> = {
  [iri('xsd:integer')]: ['a whole number', /^[+-]?\d+$/],
  [iri('xsd:boolean')]: ['true or false', /^(?:true|false|0|1)$/],
  [iri('xsd:string')]: ['a text', /\S/],
  [iri('rdf:langString')]: ['a text', /\S/],
  [iri('xsd:language')]: ['a language tag', /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/],
};

/** "a property" for the IRI of a class. */
export const nounOf = (type: string): string =>
  `a ${type
    .replace(/^.*[#/]/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()}`.replace(/^a (?=[aeiou])/, 'an ');

/** Reads rules/roles.ttl. */
export function readDefinitions(): Definitions {
  const defined = createStatements(new Parser().parse(shipped['roles.ttl']));
  const { subjects, value, values, list, has } = defined;
  const ofType = (type: Curie): string[] => subjects.filter((one) => has(one, 'rdf:type', iri(type)));
  const isRange = (one: string): boolean => value(one, 'rdfs:range') !== undefined;
  const roles = subjects.filter(isRange).map((role): [string, Definition] => {
    const domain = value(role, 'rdfs:domain');
    const union = domain === undefined ? [] : list(domain, 'owl:unionOf');
    return [
      role,
      {
        text: value(role, 'skos:definition') ?? '',
        subjects: domain === undefined || union.length > 0 ? union : [domain],
        range: rangeOf(defined, value(role, 'rdfs:range') ?? ''),
        isSingle:
          has(role, 'rdf:type', iri('owl:FunctionalProperty')) || has(role, 'rdfs:range', iri('rdf:langString')),
      },
    ];
  });
  const required = ofType('owl:Class').map((type): [string, string[]] => {
    const restrictions = values(type, 'rdfs:subClassOf').filter(
      (node) => value(node, 'owl:cardinality') === '1' || value(node, 'owl:minCardinality') === '1',
    );
    return [type, restrictions.flatMap((node) => value(node, 'owl:onProperty') ?? [])];
  });
  return {
    definitions: new Map(roles),
    required: new Map(required),
    terms: subjects.filter((one) => /^http/.test(one)),
  };
}

function rangeOf(defined: Statements, type: string): Range {
  const { subjects, value, values, list, has } = defined;
  const definition = value(type, 'skos:definition') ?? '';
  const words = definition.replace(/^A/, 'a').replace(/\.$/, '');
  const form = forms[type];
  if (form) return { words: form[0], literal: form[1] };
  const [pattern] = list(type, 'owl:withRestrictions');
  if (pattern !== undefined) return { words, literal: new RegExp(`^${value(pattern, 'xsd:pattern')}$`) };
  const [items] = values(type, 'rdfs:subClassOf').flatMap((node) => value(node, 'owl:allValuesFrom') ?? []);
  if (items !== undefined) return { words, items: rangeOf(defined, items) };
  const among = subjects.filter((one) => isRole(type) && has(one, 'rdf:type', type));
  return among.length > 0 ? { words: nounOf(type), among } : { words: words || nounOf(type), type };
}
