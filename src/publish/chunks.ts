import type { Quad } from 'n3';
import { createCache, type InputCache, utf8 } from '../bytes.js';
import { bySubject, type Lines, toNQuads } from '../graph/quad-lines.js';
import { iri } from '../rdf/iri.js';
import { addTo } from '../text/order.js';

/** A graph in canonical order, in chunks of about 100 statements, so that writers need little memory. */

export type JsonObject = Record<string, unknown>;

/** Returns the result of `make` for a chunk. With a cache, the result of the previous release is reused. */
export type Recall = <T>(what: string, make: () => T) => T;

/** Consecutive subjects in canonical order. */
export interface Chunk {
  quads: Quad[];
  triples: Quad[]; // without the provenance graph and without duplicates
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
    const isBeginning = !last || (last.triples.length > 0 && own.triples.length > 0 && isEnd(last, subject));
    if (isBeginning) chunks.push({ ...own, recall: forgetful });
    else append(last, own);
  }
  if (!cache) return chunks;
  cache.begin(JSON.stringify(setting));
  return chunks.map((chunk) => ({ ...chunk, recall: recallOf(toNQuads(chunk.quads), cache) }));
}

/** Returns the resources of a class that some triples describe. */
export const resourcesIn = (triples: Quad[], type: string): Set<string> =>
  new Set(
    triples.flatMap(({ subject, predicate, object }) =>
      predicate.value === rdfType && object.value === type ? [subject.value] : [],
    ),
  );

const rdfType = iri('rdf:type');

/** Returns the triples of each resource of a class, in canonical order. A chunk contains all triples of its subjects. */
export function triplesOfType(chunks: Chunk[], type: string): Map<string, Quad[]> {
  const found = new Map<string, Quad[]>();
  for (const { triples } of chunks) {
    const own = resourcesIn(triples, type);
    if (own.size === 0) continue;
    for (const triple of triples) if (own.has(triple.subject.value)) addTo(found, triple.subject.value, triple);
  }
  return found;
}

/** Returns the triples of each of these resources. */
export function triplesAbout(chunks: Chunk[], resources: ReadonlySet<string>): Map<string, Quad[]> {
  const found = new Map<string, Quad[]>();
  for (const { triples } of chunks)
    for (const triple of triples) if (resources.has(triple.subject.value)) addTo(found, triple.subject.value, triple);
  return found;
}

const isBlank = ({ subject, object }: Quad): boolean =>
  subject.termType === 'BlankNode' || object.termType === 'BlankNode';

type Cut = Omit<Chunk, 'recall'>;

/** Adds the triples of all graphs except provenance. The same triple in two graphs is adjacent. */
function withTriples({ quads, lines }: Lines, provenance: string): Cut {
  const triples: Quad[] = [];
  let last = '';
  for (const [i, quad] of quads.entries()) {
    if (quad.graph.value === provenance) continue;
    const line = lines[i] as string;
    const triple = line.slice(0, line.lastIndexOf(quad.graph.value === '' ? '.' : '<')); // the graph is the last term
    if (triple === last) continue;
    triples.push(quad);
    last = triple;
  }
  return { quads, triples };
}

function append(chunk: Cut, more: Cut): void {
  chunk.quads.push(...more.quads);
  chunk.triples.push(...more.triples);
}

const mostTriples = 1000;
const beginningOneIn = 8;

/**
 * True if a chunk ends before a subject. The hash of the subject decides, with a chance of 1 in 8, so that an edit in
 * one chunk does not move the boundaries of later chunks.
 */
function isEnd({ triples }: Cut, { lines: [line = ''] }: Lines): boolean {
  return triples.length >= mostTriples || hash(line.slice(0, line.indexOf(' '))) % beginningOneIn === 0;
}

/** Hashes a text (FNV-1a over its bytes). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of utf8(text)) value = Math.imul(value ^ byte, 0x01000193);
  return (value ^ (value >>> 16)) >>> 0;
}
