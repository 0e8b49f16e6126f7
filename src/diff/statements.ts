import type { Literal, NamedNode } from 'n3';
import { iri, namespacesOf } from '../rdf/iri.js';
import { canonicalLine, readTerm } from '../rdf/nquads.js';
import { type JsonTerm, toTerm } from '../rdf/terms.js';
import { without } from '../text/order.js';
import { fromBytes, isUtf8, type LineBlocks } from './compared.js';

/**
 * Statements about a subject. Changes are recognized by standard terms, and links, figures and histories by the parts
 * that properties have in them (docs/roles.md), so that any vocabulary can be compared.
 */

/** IRIs of standard terms. */
export const terms = {
  type: iri('rdf:type'),
  deprecated: iri('owl:deprecated'),
  versionInfo: iri('owl:versionInfo'),
  altLabel: iri('skos:altLabel'),
  broader: iri('skos:broader'),
  notation: iri('skos:notation'),
  inScheme: iri('skos:inScheme'),
  changeNote: iri('skos:changeNote'),
  isReplacedBy: iri('dct:isReplacedBy'),
  replaces: iri('dct:replaces'),
  observation: iri('qb:Observation'),
  dataSet: iri('qb:dataSet'),
};

/** Properties for names, in order of preference. */
export const nameProperties = [iri('skos:prefLabel'), iri('dct:title'), iri('rdfs:label'), terms.altLabel];

/** Returns the prefixes in Turtle and in sentences, including the prefixes of the project. */
export const prefixesWith = (own: Readonly<Record<string, string>>): Record<string, string> => ({
  ...namespacesOf('rdf rdfs owl skos dct qb gcm'),
  ...own,
  ...namespacesOf('sdmx-attribute sdmx-dimension sdmx-measure sssom prov'),
});

export type Value = NamedNode | Literal;

/** A statement about a subject. */
export interface Statement {
  property: string;
  value: string; // in N-Triples: "<http://…>", "\"…\"@en"
}

const beyondAscii = /[\x80-\xff]/;

/**
 * Reads the lines of a subject without duplicates and without provenance, because a moved row is not a change. Returns
 * undefined if a line is not canonical.
 */
export function readStatements(lines: string[]): Statement[] | undefined {
  const statements: Statement[] = [];
  let last = '';
  for (const line of lines) {
    const [, property, value, graph] = canonicalLine.exec(line) ?? [];
    if (property === undefined || value === undefined) return undefined;
    if (beyondAscii.test(line) && !isUtf8(line)) return undefined;
    const statement = `${property} ${value}`; // equal statements of two graphs are adjacent
    if (statement !== last && !graph?.endsWith('/graph/provenance>'))
      statements.push({ property: propertyOf(property), value: fromBytes(value) });
    last = statement;
  }
  return statements;
}

const properties = new Map<string, string>(); // few properties, each repeated millions of times

function propertyOf(bytes: string): string {
  const known = properties.get(bytes);
  if (known !== undefined) return known;
  const property = fromBytes(bytes);
  if (properties.size < 10_000 && !beyondAscii.test(bytes)) properties.set(property, property);
  return property;
}

/** Parses a canonical N-Triples value. */
export const readValue = (text: string): Value => toTerm(readTerm(text) as JsonTerm) as Value;

/** Returns the values of the first property that has any, in the order of their lines. */
export function valuesOf(statements: Statement[], ...properties: readonly string[]): Value[] {
  const used = properties.find((property) => says(statements, property));
  return statements.filter(({ property }) => property === used).map(({ value }) => readValue(value));
}

/** Returns the values of the first property that has any, if they are IRIs. */
export const irisOf = (statements: Statement[], ...properties: readonly string[]): string[] =>
  valuesOf(statements, ...properties).flatMap(({ termType, value }) => (termType === 'NamedNode' ? [value] : []));

/** Returns the first value as text. */
export const textOf = (statements: Statement[], ...properties: readonly string[]): string | undefined =>
  valuesOf(statements, ...properties)[0]?.value;

/** True if one of the properties has a value. */
export const says = (statements: Statement[], ...properties: readonly string[]): boolean =>
  statements.some(({ property }) => properties.includes(property));

/** Returns the language of a text, or "". */
export const languageOf = (value: Value): string => (value.termType === 'Literal' ? value.language : '');

/** Returns the statements that only one side has. */
export function differences(before: Statement[], after: Statement[]) {
  const keyOf = ({ property, value }: Statement): string => `${property} ${value}`;
  return { gone: without(before, after, keyOf), come: without(after, before, keyOf) };
}

/** A subject whose statements differ, with all statements of both sides. */
export interface Subject {
  iri: string;
  before: Statement[];
  after: Statement[];
}

