import jsonld from 'jsonld';
import type { Quad } from 'n3';
import type { JsonObject, Triples } from './dump.js';

/**
 * JSON-LD 1.1, compacted with the public context: first the nodes that the frame nests, then every other node by itself.
 * Nodes are handled some hundreds at a time, so that memory does not grow with the number of observations.
 */
export async function jsonLd({ triples, context, frame }: Triples): Promise<string> {
  const framed = frame ? await nest(triples, context, frame) : [];
  const nested = new Set(framed.map((node) => node['id']));
  const lines: string[] = framed.map((node) => JSON.stringify(node));
  for (const chunk of chunks(triples)) {
    const nodes = await compact(chunk.filter(({ subject }) => !nested.has(subject.value)), context);
    for (const node of nodes) lines.push(JSON.stringify(node));
  }
  return `{\n"@context": ${JSON.stringify(context)},\n"@graph": [\n${lines.join(',\n')}\n]\n}\n`;
}

/** Nothing is fetched and nothing is dropped: an unknown document is an error, and so is a term that would be lost. */
const strict = {
  safe: true,
  documentLoader: (url: string): never => {
    throw new Error(`${url} was to be fetched`);
  },
};

async function compact(triples: Quad[], context: JsonObject): Promise<JsonObject[]> {
  if (triples.length === 0) return [];
  const expanded = await expand(triples, strict);
  return (await compactWith(expanded, context, { ...strict, graph: true }))['@graph'];
}

/** The library takes RDF/JS quads (an N-Quads text takes it a hundred times as long), but its types do not say so. */
const expand = jsonld.fromRDF as unknown as (triples: Quad[], options: object) => Promise<object[]>;
type Shape = (expanded: object[], shape: JsonObject, options: object) => Promise<{ '@graph': JsonObject[] }>;
const compactWith = jsonld.compact as unknown as Shape;
const frameWith = jsonld.frame as unknown as Shape;

/** The nodes that the frame asks for, with others nested inside; its own context gives way to the public one. */
async function nest(triples: Quad[], context: JsonObject, frame: JsonObject): Promise<JsonObject[]> {
  const types = await typesIn(frame, context);
  const subjects = new Set(triples.filter(({ object }) => types.has(object.value)).map(({ subject }) => subject.value));
  const expanded = await expand(triples.filter(({ subject }) => subjects.has(subject.value)), strict);
  return (await frameWith(expanded, { ...frame, '@context': context }, { ...strict, omitGraph: false }))['@graph'];
}

/** The IRIs of all classes that the frame names, at any depth. */
async function typesIn(frame: JsonObject, context: JsonObject): Promise<Set<string>> {
  const names: unknown[] = [];
  JSON.stringify(frame, (key, value) => {
    if (key === 'type') names.push(value);
    return value;
  });
  const [node] = await jsonld.expand({ '@context': context, type: names } as never, strict);
  return new Set(node?.['@type'] as string[] | undefined);
}

/** Runs of whole subjects, of about a thousand triples each. */
function* chunks(triples: Quad[]): Generator<Quad[]> {
  for (let start = 0, end = 0; start < triples.length; start = end) {
    end = Math.min(start + 1000, triples.length);
    while (end < triples.length && triples[end]?.subject.value === triples[end - 1]?.subject.value) end++;
    yield triples.slice(start, end);
  }
}
