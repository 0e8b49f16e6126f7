import type { Term } from 'n3';
import type { JsonTerm } from './terms.js';

/** N-Triples and N-Quads: reads any spelling, writes canonical lines (RDF Dataset Canonicalization, section 4.2). */

/** Characters by their escape letters. */
const letters: Record<string, string> = { '"': '"', '\\': '\\', n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' };

const shortEscapes = new Map(Object.entries(letters).map(([letter, character]) => [character, `\\${letter}`]));

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters must be escaped
const escaped = /["\\\u0000-\u001f\u007f]/g;

const hasEscaped = new RegExp(escaped.source); // most texts need no escapes

const toEscape = (character: string): string =>
  shortEscapes.get(character) ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** Escapes the text of a literal. */
export const escapeLiteral = (text: string): string => (hasEscaped.test(text) ? text.replace(escaped, toEscape) : text);

export const xsdString = 'http://www.w3.org/2001/XMLSchema#string';

/** Returns the language or datatype after the quotes of a literal. It is empty for plain text. */
export function typeSuffix(type: string | Pick<Term, 'value'>): string {
  if (typeof type === 'string') return `@${type}`;
  return type.value === xsdString ? '' : `^^<${type.value}>`;
}

/** Writes a term in N-Quads. The default graph is empty. */
export function termText(term: Term): string {
  if (term.termType === 'NamedNode') return `<${term.value}>`;
  if (term.termType === 'BlankNode') return `_:${term.value}`;
  if (term.termType !== 'Literal') return '';
  return `"${escapeLiteral(term.value)}"${typeSuffix(term.language === '' ? term.datatype : term.language)}`;
}

/** Writes a statement as an N-Quads line (RDF 1.1 N-Quads, section 2). */
export function lineOf(subject: Term, predicate: Term, object: Term, graph: Term | undefined): string {
  const triple = `${termText(subject)} ${termText(predicate)} ${termText(object)}`;
  const name = graph ? termText(graph) : '';
  return name === '' ? `${triple} .\n` : `${triple} ${name} .\n`;
}

const canonicalIri = String.raw`<[^\0-\x20<>"{}|^\x60\\\x7f]*>`;
const canonicalText = String.raw`"[^"\\\0-\x1f\x7f]*(?:\\(?:["\\nrtbf]|u00(?:0[0-7BEF]|1[0-9A-F]|7F))[^"\\\0-\x1f\x7f]*)*"`;
const canonicalSuffix = String.raw`(?:@[a-z]+(?:-[a-z0-9]+)*|\^\^(?!<http://www\.w3\.org/2001/XMLSchema#string>)${canonicalIri})?`;

/** A canonical line without blank nodes and line end, in bytes or characters. Captures property, value and graph. */
export const canonicalLine = new RegExp(
  `^${canonicalIri} <([^>]*)> (${canonicalIri}|${canonicalText}${canonicalSuffix})(?: (${canonicalIri}))? \\.$`,
);

const codePoint = String.raw`\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}`;
const iriRef = String.raw`<[A-Za-z][A-Za-z0-9+.-]*:(?:[^\0-\x20<>"{}|^\x60\\]|${codePoint})*>`;
const blankNode = String.raw`_:[^\s.<>"]+(?:\.+[^\s.<>"]+)*`;
const literal = String.raw`"(?:[^"\\\n\r]|\\[tbnrf"'\\]|${codePoint})*"(?:\^\^${iriRef}|@[A-Za-z]+(?:-[A-Za-z0-9]+)*)?`;
const space = String.raw`[ \t]*`;
const anyLine = new RegExp(
  `^${space}(${iriRef}|${blankNode})${space}(${iriRef})${space}(${iriRef}|${blankNode}|${literal})${space}(${iriRef}|${blankNode})?${space}\\.${space}(?:#.*)?$`,
);

/** Terms of a statement as written in its line: "<http://…>", "\"…\"@en", "_:b0". */
export interface LineTerms {
  subject: string;
  predicate: string;
  object: string;
  graph: string; // "" is the default graph
}

/**
 * Reads a line of N-Triples or N-Quads in any spelling (RDF 1.1 N-Quads, section 4). Undefined if it is not a
 * statement.
 */
export function readLine(line: string): LineTerms | undefined {
  const [, subject, predicate, object, graph = ''] = anyLine.exec(line) ?? [];
  if (subject === undefined || predicate === undefined || object === undefined) return undefined;
  return { subject, predicate, object, graph };
}

/** Reads a term of a line. Undefined if an escape is not a valid character. */
export function readTerm(text: string): JsonTerm | undefined {
  if (text.startsWith('_:')) return { type: 'bnode', value: text.slice(2) };
  if (text.startsWith('<')) {
    const value = unescaped(text.slice(1, -1));
    return value === undefined ? undefined : { type: 'uri', value };
  }
  const end = text.lastIndexOf('"');
  const value = unescaped(text.slice(1, end));
  if (value === undefined) return undefined;
  const suffix = text.slice(end + 1);
  if (suffix.startsWith('@')) return { type: 'literal', value, 'xml:lang': suffix.slice(1) };
  if (suffix === '') return { type: 'literal', value };
  const datatype = readTerm(suffix.slice('^^'.length));
  return datatype && { type: 'literal', value, datatype: datatype.value };
}

/** Resolves escapes. Undefined if one is a surrogate or beyond Unicode. */
function unescaped(text: string): string | undefined {
  if (!text.includes('\\')) return text;
  let isBroken = false;
  const plain = text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, letter) => {
    if (letter !== undefined) return letters[letter] ?? letter;
    const code = Number.parseInt(short ?? long, 16);
    if (code <= 0x10ffff && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
    isBroken = true;
    return '';
  });
  return isBroken ? undefined : plain;
}
