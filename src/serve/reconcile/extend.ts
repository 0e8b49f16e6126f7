import { namespaces } from '../../rdf/namespaces.js';
import { type Entity, nameOf, names, type Value } from './entities.js';
import { type Term, wordsOfIri } from './kinds.js';
import type { Knowledge } from './knowledge.js';
import type { Extension } from './request.js';

/** A cell of an answer. */
type Cell = Term | { str: string } | { int: number } | { float: number } | { date: string };

/** The settings that a client may make for a property. */
export const propertySettings = (languages: readonly string[]) => [
  {
    name: 'language',
    label: 'Language of texts',
    type: 'select',
    default: '',
    choices: [
      { value: '', name: 'the one of the client, else English' },
      ...languages.map((one) => ({ value: one, name: one })),
      { value: 'all', name: 'all' },
    ],
  },
  { name: 'limit', label: 'Number of values', type: 'number', default: 0, help_text: '0 for all' },
];

/** Properties that all things have and that tell nothing in a table. */
const idle = [names.type, names.deprecated];

/** The properties that things of a type have, the most frequent first; without a type those of all things. */
export function proposeProperties(type: string | undefined, { entities, properties }: Knowledge): Term[] {
  const numbers = new Map<string, number>();
  for (const { types, values } of entities)
    if (type === undefined || types.includes(type))
      for (const property of values.keys()) numbers.set(property, (numbers.get(property) ?? 0) + 1);
  const number = ({ id }: Term): number => numbers.get(id) ?? 0;
  return properties.filter((one) => number(one) > 0 && !idle.includes(one.id)).sort((a, b) => number(b) - number(a));
}

/** Values of properties of things, each as what it is; what has none, or is not known, has an empty list. */
export function extend({ ids, properties }: Extension, language: string, knowledge: Knowledge) {
  const cellsOf = (id: string, property: string, settings: Record<string, unknown>): Cell[] => {
    const values = chosen(knowledge.byIri.get(id)?.values.get(property) ?? [], settings['language'] || language);
    const limit = Number(settings['limit'] ?? 0);
    return (limit > 0 ? values.slice(0, limit) : values).map((value) => cellOf(value, language, knowledge));
  };
  const rows = ids.map((id) => [
    id,
    Object.fromEntries(properties.map(({ id: property, settings }) => [property, cellsOf(id, property, settings)])),
  ]);
  const meta = properties.map(({ id }) => ({ id, name: wordsOfIri(id), ...typeOf(id, language, knowledge) }));
  return { meta, rows: Object.fromEntries(rows) };
}

/** Of texts in several languages those in one, or in English where there are none in it. */
function chosen(values: readonly Value[], language: unknown): readonly Value[] {
  if (language === 'all') return values;
  const inLanguage = (wanted: unknown) => values.filter((one) => one.language === '' || one.language === wanted);
  const found = inLanguage(language);
  return found.length > 0 ? found : inLanguage('en');
}

const { xsd } = namespaces;
const wholeDate = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function cellOf({ isIri, text, datatype }: Value, language: string, { byIri }: Knowledge): Cell {
  const thing = isIri ? byIri.get(text) : undefined;
  if (thing) return { id: thing.iri, name: nameOf(thing, language).text };
  const number = Number(text);
  if (datatype === `${xsd}integer` && Number.isSafeInteger(number)) return { int: number };
  if ([`${xsd}decimal`, `${xsd}double`].includes(datatype) && Number.isFinite(number)) return { float: number };
  if (datatype === `${xsd}date` && /^\d{4}-\d\d-\d\d$/.test(text)) return { date: `${text}T00:00:00Z` };
  if (datatype === `${xsd}dateTime` && wholeDate.test(text)) return { date: text };
  return { str: text };
}

/** The type that all values of a property have, as the service knows them; a client goes on from there. */
function typeOf(property: string, language: string, { entities, byIri, kinds }: Knowledge): { type?: Term } {
  const values = entities.flatMap((entity: Entity) => entity.values.get(property) ?? []);
  const types = new Set(values.map(({ text, isIri }) => (isIri ? byIri.get(text)?.types[0] : undefined)));
  const [id] = types;
  return types.size === 1 && id !== undefined ? { type: { id, name: kinds.nameOf(id, language) } } : {};
}
