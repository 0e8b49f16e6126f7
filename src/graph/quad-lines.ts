import { DataFactory, type Quad, type Term } from 'n3';
import { readLine, readTerm, termText } from '../rdf/nquads.js';
import { type JsonTerm, toTerm } from '../rdf/terms.js';
import { groupBy, sortCodePoints } from '../text/order.js';

/** Statements and their N-Quads lines, in the same order. */
export interface Lines {
  quads: Quad[];
  lines: string[];
}

/** Writes the line of each quad. Caches the text of predicates and of consecutive equal subjects and graphs. */
function linesOf(quads: Iterable<Quad>, hasGraph = true): string[] {
  const predicates = new Map<string, string>();
  const lines: string[] = [];
  let last: Quad | undefined;
  let [subjectText, graphText] = ['', ''];
  for (const quad of quads) {
    if (quad.subject !== last?.subject) subjectText = termText(quad.subject);
    if (hasGraph && quad.graph !== last?.graph) graphText = termText(quad.graph);
    last = quad;
    const { value } = quad.predicate;
    const predicateText = predicates.get(value) ?? termText(quad.predicate);
    predicates.set(value, predicateText);
    const triple = `${subjectText} ${predicateText} ${termText(quad.object)}`;
    lines.push(graphText === '' ? `${triple} .\n` : `${triple} ${graphText} .\n`);
  }
  return lines;
}

/** Writes quads as N-Quads, in their order. */
export const toNQuads = (quads: Iterable<Quad>): string => linesOf(quads).join('');

/** Writes quads as N-Triples, in their order. */
export const toNTriples = (quads: Iterable<Quad>): string => linesOf(quads, false).join('');

/**
 * Groups statements by subject, in canonical order (by code point of their lines) and without duplicates. Each group
 * can be sorted separately, because no subject is a prefix of another one.
 */
export function* bySubject(quads: Iterable<Quad>): Generator<Lines> {
  const subjects = groupBy(quads, ({ subject }) => subject.id);
  // Sorts by the written term: "<…/a> " comes after "<…/a/b> ", although "…/a" comes before "…/a/b".
  const byText = new Map(Array.from(subjects.values(), (own) => [`${termText((own[0] as Quad).subject)} `, own]));
  for (const text of sortCodePoints([...byText.keys()])) yield sorted(byText.get(text) as Quad[]);
}

function sorted(quads: Quad[]): Lines {
  const byLine = new Map(linesOf(quads).map((line, i) => [line, quads[i] as Quad]));
  const lines = sortCodePoints([...byLine.keys()]);
  return { quads: lines.map((line) => byLine.get(line) as Quad), lines };
}

/** Sorts quads in canonical order, and removes duplicates. */
export const canonicalOrder = (quads: Iterable<Quad>): Quad[] => [...bySubject(quads)].flatMap((one) => one.quads);

const mostKnown = 50_000; // terms

/**
 * Reads N-Quads or N-Triples that we or the engine wrote. Several times faster than a general parser. Statements without
 * a graph go into `defaultGraph`.
 */
export function readQuads(text: string, defaultGraph: Quad['graph'] = DataFactory.defaultGraph()): Quad[] {
  const known = new Map<string, Term>(); // most IRIs occur often
  // A part of a string keeps the whole string in memory, so that each term has its own text.
  const termOf = <T extends Term>(term: string): T => toTerm(readTerm(` ${term}`.slice(1)) as JsonTerm) as T;
  const knownTerm = <T extends Term>(term: string): T => {
    const before = known.get(term);
    if (before) return before as T;
    const made = termOf<T>(term);
    if (known.size < mostKnown) known.set(` ${term}`.slice(1), made);
    return made;
  };
  const objectOf = (term: string): Quad['object'] => (term.startsWith('<') ? knownTerm(term) : termOf(term));
  const quads: Quad[] = [];
  let [subjectText, subject] = ['', undefined as Quad['subject'] | undefined];
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = text.indexOf('\n', start);
    if (end < 0) end = text.length;
    const found = readLine(text.slice(start, end));
    if (!found) throw new Error(`not a statement: ${text.slice(start, end)}`);
    if (!subject || found.subject !== subjectText) subject = termOf<Quad['subject']>(found.subject);
    subjectText = found.subject;
    const predicate = knownTerm<Quad['predicate']>(found.predicate);
    const graph = found.graph === '' ? defaultGraph : knownTerm<Quad['graph']>(found.graph);
    quads.push(DataFactory.quad(subject, predicate, objectOf(found.object), graph));
  }
  return quads;
}
