import type { Quad, Quad_Object } from 'n3';
import { type Problem, problemOf } from '../problem.js';
import { iri, namespacesOf, shorten } from '../rdf/iri.js';
import { didYouMean } from '../text/nearest.js';
import { groupBy } from '../text/order.js';
import { pathFaults } from './check-paths.js';
import { type Tell, textFaults } from './check-texts.js';
import { nounOf, type Range, readDefinitions } from './definitions.js';
import wordings from './messages.json' with { type: 'json' };
import type { Roles } from './roles.js';
import { createStatements, isRole, withoutRoles } from './statements.js';
import type { Vocabulary } from './vocabulary.js';

const [owlClass, property, rdfType, roleSpace] = [iri('owl:Class'), iri('rdf:Property'), iri('rdf:type'), iri('role:')];

/**
 * Compares the roles and texts of a vocabulary with their definitions in rules/roles.ttl. `texts`: the texts of the program
 * that a project can replace. The terms of the project begin with `base`.
 */
export function rolesFaults({ quads, placeOf }: Vocabulary, roles: Roles, base: string, texts: object): Problem[] {
  const used = quads.filter(({ predicate, object }) => isRole(predicate.value) || isRole(object.value));
  if (used.length === 0) return [];
  const problems: Problem[] = [];
  const prefixes = { ...namespacesOf('role text owl rdf rdfs skos dct'), ...roles.prefixes };
  const short = (one: string): string => shorten(one, prefixes);
  const guess = (one: string, among: Iterable<string>): string => didYouMean(short(one), [...among].map(short));
  const tell: Tell = (wording, quad, values) => {
    const shown = Object.entries(values).map(([name, one]) => [name, short(one)]);
    problems.push(problemOf(wording, placeOf(quad), Object.fromEntries(shown)));
  };
  const { definitions, required, terms } = readDefinitions();
  const statements = createStatements(quads);
  const { value, values, items, hasProperty } = statements;
  const typed = quads.filter(({ predicate }) => predicate.value === rdfType);
  const own = new Set(
    [...withoutRoles(quads), ...typed].flatMap(({ subject, object }) => [subject.value, object.value]),
  );
  const undefinedTerms = new Map<string, Quad>(); // with the first statement that uses it

  /** The classes of a resource of the ontology; none if the ontology does not say what it is. */
  const typesOf = (one: string): string[] => {
    if (roles.properties.has(one)) return [property];
    const types = values(one, 'rdf:type').map((type) => (type === iri('rdfs:Class') ? owlClass : type));
    return value(one, 'rdfs:subClassOf') === undefined ? types : [...types, owlClass];
  };
  const isList = (node: string): boolean => node === iri('rdf:nil') || value(node, 'rdf:first') !== undefined;
  const lacks = (subject: string, type: string): string[] =>
    (required.get(type) ?? []).filter((one) => !hasProperty(subject, one));
  const isFit = (object: Quad_Object, { literal, items: each, among, type = '' }: Range): boolean => {
    if (literal) return object.termType === 'Literal' && literal.test(object.value);
    if (each) return isList(object.value) && items(object.value).every((one) => isFit(one, each));
    if (among) return among.includes(object.value);
    if (type === iri('role:NamedCode')) return object.termType !== 'Literal' && lacks(object.value, type).length === 0;
    const types = typesOf(object.value);
    return object.termType === 'NamedNode' && (types.length === 0 ? !isRole(type) : types.includes(type));
  };

  for (const quad of used) {
    const { subject, predicate, object } = quad;
    const isType = predicate.value === rdfType;
    const term = isType ? object.value : predicate.value;
    if (term.startsWith(roleSpace) && !terms.includes(term))
      tell(wordings.unknown, quad, { term, guess: guess(term, terms) });
    for (const role of isType ? lacks(subject.value, object.value) : [])
      tell(wordings.missing, quad, { subject: subject.value, role, definition: definitions.get(role)?.text ?? '' });
    const definition = definitions.get(predicate.value);
    if (definition === undefined) continue;
    const { subjects, range } = definition;
    const given = { role: predicate.value, subject: subject.value };
    const types = typesOf(subject.value);
    const mayBe = types.length === 0 ? !subjects.every(isRole) : subjects.some((one) => types.includes(one));
    if (subjects.length > 0 && !mayBe) {
      const found = types.length === 0 ? 'not described' : nounOf(types[0] as string);
      tell(wordings.wrongSubject, quad, { ...given, expected: subjects.map(nounOf).join(' or '), found });
    } else if (!isFit(object, range)) {
      const { among = [...own].filter((one) => range.type !== undefined && typesOf(one).includes(range.type)) } = range;
      const shown = object.termType === 'BlankNode' ? 'a node without a name' : `"${short(object.value)}"`;
      const suggestion = object.termType === 'NamedNode' ? guess(object.value, among) : '';
      tell(wordings.wrongValue, quad, { ...given, value: shown, expected: range.words, guess: suggestion });
    }
    const isTerm = [owlClass, property].includes(range.items?.type ?? range.type ?? '');
    const named = [
      ...(subjects.length > 0 && mayBe ? [subject] : []),
      ...(isTerm ? [object, ...items(object.value)] : []),
    ];
    for (const { value: term } of named)
      if (term.startsWith(base) && !own.has(term) && !undefinedTerms.has(term)) undefinedTerms.set(term, quad);
  }
  for (const [term, quad] of undefinedTerms) tell(wordings.undefined, quad, { term, guess: guess(term, own) });
  const single = used.filter(({ predicate }) => definitions.get(predicate.value)?.isSingle);
  const keyOf = ({ subject, predicate, object }: Quad): string =>
    [subject.value, predicate.value, object.termType === 'Literal' ? object.language : ''].join('\n');
  for (const [, second] of groupBy(single, keyOf).values())
    if (second) tell(wordings.twice, second, { subject: second.subject.value, role: second.predicate.value });
  pathFaults(used, roles, statements, tell);
  textFaults(used, texts, roles, tell);
  return problems;
}
