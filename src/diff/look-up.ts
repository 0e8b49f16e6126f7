import { addToSet } from '../text/order.js';
import type { CodeHolder, FormerHolder } from './changes.js';
import { fromBytes, type LineBlocks, type Side, toBytes } from './compared.js';
import { languageOf, nameProperties, readStatements, readValue, terms } from './statements.js';

/** What must be known of things that did not change. */

/** Who had the codes that were given to others, as the newer side says. */
export function lookUpFormerHolders(to: Side, gained: CodeHolder[]): FormerHolder[] {
  const given = new Set(gained.map(({ code }) => code));
  const codes = new Map<string, Set<string>>(); // by who had them
  if (given.size > 0)
    for (const { subject, value } of search(to.blocks(), [terms.formerNumber]))
      if (given.has(value.value)) addToSet(codes, subject, value.value);
  const schemes = new Map<string, Set<string>>();
  if (codes.size > 0)
    for (const { subject, value } of search(to.blocks(), [terms.inScheme]))
      if (codes.has(subject)) addToSet(schemes, subject, value.value);
  return [...codes].flatMap(([subject, all]) =>
    [...all].map((code) => ({ subject, code, scheme: [...(schemes.get(subject) ?? [])].join(' ') })),
  );
}

/** What the newer side says of the successors of some things, and of theirs: it is read once for each step of a chain. */
export function lookUpSuccessions(to: Side, wanted: Set<string>) {
  const direct = new Map<string, Set<string>>();
  for (let open = wanted; open.size > 0; ) {
    const next = new Set<string>();
    for (const { subject, property, value } of search(to.blocks(), [terms.isReplacedBy, terms.replaces])) {
      if (value.termType !== 'NamedNode') continue;
      const [old, successor] = property === terms.isReplacedBy ? [subject, value.value] : [value.value, subject];
      if (!open.has(old) || old === successor) continue;
      addToSet(direct, old, successor);
      next.add(successor);
    }
    open = new Set([...next].filter((one) => !direct.has(one)));
  }
  return {
    /** Where a user of a thing goes now: the ends of its chains, "A → B → C" is C. */
    lastOf(iri: string): string[] {
      const last = reachable(iri, direct).filter((one) => !direct.has(one));
      return last.length > 0 ? last : [...(direct.get(iri) ?? [])]; // they take each other's place
    },
    comesAfter: (next: string, old: string): boolean => reachable(old, direct).includes(next),
  };
}

/** Who takes whose place, by however many steps. */
export type Successions = ReturnType<typeof lookUpSuccessions>;

/** All that comes after a thing, itself left out. */
function reachable(from: string, direct: Map<string, Set<string>>): string[] {
  const seen = new Set([from]);
  for (const one of seen) for (const next of direct.get(one) ?? []) seen.add(next); // what is added is visited too
  seen.delete(from);
  return [...seen];
}

/** Statements with one of these properties, found without looking at the others. */
function* search(blocks: LineBlocks, properties: string[]) {
  for (const text of blocks) for (const property of properties) yield* searchOne(text, property);
}

function* searchOne(text: string, property: string) {
  const pattern = ` <${property}> `;
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + 1)) {
    const start = text.lastIndexOf('\n', at) + 1;
    const [found] = readStatements([text.slice(start, text.indexOf('\n', at))]) ?? [];
    if (found?.property === property)
      yield { subject: fromBytes(text.slice(start + 1, at - 1)), property, value: readValue(found.value) };
  }
}

/** What a side calls things, in English where it can be, and which version it says it has. */
export interface Called {
  names: Map<string, string>;
  version?: string;
}

/** The names of the things that are wanted, and the first version that is said of anything. */
export function lookUpNames(blocks: LineBlocks, wanted: Set<string>): Called {
  const found: Called = { names: new Map() };
  const heads = [...wanted].map((iri) => toBytes(`<${iri}> `)).sort();
  let next = 0;
  let rest = ''; // the last subject of the block before, which may go on
  for (const block of blocks) {
    const text = rest + block;
    const last = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
    rest = '';
    if (found.version === undefined)
      for (const { value } of searchOne(block, terms.versionInfo)) found.version ??= value.value;
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
    const kind = nameProperties.indexOf(property);
    if (kind < 0) continue;
    const read = readValue(value);
    const own = 2 * kind + (['en', ''].includes(languageOf(read)) ? 0 : 1);
    if (own < rank) [name, rank] = [read.value, own];
  }
  return name;
}
