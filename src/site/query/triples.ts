import type { JsonTerm, Row } from './answer.js';

const term = String.raw`<([^<>]*)>|_:(\S+)|"((?:[^"\\]|\\.)*)"(?:@([A-Za-z0-9-]+)|\^\^<([^<>]*)>)?`;

/** N-Triples as rows of three terms (RDF 1.1 N-Triples, section 2); what is no statement is left out. */
export function readTriples(text: string): Row[] {
  return text.split('\n').flatMap((line) => {
    const terms = Array.from(line.matchAll(new RegExp(term, 'g')), termOf);
    return terms.length === 3 ? [terms] : [];
  });
}

function termOf([, iri, label, value, language, datatype]: RegExpMatchArray): JsonTerm {
  if (iri !== undefined) return { type: 'uri', value: unescaped(iri) };
  if (label !== undefined) return { type: 'bnode', value: label };
  const more = language === undefined ? (datatype === undefined ? {} : { datatype }) : { 'xml:lang': language };
  return { type: 'literal', value: unescaped(value ?? ''), ...more };
}

const letters: Record<string, string> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' };

const unescaped = (text: string): string =>
  text.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g, (_, short, long, letter) =>
    letter === undefined ? String.fromCodePoint(Number.parseInt(short ?? long, 16)) : (letters[letter] ?? letter),
  );
