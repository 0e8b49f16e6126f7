/** A value of a property that candidates should have. */
export interface PropertyValue {
  pid: string;
  values: string[]; // one of which is enough
}

/** A query of a batch. */
export interface Query {
  text: string | undefined;
  types: string[];
  typeStrict: 'any' | 'all' | 'should';
  limit: number;
  properties: PropertyValue[];
}

/** A wish for values of properties. */
export interface Extension {
  ids: string[];
  properties: { id: string; settings: Record<string, unknown> }[];
}

/** What was asked for, or a sentence that says why it cannot be read. */
export type Read<T> = { value: T } | { fault: string };

/**
 * The most that one request may ask for. What a text has behind `text` characters is not looked at: one long cell of a
 * table must not take its whole batch with it.
 */
export const limits = { batch: 50, text: 1000, candidates: 50, types: 50, properties: 20, values: 50, ids: 500 };

type Json = unknown;
type JsonObject = Record<string, Json>;

const isObject = (value: Json): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: Json): value is string => typeof value === 'string' && value.length <= limits.text;
const isListOf = <T>(value: Json, is: (one: Json) => one is T, most: number): value is T[] =>
  Array.isArray(value) && value.length <= most && value.every(is);

function parse(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // no JSON text means this
  }
}

/** The batch of queries in a text of JSON: an object of them by names that the client chose. */
export function readBatch(text: string): Read<Map<string, Query>> {
  const batch = parse(text);
  if (!isObject(batch)) return { fault: 'queries must be a JSON object of queries: {"q0": {"query": "16.2.2"}}' };
  const entries = Object.entries(batch);
  if (entries.length > limits.batch) return { fault: `a batch has at most ${limits.batch} queries` };
  const queries = new Map<string, Query>();
  for (const [place, [name, one]] of entries.entries()) {
    if (name === '__proto__') return { fault: 'no query can be called __proto__' };
    const fault = faultIn(one);
    if (fault !== undefined) return { fault: `query ${place + 1} of the batch: ${fault}` };
    queries.set(name, queryOf(one as JsonObject));
  }
  return { value: queries };
}

const isType = (value: Json): value is string | string[] => isText(value) || isListOf(value, isText, limits.types);
const isLimit = (value: Json): value is number =>
  Number.isInteger(value) && (value as number) > 0 && (value as number) <= limits.candidates;
const isStrict = (value: Json): value is Query['typeStrict'] => ['any', 'all', 'should'].includes(value as string);

const isValue = (value: Json): value is string | number | boolean | { id: string } =>
  typeof value === 'string' ||
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (isObject(value) && isText(value['id']));
const isProperty = (value: Json): value is { pid: string; v: Json } =>
  isObject(value) && isText(value['pid']) && (isValue(value['v']) || isListOf(value['v'], isValue, limits.values));

/** The fields of a query: how each must be, and in words. */
const fields: Record<string, [is: (value: Json) => boolean, words: string]> = {
  query: [(value) => typeof value === 'string', 'a text'],
  type: [isType, `the id of a type, or a list of at most ${limits.types} of them`],
  limit: [isLimit, `a whole number from 1 to ${limits.candidates}`],
  type_strict: [isStrict, '"any", "all" or "should"'],
  properties: [
    (value) => isListOf(value, isProperty, limits.properties),
    `a list of at most ${limits.properties} objects {"pid": id, "v": value or list of values}`,
  ],
};

function faultIn(query: Json): string | undefined {
  if (!isObject(query)) return 'it must be an object: {"query": "16.2.2"}';
  for (const [name, value] of Object.entries(query)) {
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) return `it has a field that is none of ${Object.keys(fields).join(', ')}`;
    if (!field[0](value)) return `${name} must be ${field[1]}`;
  }
  const { query: text, properties } = query;
  const isEmpty = text === undefined && !(Array.isArray(properties) && properties.length > 0);
  return isEmpty ? 'it must have query or properties' : undefined;
}

function queryOf(query: JsonObject): Query {
  const { query: text, type = [], type_strict: typeStrict = 'should', limit = 10, properties = [] } = query;
  return {
    text: (text as string | undefined)?.slice(0, limits.text),
    types: [type].flat() as string[],
    typeStrict: typeStrict as Query['typeStrict'],
    limit: limit as number,
    properties: (properties as { pid: string; v: Json }[]).map(({ pid, v }) => ({
      pid,
      values: [v].flat().map(textOf),
    })),
  };
}

const textOf = (value: Json): string =>
  isObject(value) ? (value['id'] as string) : String(value).slice(0, limits.text);

/** The wish in a text of JSON: for which things, and which properties of them. */
export function readExtension(text: string): Read<Extension> {
  const wish = parse(text);
  if (!isObject(wish)) return { fault: 'extend must be a JSON object: {"ids": […], "properties": [{"id": …}]}' };
  const { ids, properties } = wish;
  if (!isListOf(ids, isText, limits.ids)) return { fault: `ids must be a list of at most ${limits.ids} texts` };
  if (ids.includes('__proto__')) return { fault: 'no thing is called __proto__' };
  if (!isListOf(properties, isWish, limits.properties))
    return {
      fault: `properties must be a list of at most ${limits.properties} objects {"id": text, "settings": {"language": text, "limit": number}}`,
    };
  return { value: { ids, properties: properties.map(({ id, settings = {} }) => ({ id, settings })) } };
}

const isWish = (value: Json): value is { id: string; settings?: JsonObject } =>
  isObject(value) &&
  isText(value['id']) &&
  value['id'] !== '__proto__' &&
  (value['settings'] === undefined || isSettings(value['settings']));

/** What `propertySettings` tells clients of: some send the number of a field as a text, and null for an empty one. */
const isSettings = (value: Json): value is JsonObject =>
  isObject(value) && isText(value['language'] ?? '') && isCount(value['limit'] ?? '');

const isCount = (value: Json): boolean =>
  (typeof value === 'number' || typeof value === 'string') && /^\d{0,6}$/.test(String(value));
