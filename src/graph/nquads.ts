import type { Quad, Term } from 'n3';
import { compareCodePoints } from '../order.js';

/** Canonical N-Quads (RDF Dataset Canonicalization, section 4.2): one form for each term, so that text can be compared. */

const escapes: Record<string, string> = { '\b': '\\b', '\t': '\\t', '\n': '\\n', '\f': '\\f', '\r': '\\r', '"': '\\"', '\\': '\\\\' };
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that canonical N-Quads escapes
const escaped = /[\u0000-\u001f"\\\u007f]/g;
const hasEscaped = new RegExp(escaped.source);

const escape = (character: string): string =>
  escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

function term(value: Term): string {
  if (value.termType === 'NamedNode') return `<${value.value}>`;
  if (value.termType === 'BlankNode') return `_:${value.value}`;
  if (value.termType !== 'Literal') return '';
  const quoted = `"${hasEscaped.test(value.value) ? value.value.replace(escaped, escape) : value.value}"`;
  if (value.language) return `${quoted}@${value.language}`;
  const isString = value.datatype.value === 'http://www.w3.org/2001/XMLSchema#string';
  return isString ? quoted : `${quoted}^^<${value.datatype.value}>`;
}

function line({ subject, predicate, object, graph }: Quad): string {
  const triple = `${term(subject)} ${term(predicate)} ${term(object)}`;
  return graph.termType === 'DefaultGraph' ? `${triple} .\n` : `${triple} ${term(graph)} .\n`;
}

export const toNQuads = (quads: Iterable<Quad>): string => Array.from(quads, line).join('');

/** A graph in canonical order: quads and their lines side by side, sorted by code points, without duplicates. */
export interface Ordered {
  quads: Quad[];
  lines: string[];
}

export function canonicalOrder(quads: Quad[]): Ordered {
  const keyed = new Map(quads.map((quad) => [line(quad), quad]));
  const lines = [...keyed.keys()].sort(compareCodePoints);
  return { lines, quads: lines.map((text) => keyed.get(text) as Quad) };
}
