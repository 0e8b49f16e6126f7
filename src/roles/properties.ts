import { type Curie, iri } from '../rdf/iri.js';
import { addTo } from '../text/order.js';
import type { Names, Statements } from './statements.js';
import terms from './terms.json' with { type: 'json' };
import type { Implied } from './vocabulary.js';

/** The part that a property has in a link, a figure, a history or a name. */
export type PartName = keyof typeof terms.parts;

/** How firmly a property connects its two ends. */
export type Strength = 'stated' | 'proposed' | 'contradicted' | 'mentioned';

/** A class whose things have pages. */
export interface KindRole {
  order: number | undefined;
  names: Names;
  plurals: Names;
  alsoCalled: string[];
  inTables: boolean;
  withoutPages: boolean;
  facts: string[]; // properties
  preferred: string | undefined; // a property
  drawnFirst: string[]; // codes
  divisions: string[][]; // codes
}

/** A property. The strength, the inverses and the sub-properties include everything that follows from the ontology. */
export interface PropertyRole {
  order: number | undefined;
  names: Names;
  plurals: Names;
  strength: Strength | undefined;
  proposals: string[]; // statuses of links that only propose
  values: ReadonlyMap<string, Names>; // by code
  totals: string[]; // codes that mean "all"
  inverses: string[];
  subProperties: string[];
}

const named: Curie[] = ['role:name', 'role:plural', 'role:order'];
const ofKinds: Curie[] = [
  'role:alsoCalled',
  'role:inTables',
  'role:withoutPages',
  'role:facts',
  'role:preferred',
  'role:drawnFirst',
  'role:division',
];
const ofProperties: Curie[] = ['role:strength', 'role:proposal', 'role:is', 'role:value', 'role:total'];
const meanings: Curie[] = [...ofProperties, 'rdfs:domain', 'rdfs:range'];

type Implications = ReadonlyMap<string, readonly Implied[]>;

/** The properties of a vocabulary: declared properties, properties that imply others or are implied, and others with a role. */
export function propertiesIn(statements: Statements, implied: Implications): Map<string, PropertyRole> {
  const { subjects, value, values, objects, number, names } = statements;
  const related = new Set([...implied].flatMap(([one, others]) => [one, ...others.map(({ property }) => property)]));
  const isProperty = (one: string): boolean => {
    const types = values(one, 'rdf:type');
    if (related.has(one) || types.some((type) => type.endsWith('Property'))) return true;
    if (types.length > 0 || value(one, 'rdfs:subClassOf') !== undefined) return false;
    const hasName = named.some((role) => value(one, role) !== undefined);
    const isLowerCase = /[#/][a-z][^#/]*$/.test(one); // "http://www.w3.org/2004/02/skos/core#broader"
    return meanings.some((role) => value(one, role) !== undefined) || (hasName && isLowerCase);
  };
  const all = new Set([...subjects.filter(isProperty), ...related]);
  const [inverses, subProperties] = [new Map<string, string[]>(), new Map<string, string[]>()];
  for (const [one, others] of implied)
    for (const { property, isFlipped } of others)
      if (property !== one || isFlipped) addTo(isFlipped ? inverses : subProperties, property, one);
  const strengthOf = (one: string): Strength | undefined => {
    const found = [one, ...(implied.get(one) ?? []).map(({ property }) => property)];
    const [first] = found.flatMap((other) => value(other, 'role:strength') ?? []);
    return first?.slice(iri('role:').length).toLowerCase() as Strength | undefined;
  };
  const roleOf = (one: string): PropertyRole => ({
    order: number(one, 'role:order'),
    names: names(one, iri('role:name')),
    plurals: names(one, iri('role:plural')),
    strength: strengthOf(one),
    proposals: values(one, 'role:proposal'),
    values: new Map(
      objects(one, 'role:value').map((node) => [
        value(node.value, 'skos:notation') ?? '',
        names(node.value, iri('skos:prefLabel')),
      ]),
    ),
    totals: values(one, 'role:total'),
    inverses: inverses.get(one) ?? [],
    subProperties: subProperties.get(one) ?? [],
  });
  return new Map([...all].map((one) => [one, roleOf(one)]));
}

const isTrue = (value: string | undefined): boolean => value === 'true' || value === '1';

/** The classes with a role. */
export function kindsIn(
  { subjects, value, values, list, items, number, names, has }: Statements,
  properties: ReadonlyMap<string, PropertyRole>,
): Map<string, KindRole> {
  const isKind = (one: string): boolean =>
    !properties.has(one) &&
    !has(one, 'rdf:type', iri('rdfs:Datatype')) &&
    value(one, 'role:of') === undefined && // a section
    [...named, ...ofKinds].some((role) => value(one, role) !== undefined);
  const roleOf = (one: string): KindRole => ({
    order: number(one, 'role:order'),
    names: names(one, iri('role:name')),
    plurals: names(one, iri('role:plural')),
    alsoCalled: values(one, 'role:alsoCalled'),
    inTables: isTrue(value(one, 'role:inTables')),
    withoutPages: isTrue(value(one, 'role:withoutPages')),
    facts: list(one, 'role:facts'),
    preferred: value(one, 'role:preferred'),
    drawnFirst: values(one, 'role:drawnFirst'),
    divisions: values(one, 'role:division').map((node) => items(node).map(({ value }) => value)),
  });
  return new Map(subjects.filter(isKind).map((one) => [one, roleOf(one)]));
}

/** The properties with each part: declared ones, otherwise the standard ones; in both cases with their sub-properties. */
export function partsIn(
  { subjects, has }: Statements,
  properties: ReadonlyMap<string, PropertyRole>,
  implied: Implications,
): Readonly<Record<PartName, readonly string[]>> {
  const depth = (one: string): number => (implied.get(one) ?? []).filter(({ isFlipped }) => !isFlipped).length;
  const withPart = ([name, standard]: [string, string[]]): [string, string[]] => {
    const declared = subjects.filter((one) => has(one, 'role:is', iri(`role:${name}`)));
    const dimensions = subjects.filter((one) => has(one, 'rdf:type', iri('qb:DimensionProperty')));
    const usual = name === 'FigureDimension' ? dimensions : standard.map((one) => iri(one as Curie));
    const found = declared.length > 0 ? declared : usual;
    const all = new Set(found.flatMap((one) => [one, ...(properties.get(one)?.subProperties ?? [])]));
    return [name, [...all].sort((a, b) => depth(b) - depth(a))];
  };
  return Object.fromEntries(Object.entries(terms.parts).map(withPart)) as Record<PartName, string[]>;
}
