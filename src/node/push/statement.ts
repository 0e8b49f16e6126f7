/** One statement of an N-Quads file, as text that may stand in Turtle and in SPARQL. */
export interface Statement {
  triple: string; // "<s> <p> "o"@en ."
  graph: string; // the graph's IRI; "" is the default graph
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they must not stand in an IRI
const iri = /<([A-Za-z][A-Za-z0-9+.-]*:(?:[^\u0000-\u0020<>"{}|^`\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*)>/;
const text = /"(?:[^"\\\n\r]|\\[tbnrf"'\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8})*"/;
const language = /@[A-Za-z]+(?:-[A-Za-z0-9]+)*/;
const literal = `${text.source}(?:\\^\\^${iri.source}|${language.source})?`;
const line = new RegExp(
  `^[ \\t]*${iri.source}[ \\t]*${iri.source}[ \\t]*(${iri.source}|${literal})[ \\t]*(?:${iri.source})?[ \\t]*\\.[ \\t]*(?:#.*)?$`,
);

/**
 * Reads a line of N-Quads (RDF 1.1 N-Quads, section 4); undefined where it is empty or a comment, and words for what is
 * wrong with it. A line that is no statement must not pass: it would end up as a part of a SPARQL update.
 */
export function readStatement(given: string): Statement | string | undefined {
  const found = line.exec(given);
  if (!found) return /^[ \t]*(#.*)?$/.test(given) ? undefined : faultOf(given);
  const [, subject = '', predicate = '', object = '', , , graph = ''] = found;
  if (!given.includes('\\')) return { triple: `<${subject}> <${predicate}> ${object} .`, graph };
  const terms = [`<${subject}>`, `<${predicate}>`, object, `<${graph}>`].map(plainTerm);
  const [s, p, o, g] = terms;
  if (s === undefined || p === undefined || o === undefined || g === undefined)
    return 'it has an escape for a character that must not stand there';
  return { triple: `${s} ${p} ${o} .`, graph: g.slice(1, -1) };
}

const faultOf = (given: string): string =>
  /(^|\s)_:/.test(given.replace(new RegExp(text.source, 'g'), ''))
    ? 'it has a blank node: statements go in parts, and the node would be another one in each'
    : 'it is no statement of N-Quads';

/**
 * SPARQL takes \uXXXX for the character itself before it reads anything else (section 19.2), N-Triples does not: what could
 * end a text is written another way, and no backslash is left before a "u" that it does not belong to.
 */
function plainTerm(term: string): string | undefined {
  if (!term.includes('\\')) return term;
  const quote = term.startsWith('<') ? -1 : term.lastIndexOf('"');
  const inText = quote < 0 ? '' : rewriteText(term.slice(0, quote + 1));
  const inIri = rewriteIri(term.slice(quote + 1));
  return inText === undefined || inIri === undefined ? undefined : inText + inIri;
}

const shorthands: Record<number, string> = { 10: '\\n', 13: '\\r', 34: '\\"', 92: '\\\\' };
const isSurrogate = (code: number): boolean => code >= 0xd800 && code <= 0xdfff;

function rewriteText(quoted: string): string | undefined {
  let isBroken = false;
  const rewritten = quoted.replace(
    /\\\\([uU])|\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\./g,
    (whole, letter: string | undefined, four: string | undefined, eight: string | undefined) => {
      if (letter !== undefined) return letter === 'u' ? '\\\\\\u0075' : '\\\\\\u0055';
      const hex = four ?? eight;
      if (hex === undefined) return whole;
      const code = Number.parseInt(hex, 16);
      if (isSurrogate(code) || code > 0x10ffff) isBroken = true;
      return shorthands[code] ?? whole;
    },
  );
  return isBroken ? undefined : rewritten;
}

function rewriteIri(term: string): string | undefined {
  let isBroken = false;
  const rewritten = term.replace(/\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))/g, (_, four?: string, eight?: string) => {
    const code = Number.parseInt((four ?? eight) as string, 16);
    const character = code > 0x10ffff || isSurrogate(code) ? ' ' : String.fromCodePoint(code);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not stand in an IRI
    if (/[\u0000-\u0020<>"{}|^`\\]/.test(character)) isBroken = true;
    return character;
  });
  return isBroken ? undefined : rewritten;
}
