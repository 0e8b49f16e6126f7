import { iriSyntaxFault } from '../../rdf/iri.js';
import { didYouMean } from '../../text/nearest.js';
import { closed, inheritedProperties, inheritors, ownProperties, typeNames, type ValueKind } from './properties.js';
import { absolute } from './url.js';

/** Reading of JSON that people write: anything may stand anywhere, so what is not as it should be reads as absent. */
export type Json = Record<string, unknown> & { [location]?: string };

/** Where an object is from that stands in a document of its own; a symbol, so that nobody can write it. */
export const location: unique symbol = Symbol('location');

/** Takes a fault with the path of the property: "tables[3].tableSchema". */
export type Report = (path: string, message: string, severity?: 'error' | 'warning') => void;

/** The path of a property: "tables[3]" and "url" make "tables[3].url". */
export const under = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);

export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
export const list = (value: unknown): string[] => (typeof value === 'string' ? [value] : array(value).map(String));
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const object = (value: unknown): Json => (isObject(value) ? value : {});

/** The objects of a list; what else stands in it is told and left out (section 5.1.1). */
export const objects = (value: unknown, path: string, report: Report): [Json, string][] =>
  array(value).flatMap((one, i): [Json, string][] => {
    if (isObject(one)) return [[one, `${path}[${i}]`]];
    report(`${path}[${i}]`, `must be an object, not ${show(one)}: it is ignored`, 'warning');
    return [];
  });

/**
 * The properties of an object that have a value they may have; the rest is told and left out, so that its default holds
 * (Metadata Vocabulary, sections 4 and 5.1). A common property has a colon and is judged elsewhere.
 */
export function checkProperties(given: Json, kind: keyof typeof ownProperties, path: string, report: Report): Json {
  const known: Record<string, ValueKind> = {
    ...ownProperties[kind],
    ...(inheritors.has(kind) ? inheritedProperties : {}),
  };
  const result: Json = {};
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined;
    if (!rule && name.includes(':') && !closed.has(kind)) continue;
    if (!rule) {
      const severity = closed.has(kind) ? 'error' : 'warning';
      report(path, `unknown property "${name}"${didYouMean(name, Object.keys(known))}`, severity);
      continue;
    }
    const leaveOut = (what: unknown): void => report(path, `${name}: ${show(what)} is ignored`, 'warning');
    const read = rule.read(value, leaveOut);
    if (read === undefined)
      report(path, `${name} must be ${rule.expects}, not ${show(value)}: it is ignored`, 'warning');
    const used = read === undefined ? rule.standIn : read;
    if (used !== undefined) result[name] = used;
  }
  checkIdentity(result, kind, path, report);
  return result;
}

/** Whether a text can be resolved to an IRI; a blank node is none. */
export const isAddress = (text: string): boolean =>
  !text.startsWith('_:') && !iriSyntaxFault(absolute(text, 'https://example.org/'));

function checkIdentity(given: Json, kind: keyof typeof ownProperties, path: string, report: Report): void {
  const { '@id': id, '@type': type } = given;
  if (string(id) !== undefined && !isAddress(String(id))) report(path, `@id must be an address, not "${id}"`);
  if (type !== undefined && type !== typeNames[kind]) report(path, `@type must be ${typeNames[kind]}, not "${type}"`);
}

/** A value as a message shows it. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
