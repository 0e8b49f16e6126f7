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

/** Returns one line of JSON per subject, compacted with the context. */
export async function nodesOf(triples: Quad[], context: JsonObject): Promise<Map<string, string>> {
  if (triples.length === 0) return new Map();
  const expanded = (await expand(triples)) as { '@id': string }[];
  // The input is already expanded, and expansion could drop data.
  const { '@graph': nodes } = await compactWith(expanded, context, { ...strict, graph: true, skipExpansion: true });
  return new Map(expanded.map((node, i) => [node['@id'], JSON.stringify(nodes[i])]));
}

/** Returns the lines of nodes that the frame does not nest, and the statements that it needs. */
async function compactChunk(triples: Quad[], context: JsonObject, framedTypes: Set<string>, topTypes: Set<string>) {
  const framed = subjectsOf(triples, framedTypes);
  const nested = subjectsOf(triples, topTypes);
  const others = triples.filter(({ subject }) => !nested.has(subject.value));
  return {
    lines: [...(await nodesOf(others, context)).values()],
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

/** The library accepts RDF/JS quads, 100 times faster than N-Quads, but its types do not say so. */
const fromQuads = jsonld.fromRDF as unknown as (triples: Quad[], options: object) => Promise<object[]>;

/** Converts statements of any graph to expanded nodes. */
const expand = (quads: Quad[]): Promise<object[]> =>
  fromQuads(
    quads.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object)),
    strict,
  );

type Shape = (expanded: object[], shape: JsonObject, options: object) => Promise<{ '@graph': JsonObject[] }>;
const compactWith = jsonld.compact as unknown as Shape;
const frameWith = jsonld.frame as unknown as Shape;

/** Applies the frame with the public context. */
async function nest(triples: Quad[], context: JsonObject, frame: JsonObject): Promise<JsonObject[]> {
  const shape = { ...frame, '@context': context };
  return (await frameWith(await expand(triples), shape, { ...strict, omitGraph: false }))['@graph'];
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