/** Signals that the lines of a side are not sorted or not canonical. */
export interface Unfit {
  unfit: 'from' | 'to';
}

/** Compares two sorted sides in parallel, and yields the subjects that differ. */
export function* differingSubjects(from: LineBlocks, to: LineBlocks): Generator<Subject | Unfit> {
  const [one, other] = [openCursor(from), openCursor(to)];
  const isInOrder = { from: orderly(), to: orderly() };
  for (;;) {
    skipSame(one, other);
    const [x, y] = [headAt(one), headAt(other)];
    if (x === undefined && y === undefined) return;
    const isFirst = x !== undefined && (y === undefined || x <= y);
    const isSecond = y !== undefined && (x === undefined || y <= x);
    const head = (isFirst ? x : y) as string;
    if (isFirst && !isInOrder.from(head)) yield { unfit: 'from' };
    if (isSecond && !isInOrder.to(head)) yield { unfit: 'to' };
    const [a, b] = [isFirst ? takeSubject(one, head) : '', isSecond ? takeSubject(other, head) : ''];
    if (a === b) continue;
    const [before, after] = [readStatements(linesOf(a)), readStatements(linesOf(b))];
    if (!before) yield { unfit: 'from' };
    if (!after) yield { unfit: 'to' };
    if (before && after && !isSame(before, after)) yield { iri: fromBytes(head.slice(1, -2)), before, after };
  }
}

const linesOf = (text: string): string[] => (text === '' ? [] : text.slice(0, -1).split('\n'));

/** Returns a function that checks that heads are ascending. */
function orderly(): (head: string) => boolean {
  let last = '';
  return (head) => {
    const isAfter = last < head;
    last = head;
    return isAfter;
  };
}

const isSame = (some: Statement[], others: Statement[]): boolean =>
  some.length === others.length &&
  some.every(({ property, value }, i) => property === others[i]?.property && value === others[i]?.value);

/** Position in sorted lines, always at the start of a subject or at the end. */
interface Cursor {
  text: string; // loaded text
  at: number;
  isDone: boolean; // there is nothing after `text`
  /** Loads at least `size` bytes from `at` on, if there are that many. */
  reach(size: number): void;
}

function openCursor(blocks: LineBlocks): Cursor {
  const source = blocks[Symbol.iterator]();
  const cursor: Cursor = {
    text: '',
    at: 0,
    isDone: false,
    reach(size) {
      while (!cursor.isDone && cursor.text.length - cursor.at < size) {
        const { done, value } = source.next();
        if (done) cursor.isDone = true;
        else [cursor.text, cursor.at] = [cursor.text.slice(cursor.at) + value, 0];
      }
    },
  };
  cursor.reach(1);
  return cursor;
}

/** Returns the head "<http://…> " of the line at the cursor, or undefined at the end. */
function headAt({ text, at }: Cursor): string | undefined {
  if (at >= text.length) return undefined;
  const [space, end] = [text.indexOf(' ', at), text.indexOf('\n', at)];
  return text.slice(at, space >= 0 && space < end ? space + 1 : end);
}

/** Returns all lines with this head as one text, and moves the cursor behind them. */
function takeSubject(cursor: Cursor, head: string): string {
  let size = 0; // of the lines found so far
  for (;;) {
    if (cursor.at + size >= cursor.text.length) cursor.reach(size + 1);
    const { text, at } = cursor;
    if (at + size >= text.length || !text.startsWith(head, at + size)) break;
    size = text.indexOf('\n', at + size) + 1 - at;
  }
  const lines = cursor.text.slice(cursor.at, cursor.at + size);
  cursor.at += size;
  cursor.reach(1);
  return lines;
}

const [leastWindow, mostWindow] = [1 << 11, 1 << 16];

/** Skips equal text on both sides, up to the start of its last subject, which can continue. */
function skipSame(one: Cursor, other: Cursor): void {
  for (let window = leastWindow; ; window = Math.min(2 * window, mostWindow)) {
    one.reach(window);
    other.reach(window);
    const same = one.text.slice(one.at, one.at + window);
    if (same.length < window || same !== other.text.slice(other.at, other.at + window)) return;
    const size = startOfLastSubject(same);
    if (size === 0) return; // one subject fills the window
    one.at += size;
    other.at += size;
  }
}

/** Returns the start of the subject of the last complete line. */
function startOfLastSubject(text: string): number {
  let start = text.lastIndexOf('\n') + 1;
  const startBefore = (end: number): number => (end < 2 ? 0 : text.lastIndexOf('\n', end - 2) + 1);
  start = startBefore(start);
  const head = text.slice(start, text.indexOf(' ', start) + 1);
  while (start > 0 && text.startsWith(head, startBefore(start))) start = startBefore(start);
  return start;
}
