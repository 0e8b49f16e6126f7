import jsonld from 'jsonld';
import { DataFactory, type Quad } from 'n3';
import { iri } from '../../rdf/iri.js';
import type { JsonObject, TripleDump } from '../chunks.js';
import type { Sink } from '../release-files.js';

/**
 * Writes JSON-LD 1.1, compacted with the public context: first the nodes that the frame nests, then all other nodes.
 * Memory use is one chunk of triples; with a frame, the framed part and the text of the other nodes.
 */
export async function jsonLd({ chunks, context, frame }: TripleDump, sink: Sink): Promise<void> {
  const framedTypes = frame ? await typesIn(frame, context) : new Set<string>();
  const topTypes = frame ? await expandTypes([frame['type']], context) : new Set<string>();
  const material: Quad[] = []; // of the framed part
  const others: string[] = []; // lines after the framed part
  let separator = '';
  const write = (line: string): void => {
    sink(separator + line);
    separator = ',\n';
  };
  sink(`{\n"@context": ${JSON.stringify(context)},\n"@graph": [\n`);
  for (const chunk of chunks()) {
    const part = await chunk.recall('jsonld', () => compactChunk(chunk.triples, context, framedTypes, topTypes));
    material.push(...part.material);
    if (frame) others.push(...part.lines);
    else part.lines.forEach(write);
  }
  if (frame) for (const node of await nest(material, context, frame)) write(JSON.stringify(node));
  others.forEach(write);
  sink('\n]\n}\n');
}

/** Returns all statements about a resource. */
export type StatementsAbout = (iri: string) => readonly Quad[];

/**
 * Returns one line of JSON per subject, compacted with the context. With `about`, links contain the names and codes of
 * their target.
 */
export async function nodesOf(
  triples: Quad[],
  context: JsonObject,
  about?: StatementsAbout,
): Promise<Map<string, string>> {
  if (triples.length === 0) return new Map();
  const expanded = await expand(triples);
  if (about) await nestNames(expanded, about);
  // The input is already expanded, and expansion could drop data.
  const { '@graph': nodes } = await compactWith(expanded, context, { ...strict, graph: true, skipExpansion: true });
  return new Map(expanded.map((node, i) => [node['@id'], JSON.stringify(withPlainValues(nodes[i] as JsonObject))]));
}

/** Returns a document with nodes and the URL of its context. */
export const jsonLdDocument = (contextUrl: string, nodes: readonly string[]): string =>
  `{\n"@context": ${JSON.stringify(contextUrl)},\n"@graph": [\n${nodes.join(',\n')}\n]\n}\n`;

/** Returns the lines of nodes that the frame does not nest, and the statements that it needs. */
async function compactChunk(triples: Quad[], context: JsonObject, framedTypes: Set<string>, topTypes: Set<string>) {
  const framed = subjectsOf(triples, framedTypes);
  const nested = subjectsOf(triples, topTypes);
  const others = triples.filter(({ subject }) => !nested.has(subject.value));
  const nodes = await nodesOf(others, context);
  const subjects = new Set(others.map(({ subject }) => subject.value)); // in canonical order; the library sorts by IRI
  return {
    lines: [...subjects].map((one) => nodes.get(one) as string),
    material: triples.filter(({ subject }) => framed.has(subject.value)),
  };
}

/** Prevents fetching and data loss: unknown documents and terms that would be dropped are errors. */
export const strict = {
  safe: true,
  documentLoader: (url: string): never => {
    throw new Error(`fetching ${url} is not allowed`);
  },
};

/** A node in expanded form: all values are in arrays. */
type Expanded = JsonObject & { '@id': string };

/** The library accepts RDF/JS quads, 100 times faster than N-Quads, but its types do not say so. */
const fromQuads = jsonld.fromRDF as unknown as (triples: Quad[], options: object) => Promise<Expanded[]>;

/** Converts statements of any graph to expanded nodes. Integers and booleans are JSON values. */
async function expand(quads: readonly Quad[]): Promise<Expanded[]> {
  const nodes = await fromQuads(
    quads.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object)),
    strict,
  );
  for (const node of nodes)
    for (const value of Object.values(node).flat()) if (isTyped(value)) value['@value'] = nativeValue(value);
  return nodes;
}

interface TypedValue {
  '@value': unknown;
  '@type': string;
}

