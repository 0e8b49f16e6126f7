import { csvwNamespaces, iriSyntaxFault, languageFault } from '../../rdf/iri.js';
import { didYouMean } from '../../text/nearest.js';
import properties from './properties.json' with { type: 'json' };

/** Reading of JSON that people write: anything may be anywhere, so what is not as it should be reads as absent. */
export type Json = Record<string, unknown> & { [location]?: string };

/** Where an object is from that is in a document of its own; a symbol, so that nobody can write it. */
export const location: unique symbol = Symbol('location');

/** Takes a fault with the path of the property: "tables[3].tableSchema", or "" for the object as a whole. */
export type Report = (path: string, message: string, severity?: 'error' | 'warning') => void;

/** Reports the faults of a property: "url" within "tables[3]" is "tables[3].url". A context is reported by itself. */
export const within =
  (report: Report, name: string): Report =>
  (path, message, severity) => {
    const inner = path === '' || path.startsWith('[') ? path : `.${path}`;
    report(path === '@context' ? path : name + inner, message, severity);
  };

/** A text; undefined for anything else. */
export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** A list; anything else is an empty one. */
export const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
/** A text, or a list of texts, as a list. */
export const list = (value: unknown): string[] => (typeof value === 'string' ? [value] : array(value).map(String));
/** Whether a value is an object of JSON. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** An object; anything else is an empty one. */
export const object = (value: unknown): Json => (isObject(value) ? value : {});

/** The objects of a list, with a report for each; what else is in the list is reported and left out (section 5.1.1). */
export const objects = (value: unknown, report: Report): [Json, Report][] =>
  array(value).flatMap((one, i): [Json, Report][] => {
    if (isObject(one)) return [[one, within(report, `[${i}]`)]];
    report(`[${i}]`, `must be an object, not ${show(one)}: it is ignored`, 'warning');
    return [];
  });

