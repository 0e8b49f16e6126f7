import { Parser, type Quad, Store } from 'n3';
import { RdfXmlParser } from 'rdfxml-streaming-parser';
import { beforeAll, describe, expect, it } from 'vitest';
import { madeRelease } from '../support/releases.js';
import { type Serving, serveRelease } from '../support/serving.js';

/** The 3 tests of the SPARQL 1.1 Service Description. Its manifest only has their names. */
const sd = 'http://www.w3.org/ns/sparql-service-description#';
const type = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';

/** Properties that we use, with domain and range (SPARQL 1.1 Service Description, sections 3.2 to 3.4). */
const schema: Record<string, [domain: string, range: string | undefined]> = {
  endpoint: ['Service', undefined],
  supportedLanguage: ['Service', undefined], // one of the instances of sd:Language
  resultFormat: ['Service', undefined],
  feature: ['Service', undefined], // one of the instances of sd:Feature
  defaultDataset: ['Service', 'Dataset'],
  defaultGraph: ['Dataset', 'Graph'],
  namedGraph: ['Dataset', 'NamedGraph'],
  name: ['NamedGraph', undefined],
  graph: ['NamedGraph', 'Graph'],
};

const instances: Record<string, string[]> = {
  supportedLanguage: ['SPARQL10Query', 'SPARQL11Query', 'SPARQL11Update'],
  feature: ['DereferencesURIs', 'UnionDefaultGraph', 'RequiresDataset', 'EmptyGraphs', 'BasicFederatedQuery'],
};

async function parse(text: string, mediaType: string): Promise<Quad[]> {
  if (mediaType !== 'application/rdf+xml') return new Parser({ format: mediaType }).parse(text);
  const parser = new RdfXmlParser();
  parser.end(text);
  return (await parser.toArray()) as Quad[];
}

describe('SPARQL 1.1 Service Description, W3C tests', () => {
  let server: Serving;
  let address: string;
  beforeAll(async () => {
    const release = madeRelease('http://example.org/', { 'graph/one': '<urn:a> <urn:b> <urn:c>, <urn:d> .' });
    server = await serveRelease(release);
    address = `${server.address}sparql`;
  });

  const described = async (mediaType: string): Promise<Store> => {
    const response = await fetch(address, { headers: { accept: mediaType } });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(mediaType);
    return new Store(await parse(await response.text(), mediaType));
  };

  it.each(['text/turtle', 'application/n-triples', 'application/rdf+xml'])('returns-rdf: %s', async (mediaType) => {
    const graph = await described(mediaType);
    expect(
      graph.getQuads(null, 'http://rdfs.org/ns/void#triples', null, null).map(({ object }) => object.value),
    ).toEqual(['2', '2']);
  });

  it('has-endpoint-triple', async () => {
    const graph = await described('text/turtle');
    expect(graph.getObjects(null, `${sd}endpoint`, null).map(({ value }) => value)).toEqual([address]);
  });

  it('conforms-to-schema', async () => {
    const graph = await described('text/turtle');
    const ours = graph.getQuads(null, null, null, null).filter(({ predicate }) => predicate.value.startsWith(sd));
    expect(ours.length).toBeGreaterThan(10);
    for (const { subject, predicate, object } of ours) {
      const term = predicate.value.slice(sd.length);
      const [domain, range] = schema[term] ?? [];
      expect(
        graph.getObjects(subject, type, null).map(({ value }) => value),
        term,
      ).toContain(sd + domain);
      if (range)
        expect(
          graph.getObjects(object, type, null).map(({ value }) => value),
          term,
        ).toContain(sd + range);
      if (instances[term]) expect(instances[term].map((name) => sd + name)).toContain(object.value);
    }
    expect(graph.countQuads(null, null, `${sd}SPARQL11Update`, null)).toBe(0);
  });
});
