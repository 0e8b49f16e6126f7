import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import jsonld from 'jsonld';
import { Parser, type Quad, Store } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { canonicalOrder, toNQuads } from '../src/graph/quad-lines.js';
import { createStore, type Store as Graph } from '../src/graph/store.js';
import { toJsonLd } from '../src/publish/catalogue/write-statements.js';
import { gcm, ownRules } from './support/gcm.js';
import { smallRelease } from './support/releases.js';

const base = 'https://w3id.org/gcm-graph/';
const dcat = 'http://www.w3.org/ns/dcat#';
const dct = 'http://purl.org/dc/terms/';
const voidSpace = 'http://rdfs.org/ns/void#';
const commit = '0123456789abcdef0123456789abcdef01234567';

let release = '';
let catalogue = new Store();
let graph: Graph;
const text = (file: string): string => readFileSync(path.join(release, file), 'utf8');
const value = (subject: string, predicate: string): string | undefined =>
  catalogue.getObjects(subject, predicate, null)[0]?.value;

beforeAll(async () => {
  release = await smallRelease('--commit', commit);
  catalogue = new Store(new Parser().parse(text('catalogue.ttl')));
  graph = createStore(base);
  graph.load(text('gcm-sdg.nt'));
});

describe('catalogue of a release', () => {
  it('lists each dump and table with its size and checksum', () => {
    const distributions = catalogue.getObjects(`${base}dataset`, `${dcat}distribution`, null);
    expect(distributions.length).toBeGreaterThan(7);
    for (const { value: one } of distributions) {
      const file = path.join(release, (value(one, `${dcat}downloadURL`) as string).slice(base.length));
      expect(value(one, `${dcat}byteSize`)).toBe(String(statSync(file).size));
      const checksum = value(one, 'http://spdx.org/rdf/terms#checksum') as string;
      const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
      expect(value(checksum, 'http://spdx.org/rdf/terms#checksumValue')).toBe(hash);
    }
  });

  it('describes its service', () => {
    const [service] = catalogue.getSubjects(null, `${dcat}DataService`, null).map((one) => one.value);
    expect(value(service as string, `${dcat}endpointURL`)).toBe(`${base}sparql`);
    expect(value(service as string, `${dcat}endpointDescription`)).toBe(`${base}sparql`); // requested without a query
    expect(value(service as string, `${dct}conformsTo`)).toBe('http://www.w3.org/TR/sparql11-protocol/');
  });

  it('describes the data set in six languages', () => {
    const languages = (property: string): string[] =>
      catalogue.getObjects(`${base}dataset`, property, null).map((one) => ('language' in one ? one.language : ''));
    for (const property of [`${dct}title`, `${dct}description`])
      expect(languages(property).sort()).toEqual(['ar', 'en', 'es', 'fr', 'ru', 'zh']);
  });

  it('is the same in JSON-LD', async () => {
    const nquads = (await jsonld.toRDF(JSON.parse(text('catalogue.jsonld')), {
      format: 'application/n-quads',
    })) as unknown as string;
    expect(toNQuads(canonicalOrder(new Parser().parse(nquads)))).toBe(
      toNQuads(canonicalOrder(catalogue.getQuads(null, null, null, null))),
    );
  });

  it('agrees with the graph', () => {
    const about = (quads: Quad[], predicate: string): string[] =>
      quads.filter((one) => one.predicate.value === predicate).map(({ object }) => object.value);
    const said = new Parser().parse(text('gcm-sdg.nt')).filter(({ subject }) => subject.value === `${base}dataset`);
    const described = catalogue.getQuads(`${base}dataset`, null, null, null);
    for (const { predicate } of said)
      expect(about(described, predicate.value)).toEqual(expect.arrayContaining(about(said, predicate.value)));
    expect(about(described, `${dct}publisher`)).toEqual(about(said, `${dct}publisher`));
    expect(about(described, `${dct}license`)).toEqual(about(said, `${dct}license`));
  });

  it('escapes special characters in JSON', async () => {
    const quads = new Parser().parse('<a:b> <a:c> "\\"\\u2028\\n</script>"@en, "1"^^<a:d>, <a:e> ; a <a:f> .');
    const read = await jsonld.toRDF(JSON.parse(toJsonLd(quads)), { format: 'application/n-quads' });
    expect(toNQuads(canonicalOrder(new Parser().parse(read as unknown as string)))).toBe(
      toNQuads(canonicalOrder(quads)),
    );
  });
});