const isTyped = (value: unknown): value is TypedValue =>
  typeof value === 'object' && value !== null && '@value' in value && '@type' in value;

const [integer, boolean] = [iri('xsd:integer'), iri('xsd:boolean')];

/**
 * Converts an integer or boolean to a JSON value. A decimal stays a text: a JSON-LD processor would make a double of 0.3,
 * and "2.50" would lose a digit.
 */
function nativeValue({ '@value': text, '@type': type }: TypedValue): unknown {
  if (type === boolean && (text === 'true' || text === 'false')) return text === 'true';
  const number = Number(text);
  return type === integer && Number.isSafeInteger(number) && String(number) === text ? number : text;
}

/**
 * Replaces `{ "type": "xsd:integer", "@value": 2 }` by 2. In other values with a datatype, `@type` replaces its alias,
 * because rdflib (Python) ignores the alias there.
 */
function withPlainValues(node: JsonObject): JsonObject {
  for (const [name, value] of Object.entries(node))
    if (Array.isArray(value)) node[name] = value.map(plainValue);
    else if (isObject(value)) node[name] = plainValue(value);
  return node;
}

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null;

function plainValue(value: unknown): unknown {
  if (!isObject(value)) return value;
  if (!('@value' in value)) return withPlainValues(value);
  const { '@value': content, ...others } = value;
  if (typeof content !== 'string') return content;
  const typeName = Object.keys(others).find((name) => !name.startsWith('@'));
  return typeName === undefined ? value : { '@type': others[typeName], '@value': content };
}

const names = new Set(
  (['rdf:type', 'skos:prefLabel', 'skos:notation', 'dct:title', 'rdfs:label', 'foaf:name'] as const).map(iri),
);

/**
 * Adds the names and codes of linked resources to the links: once per node, at the first link. A list of concepts only
 * keeps its IRI.
 */
async function nestNames(nodes: Expanded[], about: StatementsAbout): Promise<void> {
  const links = nodes.map((node) => Object.values(node).flat().filter(isLink));
  const quads = [...new Set(links.flat().map((link) => link['@id']))].flatMap((one) =>
    about(one).filter(({ predicate }) => names.has(predicate.value)),
  );
  const named = new Map((await expand(quads)).filter(isNamed).map((node) => [node['@id'], node]));
  for (const own of links) {
    const seen = new Set<string>();
    for (const link of own) {
      const found = named.get(link['@id']);
      if (found && !seen.has(link['@id'])) Object.assign(link, found);
      seen.add(link['@id']);
    }
  }
}

/** True for a node that has a name or a code, and is not a list of concepts. */
const isNamed = ({ '@id': _id, '@type': types, ...others }: Expanded): boolean =>
  Object.keys(others).length > 0 && !(types as string[] | undefined)?.includes(scheme);

const scheme = iri('skos:ConceptScheme');

const isLink = (value: unknown): value is Expanded => isObject(value) && '@id' in value;

type Shape = (expanded: Expanded[], shape: JsonObject, options: object) => Promise<{ '@graph': JsonObject[] }>;
const compactWith = jsonld.compact as unknown as Shape;
const frameWith = jsonld.frame as unknown as Shape;

/** Applies the frame with the public context. */
async function nest(triples: Quad[], context: JsonObject, frame: JsonObject): Promise<JsonObject[]> {
  const shape = { ...frame, '@context': context };
  const framed = await frameWith(await expand(triples), shape, { ...strict, omitGraph: false });
  return framed['@graph'].map(withPlainValues);
}

const rdfType = iri('rdf:type');

const subjectsOf = (triples: Quad[], types: Set<string>): Set<string> =>
  new Set(
    triples
      .filter(({ predicate, object }) => predicate.value === rdfType && types.has(object.value))
      .map(({ subject }) => subject.value),
  );

/** Returns the IRIs of all classes in the frame, at any depth. */
function typesIn(frame: JsonObject, context: JsonObject): Promise<Set<string>> {
  const names: unknown[] = [];
  JSON.stringify(frame, (key, value) => {
    if (key === 'type') names.push(value);
    return value;
  });
  return expandTypes(names, context);
}

async function expandTypes(names: unknown[], context: JsonObject): Promise<Set<string>> {
  const [node] = await jsonld.expand({ '@context': context, type: names } as never, strict);
  return new Set(node?.['@type'] as string[] | undefined);
}
