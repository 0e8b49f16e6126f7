import type { NamedNode, Term } from 'n3';

/** Canonical N-Quads (RDF Dataset Canonicalization, section 4.2): one form for each term, so that text can be compared. */

const echars: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must be escaped
const escaped = /["\\\u0000-\u001f\u007f]/g;

const hasEscaped = new RegExp(escaped.source); // most texts have nothing to escape

const toEscape = (character: string): string =>
  echars[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

/** A text as it stands between the quotes of a literal. */
export const escapeLiteral = (text: string): string => (hasEscaped.test(text) ? text.replace(escaped, toEscape) : text);

const string = 'http://www.w3.org/2001/XMLSchema#string';

/** What stands after the quotes of a literal: its language or its datatype, and nothing after plain text. */
export function typeSuffix(type: string | NamedNode): string {
  if (typeof type === 'string') return `@${type}`;
  return type.value === string ? '' : `^^<${type.value}>`;
}

/** A term as N-Quads writes it; the default graph is nothing. */
export function termText(term: Term): string {
  if (term.termType === 'NamedNode') return `<${term.value}>`;
  if (term.termType === 'BlankNode') return `_:${term.value}`;
  if (term.termType !== 'Literal') return '';
  return `"${escapeLiteral(term.value)}"${typeSuffix(term.language === '' ? term.datatype : term.language)}`;
}

/** A statement as a line of N-Quads (RDF 1.1 N-Quads, section 2). */
export function lineOf(subject: Term, predicate: Term, object: Term, graph: Term | undefined): string {
  const triple = `${termText(subject)} ${termText(predicate)} ${termText(object)}`;
  const name = graph ? termText(graph) : '';
  return name === '' ? `${triple} .\n` : `${triple} ${name} .\n`;
}
