import { DataFactory, type Quad, type Term } from 'n3';
import { sortCodePoints } from '../order.js';

/** Canonical N-Quads (RDF Dataset Canonicalization, section 4.2): one form for each term, so that text can be compared. */

const escapes: Record<string, string> = {
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};
// biome-ignore lint/suspicious/noControlCharactersInRegex: the characters that canonical N-Quads escapes
const escaped = /[\u0000-\u001f"\\\u007f]/g;
const hasEscaped = new RegExp(escaped.source);

const toEscape = (character: string): string =>
  escapes[character] ?? `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;

function term(value: Term): string {
  if (value.termType === 'NamedNode') return `<${value.value}>`;
  if (value.termType === 'BlankNode') return `_:${value.value}`;
  if (value.termType !== 'Literal') return '';
  const quoted = `"${hasEscaped.test(value.value) ? value.value.replace(escaped, toEscape) : value.value}"`;
  if (value.language) return `${quoted}@${value.language}`;
  const isString = value.datatype.value === 'http://www.w3.org/2001/XMLSchema#string';
  return isString ? quoted : `${quoted}^^<${value.datatype.value}>`;
}

function line({ subject, predicate, object, graph }: Quad): string {
  const triple = `${term(subject)} ${term(predicate)} ${term(object)}`;
  return graph.termType === 'DefaultGraph' ? `${triple} .\n` : `${triple} ${term(graph)} .\n`;
}

export const toNQuads = (quads: Iterable<Quad>): string => Array.from(quads, line).join('');

/**
 * Quads in canonical order, without duplicates: sorted by the code points of their lines. Subject by subject, so that
 * the lines of one are in memory and not those of all; a subject's term ends where no other term goes on.
 */
export function canonicalOrder(quads: Iterable<Quad>): Quad[] {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of quads) {
    const subject = `${term(quad.subject)} `;
    const known = bySubject.get(subject);
    if (known) known.push(quad);
    else bySubject.set(subject, [quad]);
  }
  return sortCodePoints([...bySubject.keys()]).flatMap((subject) => {
    const byLine = new Map((bySubject.get(subject) as Quad[]).map((quad) => [line(quad), quad]));
    return sortCodePoints([...byLine.keys()]).map((text) => byLine.get(text) as Quad);
  });
}

/**
 * The union of the graphs as triples. What comes in canonical order goes out in canonical order: leaving out the
 * graph's name does not change the order of lines, and the same triple of two graphs comes twice in a row.
 */
export function* unionOf(quads: Iterable<Quad>): Generator<Quad> {
  let last: Quad | undefined;
  for (const { subject, predicate, object } of quads) {
    const triple = DataFactory.quad(subject, predicate, object);
    if (!last?.equals(triple)) yield triple;
    last = triple;
  }
}
