import { parseTemplate } from 'url-template';
import { utf8 } from '../../bytes.js';
import { expandPrefix, percentEscape } from './json.js';

/** The values of one row by column name. */
export type Values = Record<string, string | string[] | null>;

/** A URI template property, compiled for one column. */
export interface Template {
  text: string; // as written: equal templates make equal IRIs
  constant?: string; // the IRI, if it is the same for all rows
  /** Alternating text and column names of a simple template: "https://example.org/link/", "a", "-", "b", "". */
  pieces?: string[];
  expand(values: Values): string;
}

/**
 * Compiles a URI template property (RFC 6570; Metadata Vocabulary, section 5.1.3). It expands the template, replaces a
 * known prefix, and resolves the result against the table's URL. `constants` are variables of the column, such as `_name`.
 * `compileTemplate('../link/{a}-{b}', 'https://example.org/data/t.csv', {}).expand({a: '1', b: '2'})` is
 * "https://example.org/link/1-2".
 */
export function compileTemplate(text: string, base: string, constants: Values): Template {
  const names = variablesOf(text);
  const whole = compileWhole(text);
  if (names.every((name) => Object.hasOwn(constants, name))) {
    const constant = resolveIri(whole.expand(constants), base);
    return { text, constant, pieces: [constant], expand: () => constant };
  }
  if (!names.some((name) => Object.hasOwn(constants, name))) {
    const pieces = simplePieces(text, base);
    if (pieces) return { text, pieces, expand: (values) => fill(pieces, values) };
  }
  const known = Object.keys(constants).length > 0;
  const seen = (values: Values): Values => (known ? Object.assign(Object.create(values), constants) : values);
  return { text, expand: (values) => resolveIri(whole.expand(seen(values)), base) };
}

/**
 * Compiles any template. It cuts values for prefixes such as {a:1} itself, because the library counts UTF-16 units instead
 * of characters (RFC 6570, section 2.4.1).
 */
function compileWhole(text: string): { expand(values: Values): string } {
  if (!/:\d+[,}]/.test(text)) return parseTemplate(text);
  const parts = text.split(/(\{[^}]*\})/).map((part) => {
    if (!part.startsWith('{')) return () => part;
    const template = parseTemplate(part.replace(/:\d+/g, ''));
    const cuts = [...part.matchAll(/([\w.%]+):(\d+)/g)];
    return (values: Values): string => {
      const cut: Values = Object.create(values);
      for (const [, name = '', length] of cuts) {
        const value = values[name];
        if (typeof value === 'string') cut[name] = [...value].slice(0, Number(length)).join('');
      }
      return template.expand(cut);
    };
  });
  return { expand: (values) => parts.map((expand) => expand(values)).join('') };
}

/**
 * Splits a template with only {name} expressions, after a folder. Because they encode slashes in values, the folder needs to
 * be resolved only once. "x{y}" and "{y}" have no folder.
 */
function simplePieces(text: string, base: string): string[] | undefined {
  if (!/^[^{}]*(\{\w+\}[^{}]*)+$/.test(text)) return undefined;
  const before = text.slice(0, text.indexOf('{'));
  const isFragment = before.includes('#');
  const folder = isFragment ? before : before.slice(0, before.lastIndexOf('/') + 1);
  if (folder === '' || !URL.canParse(expandPrefix(folder), base)) return undefined;
  if (!isFragment && /[?]|(^|\/)\.\.?(\/|$)/.test(text.slice(folder.length).replace(/\{\w+\}/g, ''))) return undefined;
  const pieces = text.slice(folder.length).split(/\{(\w+)\}/);
  pieces[0] = resolveIri(folder, base) + pieces[0];
  return pieces;
}

/** Returns how the IRIs of a simple template begin, before its first variable, if that is `name`. */
export function simpleStart(text: string, name: string, base: string): string | undefined {
  const pieces = simplePieces(text, base);
  return pieces?.[1] === name ? pieces[0] : undefined;
}

/** Returns the IRI of a template without variables. */
export const constantIri = (template: string | undefined, base: string): string | undefined =>
  template === undefined ? undefined : compileTemplate(template, base, {}).constant;

function fill(pieces: string[], values: Values): string {
  let iri = pieces[0] as string;
  for (let i = 1; i < pieces.length; i += 2) {
    const value = values[pieces[i] as string];
    iri += (typeof value === 'string' ? encode(value) : (value ?? []).map(encode).join(',')) + pieces[i + 1];
  }
  return iri;
}

/** Escapes all but unreserved characters (simple expansion: RFC 6570, section 3.2.2). */
const encode = (value: string): string =>
  /^[\w.~-]*$/.test(value) ? value : encodeURIComponent(value).replace(/[!'()*]/g, percentEscape);

function resolveIri(reference: string, base: string): string {
  const expanded = expandPrefix(reference);
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(expanded)) return expanded; // an absolute IRI is not normalised
  return URL.canParse(expanded, base) ? new URL(expanded, base).href : expanded;
}

const expression = /\{[+#./;?&]?([\w.%]+(?:\*|:\d+)?(?:,[\w.%]+(?:\*|:\d+)?)*)\}/g;

/** Returns what is wrong with a URI template (RFC 6570, section 2). */
export function templateFault(template: string): string | undefined {
  const literal = template.replace(expression, '');
  const bad = /[\s<>"{}|\\^`]/.exec(literal)?.[0];
  return bad === undefined ? undefined : `Invalid character ${JSON.stringify(bad)} in the template "${template}"`;
}

/** Returns the variables of a template: `variablesOf('../link/{a}-{b}')` is ["a", "b"]. */
export const variablesOf = (template: string): string[] =>
  [...template.matchAll(expression)].flatMap(([, names = '']) =>
    names.split(',').map((name) => name.replace(/\*$|:\d+$/, '')),
  );

const unreserved = new Uint8Array(256);
for (const character of 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~')
  unreserved[character.charCodeAt(0)] = 1;

const hex = utf8('0123456789ABCDEF');
const percent = '%'.charCodeAt(0);

/** True if simple expansion does not change the bytes (RFC 6570, section 3.2.2). */
export function isUnreserved(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (unreserved[bytes[at] as number] === 0) return false;
  return true;
}

/** Writes the simple expansion of UTF-8 bytes: "15+" is "15%2B". It is up to 3 times as long. Returns its end. */
export function percentEncode(bytes: Uint8Array, from: number, to: number, target: Uint8Array, start: number): number {
  let end = start;
  for (let at = from; at < to; at++) {
    const byte = bytes[at] as number;
    if (unreserved[byte] === 1) {
      target[end++] = byte;
      continue;
    }
    target[end++] = percent;
    target[end++] = hex[byte >> 4] as number;
    target[end++] = hex[byte & 15] as number;
  }
  return end;
}