describe('VoID statistics', () => {
  const count = (pattern: string, what = '*'): string =>
    graph.table(`SELECT (COUNT(${what}) AS ?n) { ${pattern} }`).rows[0]?.[0]?.value ?? '';
  const of = (property: string): string | undefined => value(`${base}dataset`, voidSpace + property);

  it('match SPARQL counts', () => {
    expect(of('triples')).toBe(count('?s ?p ?o'));
    expect(of('entities')).toBe(count('?s ?p ?o', 'DISTINCT ?s'));
    expect(of('classes')).toBe(count('?s a ?class', 'DISTINCT ?class'));
    expect(of('properties')).toBe(count('?s ?p ?o', 'DISTINCT ?p'));
  });

  it.each([
    ['classPartition', 'class', 'entities', (one: string) => count(`?s a <${one}>`, 'DISTINCT ?s')],
    ['propertyPartition', 'property', 'triples', (one: string) => count(`?s <${one}> ?o`)],
  ])('match SPARQL counts of %s', (partition, key, number, expected) => {
    const parts = catalogue.getObjects(`${base}dataset`, voidSpace + partition, null);
    expect(parts.map(({ value: part }) => [part, value(part, voidSpace + number)])).toEqual(
      parts.map(({ value: part }) => [part, expected(value(part, voidSpace + key) as string)]),
    );
    expect(String(parts.length)).toBe(of(partition === 'classPartition' ? 'classes' : 'properties'));
  });

  it('match the languages and links', () => {
    const subsets = catalogue.getObjects(`${base}dataset`, `${voidSpace}subset`, null).map((one) => one.value);
    const english = subsets.find((one) => value(one, `${dct}language`)?.endsWith('/en')) as string;
    expect(value(english, `${voidSpace}triples`)).toBe(count('?s ?p ?o FILTER(LANG(?o) = "en")'));
    const predicate = 'https://w3id.org/gcm-graph/ontology#connectedTarget';
    const linkset = subsets.find((one) => value(one, `${voidSpace}linkPredicate`) === predicate) as string;
    const target = value(linkset, `${voidSpace}objectsTarget`) as string;
    expect(value(target, `${voidSpace}uriSpace`)).toBe('http://metadata.un.org/sdg');
    expect(value(linkset, `${voidSpace}triples`)).toBe(count(`?s <${predicate}> ?o`));
  });
});

describe('commit of the sheets', () => {
  const revision = `swh:1:rev:${commit}`;

  it('is the source of each sheet and of the data set', () => {
    const derived = 'http://www.w3.org/ns/prov#wasDerivedFrom';
    const provenance = new Store(new Parser().parse(text('gcm-sdg.nq')));
    expect(provenance.countQuads(`${base}data/links.csv`, derived, revision, `${base}graph/provenance`)).toBe(1);
    expect(value(`${base}dataset`, derived)).toBe(revision);
    expect(parse(text('CITATION.cff')).commit).toBe(commit);
  });

  it('must be complete', async () => {
    const { code, stderr } = await gcm(['build', '--commit', 'main', ...ownRules]);
    expect([code, stderr]).toEqual([
      2,
      'gcm: --commit: "main" must be a full git hash with 40 digits, as printed by git rev-parse\n',
    ]);
  });
});

describe('CITATION.cff', () => {
  it('has all required fields', () => {
    const citation = parse(text('CITATION.cff'));
    expect(citation).toMatchObject({
      'cff-version': '1.2.0',
      type: 'dataset',
      version: '0.1.0',
      license: 'CC-BY-4.0',
      authors: [{ name: 'gcm-graph' }],
      url: `${base}dataset`,
    });
    for (const key of ['message', 'title', 'abstract', 'date-released']) expect(citation[key]).toBeTruthy();
  });
});