/** A value as a message shows it. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A kind of value. `read` gives the value as it is to be used, or undefined; what it leaves out of a list it reports. */
interface ValueKind {
  expects: string;
  standIn?: unknown; // used in place of a value of another kind; where this is absent, nothing is
  read(value: unknown, leaveOut: (what: unknown) => void): unknown;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** What a value may be, in the words of `properties.json` and of messages. */
const tests: Record<string, (value: unknown) => boolean> = {
  text: isText,
  null: (value) => value === null,
  true: (value) => value === true,
  false: (value) => value === false,
  'a list': Array.isArray,
  'a number': (value) => typeof value === 'number',
  'a whole number, not negative': (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'an object': isObject,
  'one character': (value) => isText(value) && [...value].length === 1,
  'a language tag': (value) => isText(value) && languageFault(value) === undefined,
  'the address of one': isText,
  'the name of a datatype': isText,
  'the name of an encoding': (value) => isText(value) && isEncoding(value),
  'letters, digits, _ and %-escapes, not with _ in front': (value) =>
    isText(value) && /^(?!_)(\w|%[0-9A-Fa-f]{2})(\.?(\w|%[0-9A-Fa-f]{2}))*$/.test(value),
};

const kind = (expects: string, test: (value: unknown) => boolean): ValueKind => ({
  expects,
  read: (value) => (test(value) ? value : undefined),
});

/** A kind by its words: "text or null". */
const either = (expects: string): ValueKind =>
  kind(expects, (value) => expects.split(' or ').some((words) => tests[words]?.(value)));

const texts: ValueKind = {
  expects: 'text or a list of texts',
  read(value, leaveOut) {
    if (!Array.isArray(value)) return string(value);
    value.filter((one) => !isText(one)).forEach(leaveOut);
    return value.filter(isText);
  },
};

/** The kinds that `properties.json` names by one word (Metadata Vocabulary for Tabular Data, section 5.1). */
const valueKinds: Record<string, ValueKind> = {
  link: { ...either('text'), standIn: '' }, // sections 5.1.2 and 5.1.3: then the address of the document or table
  object: { ...either('an object or the address of one'), standIn: {} }, // section 5.1.5
  delimiter: kind('text', (value) => isText(value) && value !== ''),
  lineTerminators: kind(
    'text or a list of texts, none of them empty',
    (value) => [value].flat().every((end) => isText(end) && end !== '') && [value].flat().length > 0,
  ),
  texts,
  columnReference: {
    expects: 'the name of a column or a list of names',
    read: (value, leaveOut) => {
      const names = texts.read(value, leaveOut) as string | string[] | undefined;
      return names?.length === 0 ? undefined : names;
    },
  },
  /** A natural language property (section 5.1.6). */
  titles: {
    expects: 'text, a list of texts, or an object with either for each language',
    read(value, leaveOut) {
      if (!isObject(value)) return texts.read(value, leaveOut);
      const result: Json = {};
      for (const [tag, one] of Object.entries(value)) {
        const read = languageFault(tag) === undefined ? texts.read(one, leaveOut) : undefined;
        if (read === undefined) leaveOut({ [tag]: one });
        else result[tag] = read;
      }
      return result;
    },
  },
};

/** Whether text can be read in an encoding of this name. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name) !== undefined;
  } catch {
    return false;
  }
}

/** The names of the properties that columns inherit from schema, table and group (section 5.7). */
export const inheritedNames = Object.keys(properties.inherited);

/** The objects of metadata, as properties.json names them; spelt out, because published types cannot import JSON. */
type ObjectKind =
  | 'group'
  | 'table'
  | 'schema'
  | 'column'
  | 'datatype'
  | 'format'
  | 'dialect'
  | 'transformation'
  | 'foreign key'
  | 'reference';

/** The objects whose properties columns inherit. */
const inheritors = new Set<ObjectKind>(['group', 'table', 'schema', 'column']);
/** The objects that may contain nothing but their own properties, not even common ones (section 5.5.2.1). */
const closed = new Set<ObjectKind>(['foreign key', 'reference']);

/**
 * The properties of an object that have a value they may have; the rest is reported and left out, so that its default
 * counts (Metadata Vocabulary, sections 4 and 5.1). A common property has a colon and is judged elsewhere.
 */
export function checkProperties(given: Json, kind: ObjectKind, report: Report): Json {
  const rules: Record<string, unknown> = { ...properties[kind], ...(inheritors.has(kind) && properties.inherited) };
  const result: Json = {};
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? kindOf(name, rules[name]) : undefined;
    if (!rule && name.includes(':') && !closed.has(kind)) continue;
    if (!rule) {
      const severity = closed.has(kind) ? 'error' : 'warning';
      report('', `unknown property "${name}"${didYouMean(name, Object.keys(rules))}`, severity);
      continue;
    }
    const leaveOut = (what: unknown): void => report('', `${name}: ${show(what)} is ignored`, 'warning');
    const read = rule.read(value, leaveOut);
    if (read === undefined) report('', `${name} must be ${rule.expects}, not ${show(value)}: it is ignored`, 'warning');
    const used = read === undefined ? rule.standIn : read;
    if (used !== undefined) result[name] = used;
  }
  const { '@id': id, '@type': type } = result;
  const due = rules['@type'];
  if (isText(id) && !isAddress(id)) report('', `@id must be an address, not "${id}"`);
  if (type !== undefined && type !== due) report('', `@type must be ${due}, not "${type}"`);
  return result;
}

/** The kind that `properties.json` gives a property: words that it may be, or a name. `@type` gives the type itself. */
function kindOf(property: string, given: unknown): ValueKind {
  if (Array.isArray(given)) return kind(given.map(String).join(', '), (value) => given.includes(value));
  const name = property === '@type' ? 'text' : String(given);
  return valueKinds[name] ?? either(name);
}

/** Whether a text can be resolved to an IRI; a blank node is not one. */
export const isAddress = (text: string): boolean =>
  !text.startsWith('_:') && !iriSyntaxFault(absolute(text, 'https://example.org/'));

/** The escape of an ASCII character from 0x10 on: "(" is "%28". */
export const percentEscape = (one: string): string => `%${one.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * An address resolved against its base and normalized, so that equal ones compare equal (RFC 3986, section 6.2): the URL
 * parser takes away default ports and dot segments and writes host and scheme small; escapes are left to us.
 */
export function resolve(reference: string, base: string): string {
  if (!URL.canParse(reference, base)) return reference;
  const { href } = new URL(reference, base);
  const path = href.indexOf('/', href.indexOf('//') + 2); // brackets may come before it, around the address of a host
  const whole = href.slice(0, path) + href.slice(path).replace(/[|^`{}\\[\]]/g, percentEscape); // left by the parser
  return whole.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

/** An address as a term: an absolute one stays as it is written. */
export const absolute = (reference: string, base: string): string =>
  /^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference) ? reference : resolve(reference, base);

const prefixes: Record<string, string> = csvwNamespaces;

/** `skos:prefLabel` → its IRI, by the prefixes that need no declaration; a name with another prefix stays as it is. */
export function expandPrefix(name: string): string {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(0, colon));
  const namespace = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  return namespace === undefined || name.startsWith('//', colon + 1) ? name : namespace + name.slice(colon + 1);
}
