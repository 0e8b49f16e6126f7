import { createHash } from 'node:crypto';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import jsonld from 'jsonld';
import { type Literal, Parser, type Quad, Store } from 'n3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { canonicalOrder, toNQuads } from '../src/graph/quad-lines.js';
import { createStore, type Store as Graph } from '../src/graph/store.js';
import { sayDistribution, sayGroup } from '../src/publish/catalogue/distributions.js';
import type { Edition } from '../src/publish/catalogue/edition.js';
import { groupFiles } from '../src/publish/catalogue/file-groups.js';
import type { Series } from '../src/publish/catalogue/series.js';
import { collect, toJsonLd } from '../src/publish/catalogue/write-statements.js';
import { gcm, ownRules, root } from './support/gcm.js';
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
const rdfType = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#type';
const skos = 'http://www.w3.org/2004/02/skos/core#';
const value = (subject: string, predicate: string): string | undefined =>
  catalogue.getObjects(subject, predicate, null)[0]?.value;

beforeAll(async () => {
  release = await smallRelease('--commit', commit);
  catalogue = new Store(new Parser().parse(text('catalogue.ttl')));
  graph = createStore(base);
  graph.load(text('gcm-sdg.nt'));
});
afterAll(() => graph.close());

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

  it('has the properties that DCAT-AP recommends, and names the objects', () => {
    const all = (subject: string, predicate: string): string[] =>
      catalogue.getObjects(subject, predicate, null).map((one) => one.value);
    const languages = catalogue.getObjects(`${base}dataset`, `${dcat}keyword`, null).map((one) => one as Literal);
    expect(new Set(languages.map(({ language }) => language))).toEqual(new Set(['ar', 'en', 'es', 'fr', 'ru', 'zh']));
    const themes = 'http://publications.europa.eu/resource/authority/data-theme';
    expect(all(`${base}dataset`, `${dcat}theme`).sort()).toEqual([`${themes}/INTR`, `${themes}/SOCI`]);
    expect(value(`${themes}/SOCI`, `${skos}prefLabel`)).toBe('Population and society');
    expect(value(`${base}catalogue.ttl#catalogue`, `${dcat}themeTaxonomy`)).toBe(themes);
    expect(value(`${base}dataset`, `${dct}spatial`)).toBe('https://sws.geonames.org/6295630/');
    expect(value(`${base}dataset`, `${dct}modified`)).toMatch(/^\d{4}-\d\d-\d\d$/);
    for (const [property, type] of [
      [`${dct}creator`, 'http://xmlns.com/foaf/0.1/Agent'],
      [`${dcat}contactPoint`, 'http://www.w3.org/2006/vcard/ns#Kind'],
      [`${dct}accrualPeriodicity`, `${dct}Frequency`],
      [`${dct}conformsTo`, `${dct}Standard`],
      [`${dct}temporal`, `${dct}PeriodOfTime`],
      [`${dct}spatial`, `${dct}Location`],
    ] as const)
      expect([property, all(all(`${base}dataset`, property)[0] as string, rdfType)]).toEqual([
        property,
        expect.arrayContaining([type]),
      ]);
  });

  it('has a data set for each series, with its years', () => {
    const sets = graph.table(`
      PREFIX qb: <http://purl.org/linked-data/cube#>
      SELECT ?set ?subject (MIN(STR(?year)) AS ?first) (MAX(STR(?year)) AS ?last) {
        ?set a qb:DataSet ; <${dct}subject> ?subject .
        ?one qb:dataSet ?set ; <http://purl.org/linked-data/sdmx/2009/dimension#refPeriod> ?year
      } GROUP BY ?set ?subject`).rows;
    expect(sets.length).toBeGreaterThan(0);
    for (const [set, subject, first, last] of sets.map((row) => row.map((one) => one?.value as string))) {
      expect(catalogue.countQuads(`${base}catalogue.ttl#catalogue`, `${dcat}dataset`, set as string, null)).toBe(1);
      expect(value(set as string, `${dct}subject`)).toBe(subject);
      expect(value(set as string, 'http://schema.org/temporalCoverage')).toBe(`${first}/${last}`);
      const period = value(set as string, `${dct}temporal`) as string;
      expect([value(period, `${dcat}startDate`), value(period, `${dcat}endDate`)]).toEqual([first, last]);
      const all = value(set as string, `${dcat}inSeries`) as string;
      expect(catalogue.countQuads(all, rdfType, `${dcat}DatasetSeries`, null)).toBe(1);
    }
    expect(value(`${base}catalogue.ttl#series`, `${dct}title`)).toBe('Data series');
  });

  it('names the program that made the release, and the files that it used', () => {
    const prov = 'http://www.w3.org/ns/prov#';
    const build = value(`${base}dataset`, `${prov}wasGeneratedBy`) as string;
    const used = catalogue.getObjects(build, `${prov}used`, null).map((one) => one.value);
    expect(used).toEqual(expect.arrayContaining([`${base}data/links.csv`, `${base}queries/derive/70-connections.rq`]));
    for (const one of used) expect(existsSync(path.join(release, one.slice(base.length)))).toBe(true);
    const program = value(build, `${prov}wasAssociatedWith`) as string;
    const { name, version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
    expect(value(program, 'http://schema.org/name')).toBe(name);
    expect(value(program, 'http://schema.org/softwareVersion')).toBe(version);
    expect(catalogue.countQuads(program, rdfType, `${prov}SoftwareAgent`, null)).toBe(1);
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

describe('catalogue of many files', () => {
  const file = (name: string, bytes = 1) => ({ file: name, mediaType: 'text/csv', bytes, sha256: 'f'.repeat(64) });
  const series = [
    { iri: 'https://a.example/dataset/X', subject: 'https://b.example/one#Y' },
    { iri: 'https://a.example/dataset/9.1', subject: 'https://b.example/2' },
  ] as Series[];

  it('describes a file of a series with it, and many files of one kind together', () => {
    const areas = Array.from({ length: 12 }, (_, i) => file(`areas/1.${i}.csv`, i));
    const own = [file('series/X.csv'), file('more/Y.nq.gz'), file('series/9.1.csv')];
    const others = [file('X.csv'), file('notes/a.csv')];
    const { alone, bySeries, groups } = groupFiles([...areas, ...own, ...others], series);
    expect(alone).toEqual(others);
    expect([...bySeries].map(([of, found]) => [of, found.map((one) => one.file)])).toEqual([
      ['https://a.example/dataset/X', ['series/X.csv', 'more/Y.nq.gz']],
      ['https://a.example/dataset/9.1', ['series/9.1.csv']],
    ]);
    expect(groups).toEqual([{ template: 'areas/{name}.csv', mediaType: 'text/csv', count: 12, bytes: 66 }]);
  });

  it('describes a group by a template, and a compressed file by its content', () => {
    const { quads, say } = collect();
    const edition = { base, licence: 'https://a.example/terms' } as Edition;
    const group = { template: 'areas/{name}.csv', mediaType: 'text/csv', count: 12, bytes: 66 };
    const one = sayGroup(say, edition, group);
    const packed = sayDistribution(say, edition, { ...file('all.nq.gz'), mediaType: 'application/gzip' });
    const found = new Store(quads);
    const of = (subject: string, predicate: string): string =>
      found.getObjects(subject, predicate, null)[0]?.value ?? 'missing';
    const hydra = 'http://www.w3.org/ns/hydra/core#';
    expect(of(of(one.value, `${hydra}search`), `${hydra}template`)).toBe(`${base}areas/{name}.csv`);
    expect(of(one.value, `${dcat}accessURL`)).toBe(`${base}manifest.json`);
    expect(of(one.value, `${dct}description`)).toContain('12 files');
    expect(of(packed.value, `${dcat}mediaType`)).toMatch(/application\/n-quads$/);
    expect(of(packed.value, `${dcat}compressFormat`)).toMatch(/application\/gzip$/);
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
    expect(catalogue.countQuads(`${base}dataset`, derived, revision, null)).toBe(1);
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
