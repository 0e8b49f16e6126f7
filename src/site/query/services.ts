/** The parts of a query that matter here: addresses, words; strings and comments are passed over. */
const parts = /<([^<>\s]*)>|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|#[^\n]*|[?$]?[A-Za-z_][\w.-]*(?::[\w.-]*)?|:[\w.-]*/g;

/**
 * Whom a query asks besides the sources it is given: the addresses behind SERVICE. `isOpen`: one of them is a variable
 * or is written with a prefix, so that nobody can say beforehand who it is.
 */
export function servicesIn(query: string): { addresses: string[]; isOpen: boolean } {
  const words = [...query.matchAll(parts)].filter(([text]) => !/^["'#]/.test(text));
  const addresses = words.flatMap(([text], i) => {
    if (text.toUpperCase() !== 'SERVICE') return [];
    const next = words[i + 1]?.[0].toUpperCase() === 'SILENT' ? words[i + 2] : words[i + 1];
    return [next?.[1] ?? ''];
  });
  const known = addresses.filter((address) => originOf(address) !== undefined);
  return { addresses: known, isOpen: known.length < addresses.length };
}

/** Who is asked at an address: "https://query.wikidata.org"; undefined for what is no address of the web. */
export function originOf(address: string): string | undefined {
  try {
    const { protocol, origin } = new URL(address);
    return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
  } catch {
    return undefined;
  }
}
