const typeOfTexts = '^^<http://www.w3.org/2001/XMLSchema#string> .';

/**
 * One text for all ways to write a statement (RDF 1.1 N-Triples, section 4): "a"^^xsd:string is "a", and "\u0061" too.
 * It is for comparing only.
 */
export function canonical(triple: string): string {
  const text = triple.endsWith(typeOfTexts) ? `${triple.slice(0, -typeOfTexts.length)} .` : triple;
  return text.includes('\\') ? text.replace(escapes, unescaped) : text;
}

const escapes = /\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))/g;
const shorthands: Record<string, string> = { t: '\t', b: '\b', n: '\n', r: '\r', f: '\f' };

function unescaped(_: string, four: string | undefined, eight: string | undefined, letter = ''): string {
  const hex = four ?? eight;
  return hex === undefined ? (shorthands[letter] ?? letter) : String.fromCodePoint(Number.parseInt(hex, 16));
}
