import type { CodeMemory } from './codes.js';
import type { Findings } from './findings.js';
import { fromBytes, type Pieces, toBytes } from './pieces.js';
import { readStatements } from './statement.js';
import { languageOf, readValue } from './values.js';
import { formerNumber, isReplacedBy, names, replaces, versionInfo } from './vocabulary.js';

/** What must be known of things that did not change. */

/** Who had the codes that were given away, and who takes whose place, as the newer side says. */
export function lookUpCodes(pieces: Pieces, { codes, removed }: Findings): CodeMemory {
  const memory: CodeMemory = { formerHolders: new Map(), successions: new Set() };
  if (codes.gained.length + removed.length === 0) return memory;
  const given = new Set(codes.gained.map(({ code }) => code));
  const concerned = new Set([...codes.gained, ...removed.map(({ change }) => change)].map(({ subject }) => subject));
  const succeed = (old: string, next: string): void => {
    if (concerned.has(old) || concerned.has(next)) memory.successions.add(`${old} ${next}`);
  };
  for (const { subject, property, value } of search(pieces, [isReplacedBy, replaces, formerNumber])) {
    if (property === isReplacedBy) succeed(subject, value);
    else if (property === replaces) succeed(value, subject);
    else if (given.has(value)) memory.formerHolders.set(value, [...(memory.formerHolders.get(value) ?? []), subject]);
  }
  return memory;
}

/** Statements with one of these properties, found without looking at the others. */
function* search(
  pieces: Pieces,
  properties: string[],
): Generator<{ subject: string; property: string; value: string }> {
  for (const text of pieces) for (const property of properties) yield* searchOne(text, property);
}

function* searchOne(text: string, property: string): Generator<{ subject: string; property: string; value: string }> {
  const pattern = ` <${property}> `;
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    const start = text.lastIndexOf('\n', at) + 1;
    const [said] = readStatements([text.slice(start, text.indexOf('\n', at))]) ?? [];
    if (said?.property === property)
      yield { subject: fromBytes(text.slice(start + 1, at - 1)), property, value: readValue(said.value).value };
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
    if (found.version === undefined) for (const { value } of searchOne(piece, versionInfo)) found.version ??= value;
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
