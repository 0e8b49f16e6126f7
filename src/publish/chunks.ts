import type { Quad } from 'n3';
import { createCache, type InputCache, utf8 } from '../bytes.js';
import { bySubject, type Lines } from '../graph/quad-lines.js';

/** A graph in canonical order as chunks of about a hundred statements, so that a writer needs little memory at a time. */

export type JsonObject = Record<string, unknown>;

/** What `make` makes of a chunk; with a cache, what it made of the same chunk for the release before. */
export type Recall = <T>(what: string, make: () => T) => T;

/** Whole subjects that follow each other in canonical order. */
export interface Chunk extends Lines {
  triples: Quad[]; // of all graphs but that of provenance, without duplicates
  tripleLines: string[]; // as N-Triples
  recall: Recall;
}

/** What JSON-LD is written from: a thread has no more than the triples. */
export interface TripleDump {
  chunks(): Iterable<Pick<Chunk, 'triples' | 'recall'>>;
  context: JsonObject; // the public JSON-LD context; its prefixes serve Turtle and RDF/XML too
  frame: JsonObject | undefined;
}

/** What a dump is written from. */
export interface Dump extends TripleDump {
  chunks(): Iterable<Chunk>;
}

/** The prefixes of a JSON-LD context: `"skos": "http://…#"`, but not `"Concept": "skos:Concept"`. */
export function prefixesOf(context: JsonObject): Record<string, string> {
  const isPrefix = (entry: [string, unknown]): entry is [string, string] =>
    typeof entry[1] === 'string' && /^[a-z]+:\/\/.*[#/]$/.test(entry[1]);
  return Object.fromEntries(Object.entries(context).filter(isPrefix));
}

/** What was made of the chunk with this text. */
export const recallOf = (text: string, cache: InputCache): Recall => cache.recall(text, () => createCache().recall);

/** Without a cache, everything is made when it is needed. */
export const forgetful: Recall = (_what, make) => make();

/** Statements in any order → chunks in canonical order. Their texts depend on the setting too: `provenance` is the graph that stays out of the triples. */
export function cutChunks(
  quads: Iterable<Quad>,
  setting: Pick<Dump, 'context' | 'frame'> & { provenance: string },
  cache?: InputCache,
): Chunk[] {
  const chunks: Chunk[] = [];
  for (const subject of bySubject(quads)) {
    if (subject.quads.some(isBlank)) throw new Error(`a blank node is to be published: ${subject.lines[0]}`);
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

/** With the triples of all graphs but that of provenance; the same triple of two graphs comes twice in a row. */
function withTriples({ quads, lines }: Lines, provenance: string): Cut {
  const [triples, tripleLines]: [Quad[], string[]] = [[], []];
  for (const [i, quad] of quads.entries()) {
    if (quad.graph.value === provenance) continue;
    const line = lines[i] as string;
    const triple = quad.graph.value === '' ? line : `${line.slice(0, line.lastIndexOf('<'))}.\n`; // the graph comes last
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
 * Whether a chunk ends where a subject begins: one subject in eight begins a chunk. Its own name decides, so that an edit
 * in one chunk does not move the ends of those after it.
 */
function isEnd({ triples }: Cut, { lines: [line = ''] }: Cut): boolean {
  return triples.length >= mostTriples || hash(line.slice(0, line.indexOf(' '))) % beginningOneIn === 0;
}

/** A number for a text that is as good as random (FNV-1a over its bytes). */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const byte of utf8(text)) value = Math.imul(value ^ byte, 0x01000193);
  return (value ^ (value >>> 16)) >>> 0;
}
