import type { Roles } from '../roles/roles.js';
import { nearestLanguage } from '../text/languages.js';
import { addToSet } from '../text/order.js';
import type { CodeHolder, FormerHolder } from './changes.js';
import { fromBytes, type LineBlocks, type Side, toBytes } from './compared.js';
import { languageOf, nameProperties, readStatements, readValue, terms } from './statements.js';

/** Queries about resources that did not change. */

/** Returns the former owners of reassigned codes, according to the newer side. */
export function lookUpFormerHolders(to: Side, gained: CodeHolder[], { parts }: Roles): FormerHolder[] {
  const given = new Set(gained.map(({ code }) => code));
  const codes = new Map<string, Set<string>>(); // by owner
  if (given.size > 0)
    for (const { subject, value } of search(to.blocks(), parts.FormerCode))
      if (given.has(value.value)) addToSet(codes, subject, value.value);
  const schemes = new Map<string, Set<string>>();
  if (codes.size > 0)
    for (const { subject, value } of search(to.blocks(), [terms.inScheme]))
      if (codes.has(subject)) addToSet(schemes, subject, value.value);
  return [...codes].flatMap(([subject, all]) =>
    [...all].map((code) => ({ subject, code, scheme: [...(schemes.get(subject) ?? [])].join(' ') })),
  );
}

/** Finds the successors of some resources, and their successors in turn. Reads the newer side once per step. */
export function lookUpSuccessions(to: Side, wanted: Set<string>, { parts, properties }: Roles) {
  const [forward, back] = [parts.Successor, parts.Successor.flatMap((one) => properties.get(one)?.inverses ?? [])];
  if (forward.includes(terms.isReplacedBy)) back.push(terms.replaces);
  const ways = [...new Set([...forward, ...back])];
  const direct = new Map<string, Set<string>>();
  for (let open = wanted; open.size > 0; ) {
    const next = new Set<string>();
    for (const { subject, property, value } of search(to.blocks(), ways)) {
      if (value.termType !== 'NamedNode') continue;
      const [old, successor] = forward.includes(property) ? [subject, value.value] : [value.value, subject];
      if (!open.has(old) || old === successor) continue;
      addToSet(direct, old, successor);
      next.add(successor);
    }
    open = new Set([...next].filter((one) => !direct.has(one)));
  }
  return {
    /** Returns the final successors of a resource: C in "A → B → C". */
    lastOf(iri: string): string[] {
      const last = reachable(iri, direct).filter((one) => !direct.has(one));
      return last.length > 0 ? last : [...(direct.get(iri) ?? [])]; // they replace each other
    },
    comesAfter: (next: string, old: string): boolean => reachable(old, direct).includes(next),
  };
}

/** Successors of resources, over any number of steps. */
export type Successions = ReturnType<typeof lookUpSuccessions>;

/** Returns all successors of a resource, without the resource itself. */
function reachable(from: string, direct: Map<string, Set<string>>): string[] {
  const seen = new Set([from]);
  for (const one of seen) for (const next of direct.get(one) ?? []) seen.add(next); // also visits newly added successors
  seen.delete(from);
  return [...seen];
}

/** Finds statements with some properties without parsing the others. */
function* search(blocks: LineBlocks, properties: readonly string[]) {
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

/** Names of resources on a side, and its version. */
export interface Called {
  names: Map<string, string>;
  version?: string;
}

/** Finds the names of some resources in the first of `languages` that has one, and the first version. */
export function lookUpNames(blocks: LineBlocks, wanted: Set<string>, languages: readonly string[]): Called {
  const found: Called = { names: new Map() };
  const heads = [...wanted].map((iri) => toBytes(`<${iri}> `)).sort();
  let next = 0;
  let rest = ''; // the last subject of the previous block, which can continue
  for (const block of blocks) {
    const text = rest + block;
    const last = text.slice(text.lastIndexOf('\n', text.length - 2) + 1);
    rest = '';
    if (found.version === undefined)
      for (const { value } of searchOne(block, terms.versionInfo)) found.version ??= value.value;
    for (; next < heads.length && (heads[next] as string) <= last; next++) {
      const head = heads[next] as string;
      const lines = linesFrom(text, head);
      const name = nameIn(lines, languages);
      if (name !== undefined) found.names.set(fromBytes(head.slice(1, -2)), name);
      if (!last.startsWith(head)) continue;
      rest = `${lines.join('\n')}\n`;
      break;
    }
  }
  return found;
}

/** Returns the lines with this head in a sorted text, by binary search. */
function linesFrom(text: string, head: string): string[] {
  let [low, high] = [0, text.length]; // range of the start of the first line
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

/** Prefers kinds of names, then languages. A name without a language is as good as one in the first language. */
function nameIn(lines: string[], languages: readonly string[]): string | undefined {
  let [name, rank] = [undefined as string | undefined, Number.POSITIVE_INFINITY];
  const placeOf = (tag: string): number => {
    const nearest = nearestLanguage(tag, languages);
    return tag === '' ? 0 : nearest === undefined ? languages.length : languages.indexOf(nearest);
  };
  for (const { property, value } of readStatements(lines) ?? []) {
    const kind = nameProperties.indexOf(property);
    if (kind < 0) continue;
    const read = readValue(value);
    const own = kind * (languages.length + 1) + placeOf(languageOf(read));
    if (own < rank) [name, rank] = [read.value, own];
  }
  return name;
}
