import { type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { csvwNamespaces, iriSyntaxFault, languageFault } from '../../rdf/iri.js';
import { didYouMean } from '../../text/nearest.js';
import properties from './properties.json' with { type: 'json' };

/** An object of JSON that users write. Every property can have any value; invalid values are read as absent. */
export type Json = Record<string, unknown> & { [location]?: string };

/** The URL of an object in a separate document. A symbol, because no property of JSON can collide with it. */
export const location: unique symbol = Symbol('location');

/** Receives a fault with the path of the property: "tables[3].tableSchema", or "" for the whole object. */
export type Report = (path: string, message: string, severity?: 'error' | 'warning' | 'notice') => void;

/** Adds the name of an outer property to paths: "url" within "tables[3]" is "tables[3].url". `@context` stays as it is. */
export const within =
  (report: Report, name: string): Report =>
  (path, message, severity) => {
    const inner = path === '' || path.startsWith('[') ? path : `.${path}`;
    report(path === '@context' ? path : name + inner, message, severity);
  };

/** Returns a string, or undefined for any other value. */
export const string = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
/** Returns a list, or an empty list for any other value. */
export const array = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
/** Returns a string, or a list of strings, as a list. */
export const list = (value: unknown): string[] => (typeof value === 'string' ? [value] : array(value).map(String));
/** True if a value is a JSON object. */
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
/** Returns an object, or an empty object for any other value. */
export const object = (value: unknown): Json => (isObject(value) ? value : {});

/** Returns the objects in a list, with a `Report` for each. Other items are reported and ignored (section 5.1.1). */
export const objects = (value: unknown, report: Report): [Json, Report][] =>
  array(value).flatMap((one, i): [Json, Report][] => {
    if (isObject(one)) return [[one, within(report, `[${i}]`)]];
    report(`[${i}]`, `Ignored ${show(one)}: expected an object`, 'warning');
    return [];
  });

/** Formats a value for messages. */
export function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A kind of value. `read` returns the valid value, or undefined. It passes ignored items of a list to `leaveOut`. */
interface ValueKind {
  expects: string;
  standIn?: unknown; // replaces an invalid value
  read(value: unknown, leaveOut: (what: unknown) => void): unknown;
}

const isText = (value: unknown): value is string => typeof value === 'string';

/** Kinds of values, by the words in `properties.json` and in messages. */
const tests: Record<string, (value: unknown) => boolean> = {
  text: isText,
  null: (value) => value === null,
  true: (value) => value === true,
  false: (value) => value === false,
  'a list': Array.isArray,
  'a number': (value) => typeof value === 'number',
  'a non-negative whole number': (value) => Number.isSafeInteger(value) && Number(value) >= 0,
  'an object': isObject,
  'one character': (value) => isText(value) && [...value].length === 1,
  'a language tag': (value) => isText(value) && languageFault(value) === undefined,
  'the URL of one': isText,
  'a datatype name': isText,
  'an encoding name': (value) => isText(value) && isEncoding(value),
  'letters, digits, _ and %-escapes, without _ at the start': (value) =>
    isText(value) && /^(?!_)(\w|%[0-9A-Fa-f]{2})(\.?(\w|%[0-9A-Fa-f]{2}))*$/.test(value),
};

const kind = (expects: string, test: (value: unknown) => boolean): ValueKind => ({
  expects,
  read: (value) => (test(value) ? value : undefined),
});

/** Returns a kind by its words: "text or null". */
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

/** Kinds with a name in `properties.json` (Metadata Vocabulary for Tabular Data, section 5.1). */
const valueKinds: Record<string, ValueKind> = {
  link: { ...either('text'), standIn: '' }, // sections 5.1.2 and 5.1.3: '' is the URL of the document or table
  object: { ...either('an object or the URL of one'), standIn: {} }, // section 5.1.5
  delimiter: kind('non-empty text', (value) => isText(value) && value !== ''),
  lineTerminators: kind(
    'non-empty text or a list of non-empty texts',
    (value) => [value].flat().every((end) => isText(end) && end !== '') && [value].flat().length > 0,
  ),
  texts,
  columnReference: {
    expects: 'a column name or a list of column names',
    read: (value, leaveOut) => {
      const names = texts.read(value, leaveOut) as string | string[] | undefined;
      return names?.length === 0 ? undefined : names;
    },
  },
  /** A natural language property (section 5.1.6). */
  titles: {
    expects: 'text, a list of texts, or an object with one of these for each language',
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

/** True if an encoding with this name is supported. */
export function isEncoding(name: string): boolean {
  try {
    return new TextDecoder(name) !== undefined;
  } catch {
    return false;
  }
}

/** Names of the properties that columns inherit from schema, table and group (section 5.7). */
export const inheritedNames = Object.keys(properties.inherited);

/** The kinds of objects in properties.json. They are repeated here because published types cannot import JSON. */
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

/** Objects with inheritable properties. */
const inheritors = new Set<ObjectKind>(['group', 'table', 'schema', 'column']);
/** Objects that cannot have common properties (section 5.5.2.1). */
const closed = new Set<ObjectKind>(['foreign key', 'reference']);

/**
 * Returns the properties of an object with a valid value. Other properties are reported and ignored, so that their default
 * applies (Metadata Vocabulary, sections 4 and 5.1). `checkAnnotations` checks common properties, which have a colon.
 */
export function checkProperties(given: Json, kind: ObjectKind, report: Report): Json {
  const rules: Record<string, unknown> = { ...properties[kind], ...(inheritors.has(kind) && properties.inherited) };
  const result: Json = {};
  for (const [name, value] of Object.entries(given)) {
    const rule = Object.hasOwn(rules, name) ? kindOf(name, rules[name]) : undefined;
    if (!rule && name.includes(':') && !closed.has(kind)) continue;
    if (!rule) {
      const severity = closed.has(kind) ? 'error' : 'warning';
      report('', `Unknown property "${name}"${didYouMean(name, Object.keys(rules))}`, severity);
      continue;
    }
    const leaveOut = (what: unknown): void => report('', `Ignored ${show(what)} in ${name}`, 'warning');
    const read = rule.read(value, leaveOut);
    if (read === undefined) report('', `Ignored ${name} ${show(value)}: expected ${rule.expects}`, 'warning');
    const used = read === undefined ? rule.standIn : read;
    if (used !== undefined) result[name] = used;
  }
  const { '@id': id, '@type': type } = result;
  const expected = rules['@type'];
  if (isText(id) && !isAddress(id)) report('', `Invalid @id "${id}": expected an IRI`);
  if (type !== undefined && type !== expected) report('', `Invalid @type "${type}": expected ${expected}`);
  return result;
}

/** Returns the kind of a property in `properties.json`: a list of values, a name or words. For `@type`, it has the type. */
function kindOf(property: string, given: unknown): ValueKind {
  if (Array.isArray(given)) return kind(`one of ${given.map(String).join(', ')}`, (value) => given.includes(value));
  const name = property === '@type' ? 'text' : String(given);
  return valueKinds[name] ?? either(name);
}

/** True if a text can be resolved to an IRI. A blank node is not an IRI. */
export const isAddress = (text: string): boolean =>
  !text.startsWith('_:') && !iriSyntaxFault(absolute(text, 'https://example.org/'));

/** Escapes an ASCII character of at least 0x10: "(" is "%28". */
export const percentEscape = (one: string): string => `%${one.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * Resolves a reference against its base, and normalises the result (RFC 3986, section 6.2), so that URLs can be compared.
 * The URL parser normalises scheme, host, port and dot segments, but not escapes.
 */
export function resolve(reference: string, base: string): string {
  if (!URL.canParse(reference, base)) return reference;
  const { href } = new URL(reference, base);
  const path = href.indexOf('/', href.indexOf('//') + 2); // after the host, which can have brackets
  const whole = href.slice(0, path) + href.slice(path).replace(/[|^`{}\\[\]]/g, percentEscape); // the parser does not escape these
  return whole.replace(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[\w.~-]/.test(character) ? character : code.toUpperCase();
  });
}

