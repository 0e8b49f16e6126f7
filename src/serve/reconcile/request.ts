import { isObject, type Json } from '../../csvw/metadata/json.js';
import { Refusal } from '../faults.js';
import { limits } from '../settings.js';

/** Reads the JSON that clients of the Reconciliation Service API send. */

/** One query of a batch. */
export interface Query {
  text: string | undefined;
  types: string[];
  typeStrict: 'any' | 'all' | 'should';
  limit: number;
  properties: { pid: string; values: string[] }[]; // expected properties of a candidate, each with one of the values
}

/** A request for property values of entities. */
export interface Extension {
  ids: string[];
  properties: { id: string; settings: Record<string, unknown> }[];
}

const most = limits.reconcile;

const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= most.text;
const isListOf = <T>(value: unknown, is: (one: unknown) => one is T, length: number): value is T[] =>
  Array.isArray(value) && value.length <= length && value.every(is);

const refuse = (message: string): Refusal => new Refusal(400, message);

function parseObject(text: string, sentence: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {}
  throw refuse(sentence);
}

/** Reads a batch of queries: an object whose keys the client chose. Throws `Refusal`. */
export function readBatch(text: string): [name: string, query: Query][] {
  const batch = parseObject(text, 'queries must be a JSON object of queries: {"q0": {"query": "16.2.2"}}');
  const entries = Object.entries(batch);
  if (entries.length > most.batch) throw refuse(`A batch can contain at most ${most.batch} queries`);
  return entries.map(([name, one], i) => {
    if (name === '__proto__') throw refuse('A query cannot have the name "__proto__"');
    const fault = faultIn(one);
    if (fault !== undefined) throw refuse(`Query ${i + 1} of the batch: ${fault}`);
    return [name, queryOf(one as Json)];
  });
}

const isType = (value: unknown): value is string | string[] => isText(value) || isListOf(value, isText, most.types);
const isLimit = (value: unknown): boolean =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= most.candidates;

const isValue = (value: unknown): value is string | number | boolean | { id: string } =>
  ['string', 'number', 'boolean'].includes(typeof value) || (isObject(value) && isText(value['id']));
const isProperty = (value: unknown): value is { pid: string; v: unknown } =>
  isObject(value) && isText(value['pid']) && (isValue(value['v']) || isListOf(value['v'], isValue, most.values));

/** Fields of a query: a test of the value, and a description for messages. */
const fields: Record<string, [is: (value: unknown) => boolean, words: string]> = {
  query: [(value) => typeof value === 'string', 'a string'],
  type: [isType, `the id of a type, or a list of at most ${most.types} ids`],
  limit: [isLimit, `a whole number from 1 to ${most.candidates}`],
  type_strict: [(value) => ['any', 'all', 'should'].includes(value as string), '"any", "all" or "should"'],
  properties: [
    (value) => isListOf(value, isProperty, most.properties),
    `a list of at most ${most.properties} objects {"pid": id, "v": value or list of values}`,
  ],
};

function faultIn(query: unknown): string | undefined {
  if (!isObject(query)) return 'it must be an object: {"query": "16.2.2"}';
  for (const [name, value] of Object.entries(query)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return `unknown field (allowed: ${Object.keys(fields).join(', ')})`;
    if (!field[0](value)) return `${name} must be ${field[1]}`;
  }
  const { query: text, properties } = query;
  const isEmpty = text === undefined && !(Array.isArray(properties) && properties.length > 0);
  return isEmpty ? 'it must contain query or properties' : undefined;
}

function queryOf(query: Json): Query {
  const { query: text, type = [], type_strict: typeStrict = 'should', limit = 10, properties = [] } = query;
  return {
    text: (text as string | undefined)?.slice(0, most.text),
    types: [type].flat() as string[],
    typeStrict: typeStrict as Query['typeStrict'],
    limit: limit as number,
    properties: (properties as { pid: string; v: unknown }[]).map(({ pid, v }) => ({
      pid,
      values: [v].flat().map((one) => (isObject(one) ? (one['id'] as string) : String(one).slice(0, most.text))),
    })),
  };
}

/** Reads a request for property values. Throws `Refusal`. */
export function readExtension(text: string): Extension {
  const sentence = 'extend must be a JSON object: {"ids": […], "properties": [{"id": …}]}';
  const { ids, properties } = parseObject(text, sentence);
  if (!isListOf(ids, isText, most.ids)) throw refuse(`ids must be a list of at most ${most.ids} strings`);
  if (ids.includes('__proto__')) throw refuse('An id cannot be "__proto__"');
  if (!isListOf(properties, isWish, most.properties))
    throw refuse(
      `properties must be a list of at most ${most.properties} objects {"id": string, "settings": {"language": string, "limit": number}}`,
    );
  return { ids, properties: properties.map(({ id, settings = {} }) => ({ id, settings })) };
}

const isWish = (value: unknown): value is { id: string; settings?: Json } =>
  isObject(value) &&
  isText(value['id']) &&
  value['id'] !== '__proto__' &&
  (value['settings'] === undefined || isSettings(value['settings']));

/** Settings of `propertySettings`. Some clients send a number as a string, and null for an empty field. */
const isSettings = (value: unknown): boolean =>
  isObject(value) && isText(value['language'] ?? '') && isCount(value['limit'] ?? '');

const isCount = (value: unknown): boolean =>
  (typeof value === 'number' || typeof value === 'string') && /^\d{0,6}$/.test(String(value));
