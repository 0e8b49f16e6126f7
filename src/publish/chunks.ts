import type { Quad } from 'n3';
import { createCache, type InputCache, utf8 } from '../bytes.js';
import { bySubject, type Lines } from '../graph/quad-lines.js';

/** A graph in canonical order, in chunks of about 100 statements, so that writers need little memory. */

export type JsonObject = Record<string, unknown>;

/** Returns the result of `make` for a chunk. With a cache, the result of the previous release is reused. */
export type Recall = <T>(what: string, make: () => T) => T;

/** Consecutive subjects in canonical order. */
export interface Chunk extends Lines {
  triples: Quad[]; // without the provenance graph and without duplicates
  tripleLines: string[]; // as N-Triples
  recall: Recall;
}

/** Input of the JSON-LD writer. A worker thread only has the triples. */
export interface TripleDump {
  chunks(): Iterable<Pick<Chunk, 'triples' | 'recall'>>;
  context: JsonObject; // public JSON-LD context, with the prefixes for Turtle and RDF/XML
  frame: JsonObject | undefined;
}

/** Input of the other writers. */
export interface Dump extends TripleDump {
  chunks(): Iterable<Chunk>;
}

/** Returns the prefixes of a JSON-LD context: `"skos": "http://…#"`, but not `"Concept": "skos:Concept"`. */
export function prefixesOf(context: JsonObject): Record<string, string> {
  const isPrefix = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string' && /^[a-z]+:\/\/.*[#/]$/.test(entry[1]);
  return Object.fromEntries(Object.entries(context).filter(isPrefix));
}

/** Returns the cached results of the chunk with this text. */
export const recallOf = (text: string, cache: InputCache): Recall => cache.recall(text, () => createCache().recall);

/** Makes every result when it is needed. */
export const forgetful: Recall = (_what, make) => make();

/**
 * Sorts and cuts statements into chunks. Cached results depend on the setting. `provenance` is excluded from the
 * triples.
 */
export function cutChunks(
  quads: Iterable<Quad>,
  setting: Pick<Dump, 'context' | 'frame'> & { provenance: string },
  cache?: InputCache,
): Chunk[] {
  const chunks: Chunk[] = [];
  for (const subject of bySubject(quads)) {
    if (subject.quads.some(isBlank)) throw new Error(`a blank node cannot be published: ${subject.lines[0]}`);
    const own = withTriples(subject, setting.provenance);
    const last = chunks.at(-1);
    const isBeginning = !last || (last.triples.length > 0 && own.triples.length > 0 && isEnd(last, own));
    if (isBeginning) chunks.push({ ...own, recall: forgetful });
    else append(last, own);
  }
  if (!cache) return chunks;
  cache.begin(JSON.stringify(setting));
  return chunks.map((chunk) => ({ ...chunk, recall: recallOf(chunk.lines.join(''), cache) }));
}

const isBlank = ({ subject, object }: Quad): boolean =>
  subject.termType === 'BlankNode' || object.termType === 'BlankNode';

type Cut = Omit<Chunk, 'recall'>;

/** Adds the triples of all graphs except provenance. The same triple in two graphs is adjacent. */
function withTriples({ quads, lines }: Lines, provenance: string): Cut {
  const [triples, tripleLines]: [Quad[], string[]] = [[], []];
  for (const [i, quad] of quads.entries()) {
    if (quad.graph.value === provenance) continue;
    const line = lines[i] as string;
    const triple = quad.graph.value === '' ? line : `${line.slice(0, line.lastIndexOf('<'))}.\n`; // the graph is the last term
    if (triple === tripleLines.at(-1)) continue;
    triples.push(quad);
    tripleLines.push(triple);
  }
  return { quads, lines, triples, tripleLines };
}

function append(chunk: Cut, more: Cut): void {
  chunk.quads.push(...more.quads);
  chunk.lines.push(...more.lines);
  chunk.triples.push(...more.triples);
  chunk.tripleLines.push(...more.tripleLines);
}

const mostTriples = 1000;
const beginningOneIn = 8;

/**
 * True if a chunk ends before a subject. The hash of the subject decides, with a chance of 1 in 8, so that an edit in
 * one chunk does not move the boundaries of later chunks.
 */
function isEnd({ triples }: Cut, { lines: [line = ''] }: Cut): boolean {
  return triples.length >= mostTriples || hash(line.slice(0, line.indexOf(' '))) % beginningOneIn === 0;
}

/** Hashes a text (FNV-1a over its bytes). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of utf8(text)) value = Math.imul(value ^ byte, 0x01000193);
  return (value ^ (value >>> 16)) >>> 0;
}