/** Resolves a relative reference to an IRI. An absolute IRI is not normalised. */
export const absolute = (reference: string, base: string): string =>
  /^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference) ? reference : resolve(reference, base);

const prefixes: Record<string, string> = csvwNamespaces;

/** Expands a prefixed name such as `skos:prefLabel`. A name with an unknown prefix is unchanged. */
export function expandPrefix(name: string): string {
  const colon = name.indexOf(':');
  const prefix = name.slice(0, Math.max(0, colon));
  const namespace = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
  return namespace === undefined || name.startsWith('//', colon + 1) ? name : namespace + name.slice(colon + 1);
}

/** The words for the codes of jsonc-parser. */
const faults: Record<string, string> = {
  InvalidSymbol: 'Unexpected text',
  InvalidNumberFormat: 'Invalid number',
  PropertyNameExpected: 'Expected a property name in double quotes',
  ValueExpected: 'Expected a value',
  ColonExpected: 'Expected ":" after the property name',
  CommaExpected: 'Expected ","',
  CloseBraceExpected: 'Expected "}"',
  CloseBracketExpected: 'Expected "]"',
  EndOfFileExpected: 'Unexpected text after the end',
  InvalidCommentToken: 'Comments are not allowed',
  UnexpectedEndOfComment: 'Comments are not allowed',
  UnexpectedEndOfString: 'Unterminated string',
  UnexpectedEndOfNumber: 'Unterminated number',
  InvalidUnicode: 'Invalid escape sequence',
  InvalidEscapeCharacter: 'Invalid escape sequence',
  InvalidCharacter: 'Unescaped line end or control character in a string',
};

/** Returns why a text is not JSON, with line and column. All engines give the same words, unlike `JSON.parse`. */
export function jsonFault(text: string): string {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true });
  const [first] = errors;
  if (!first) return 'invalid syntax';
  const before = text.slice(0, first.offset).split('\n');
  const place = `(line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
  return `${faults[printParseErrorCode(first.error)]} ${place}`;
}
