import { readLine, readTerm, termText } from '../../rdf/nquads.js';
import { toTerm } from '../../rdf/terms.js';

/** One statement of an N-Quads file, as text that may stand in Turtle and in SPARQL; however a file spells it, it is the same text. */
export interface Statement {
  triple: string; // "<s> <p> "o"@en ."
  graph: string; // the graph's IRI; "" is the default graph
}

/**
 * Reads a line of N-Quads; undefined where it is empty or a comment, and words for what is wrong with it. A line that is no
 * statement must not pass: it would end up as a part of a SPARQL update.
 */
export function readStatement(line: string): Statement | string | undefined {
  const found = readLine(line);
  if (!found) return /^[ \t]*(#.*)?$/.test(line) ? undefined : faultOf(line);
  const { subject, predicate, object, graph } = found;
  if ([subject, object, graph].some((text) => text.startsWith('_:'))) return faultOf(line);
  const terms = [subject, predicate, object, graph].map((text) => (isPlain(text) ? text : respelled(text)));
  const [s, p, o, g] = terms;
  if (s === undefined || p === undefined || o === undefined || g === undefined)
    return 'it has an escape for a character that must not stand there';
  return { triple: `${s} ${p} ${o} .`, graph: g.slice(1, -1) };
}

const faultOf = (line: string): string =>
  /(^|\s)_:/.test(line.replace(/"(?:[^"\\]|\\.)*"/g, ''))
    ? 'it has a blank node: statements go in parts, and the node would be another one in each'
    : 'it is no statement of N-Quads';

/** Whether the canonical spelling of a term is sure to be the same. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are escaped in the canonical spelling
const isPlain = (text: string): boolean => !/[\\\u0000-\u001f\u007f]|XMLSchema#string>$/.test(text);

/** A term in its canonical spelling; undefined when it cannot be one of RDF. */
function respelled(text: string): string | undefined {
  const term = readTerm(text);
  if (!term || [term.type === 'uri' ? term.value : '', term.datatype ?? ''].some(isBroken)) return undefined;
  return termText(toTerm(term)).replace(/\\\\([uU])|\\./g, hideEscape);
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not stand in an IRI
const isBroken = (iri: string): boolean => /[\u0000-\u0020<>"{}|^`\\]/.test(iri);

/**
 * SPARQL takes \uXXXX for the character itself before it reads anything else (section 19.2), N-Triples does not: no backslash
 * is left before a "u" that it does not belong to.
 */
const hideEscape = (sequence: string, letter: string | undefined): string =>
  letter === undefined ? sequence : `\\\\\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
