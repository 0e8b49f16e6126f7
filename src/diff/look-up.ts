import type { Value } from './change.js';
import type { CodeHolder, FormerHolder } from './findings.js';
import { fromBytes, type Pieces, toBytes } from './pieces.js';
import type { Side } from './side.js';
import { readStatements } from './statement.js';
import { languageOf, readValue } from './values.js';
import { formerNumber, inScheme, names, versionInfo } from './vocabulary.js';

/** What must be known of things that did not change. */

/** Who had the codes that were given to others, as the newer side says. */
export function lookUpFormerHolders(to: Side, gained: CodeHolder[]): FormerHolder[] {
  const given = new Set(gained.map(({ code }) => code));
  const codes = new Map<string, Set<string>>(); // by who had them
  if (given.size > 0)
    for (const { subject, value } of search(to.pieces(), [formerNumber]))
      if (given.has(value.value)) codes.set(subject, (codes.get(subject) ?? new Set()).add(value.value));
  const schemes = new Map<string, Set<string>>();
  if (codes.size > 0)
    for (const { subject, value } of search(to.pieces(), [inScheme]))
      if (codes.has(subject)) schemes.set(subject, (schemes.get(subject) ?? new Set()).add(value.value));
  return [...codes].flatMap(([subject, all]) =>
    [...all].map((code) => ({ subject, code, scheme: [...(schemes.get(subject) ?? [])].join(' ') })),
  );
}

/** A statement that was searched for. */
interface Hit {
  subject: string;
  property: string;
  value: Value;
}

/** Statements with one of these properties, found without looking at the others. */
export function* search(pieces: Pieces, properties: string[]): Generator<Hit> {
  for (const text of pieces) for (const property of properties) yield* searchOne(text, property);
}

function* searchOne(text: string, property: string): Generator<Hit> {
  const pattern = ` <${property}> `;
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    const start = text.lastIndexOf('\n', at) + 1;
    const [said] = readStatements([text.slice(start, text.indexOf('\n', at))]) ?? [];
    if (said?.property === property)
      yield { subject: fromBytes(text.slice(start + 1, at - 1)), property, value: readValue(said.value) };
  }
}

/** What a side calls things, in English where it can be, and which version it says it has. */
export interface Called {
  names: Map<string, string>;
  version?: string;
}

/** The names of the things that are wanted, and the first version that is said of anything. */
export function lookUpNames(pieces: Pieces, wanted: Set<string>): Called {
  const found: Called = { names: new Map() };
  const heads = [...wanted].map((iri) => toBytes(`<${iri}> `)).sort();
  let next = 0;
  let rest = ''; // the last subject of the piece before, which may go on
  for (const piece of pieces) {
    const text = rest + piece;
    const last = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
    rest = '';
    if (found.version === undefined)
      for (const { value } of searchOne(piece, versionInfo)) found.version ??= value.value;
    for (; next < heads.length && (heads[next] as string) <= last; next++) {
      const head = heads[next] as string;
      const lines = linesFrom(text, head);
      const name = nameIn(lines);
      if (name !== undefined) found.names.set(fromBytes(head.slice(1, -2)), name);
      if (!last.startsWith(head)) continue;
      rest = `${lines.join('\n')}\n`;
      break;
    }
  }
  return found;
}

/** The lines with this head in a sorted text. */
function linesFrom(text: string, head: string): string[] {
  let [low, high] = [0, text.length]; // the first of them begins between these
  while (low < high) {
    const middle = text.lastIndexOf('\n', ((low + high) >> 1) - 1) + 1;
    const end = text.indexOf('\n', middle) + 1;
    if (text.slice(middle, end) < head) low = end;
    else high = middle;
  }
  const lines: string[] = [];
  for (let at = low; text.startsWith(head, at); ) {
    const end = text.indexOf('\n', at);
    lines.push(text.slice(at, end));
    at = end + 1;
  }
  return lines;
}

function nameIn(lines: string[]): string | undefined {
  let [name, rank] = [undefined as string | undefined, Number.POSITIVE_INFINITY];
  for (const { property, value } of readStatements(lines) ?? []) {
    const kind = names.indexOf(property);
    if (kind < 0) continue;
    const read = readValue(value);
    const own = 2 * kind + (['en', ''].includes(languageOf(read)) ? 0 : 1);
    if (own < rank) [name, rank] = [read.value, own];
  }
  return name;
}
