import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DataFactory, Parser, Store } from 'n3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStore, type Store as Graph } from '../src/graph/store.js';
import type { Edition } from '../src/publish/catalogue/edition.js';
import { skosmosConfiguration } from '../src/publish/catalogue/skosmos.js';
import type { Statistics } from '../src/publish/catalogue/statistics.js';
import { realRelease } from './support/releases.js';

/** Runs the queries of SKOS browsers on the dump of the real data. */

const space = 'http://purl.org/net/skosmos#';
const skos = 'http://www.w3.org/2004/02/skos/core#';
const rdf = 'http://www.w3.org/1999/02/22-rdf-syntax-ns#';
const prefixes = `
  PREFIX dct: <http://purl.org/dc/terms/>
  PREFIX owl: <http://www.w3.org/2002/07/owl#>
  PREFIX skos: <${skos}>`;
let graph: Graph;
let configuration = new Store();

const rows = (query: string): string[][] =>
  graph.table(prefixes + query).rows.map((row) => row.map((term) => term?.value ?? ''));

beforeAll(async () => {
  const release = await realRelease();
  graph = createStore('https://w3id.org/gcm-graph/');
  graph.load(readFileSync(path.join(release, 'gcm-sdg.nt'), 'utf8'));
  configuration = new Store(new Parser().parse(readFileSync(path.join(release, 'skosmos-config.ttl'), 'utf8')));
});
afterAll(() => graph.close());

describe('Skosmos', () => {
  const of = (vocabulary: string, property: string): string[] =>
    configuration.getObjects(vocabulary, property, null).map(({ value }) => value);
  const vocabularies = (): string[] =>
    configuration.getSubjects(null, `${space}Vocabulary`, null).map(({ value }) => value);

  it('has a vocabulary for each concept scheme', () => {
    const schemes = rows('SELECT ?scheme { ?scheme a skos:ConceptScheme FILTER EXISTS { ?c skos:inScheme ?scheme } }');
    const main = vocabularies().flatMap((one) => of(one, `${space}mainConceptScheme`));
    expect(main.sort()).toEqual(schemes.flat().sort());
    expect(new Set(vocabularies()).size).toBe(main.length);
  });

  it('finds the concepts of each scheme under its URI space', () => {
    for (const one of vocabularies()) {
      const [scheme] = of(one, `${space}mainConceptScheme`);
      const [begin = ''] = of(one, 'http://rdfs.org/ns/void#uriSpace');
      const concepts = rows(`SELECT ?concept { ?concept a skos:Concept ; skos:inScheme <${scheme}> }`).flat();
      expect(concepts.filter((concept) => !concept.startsWith(begin))).toEqual([]);
      expect(begin).toMatch(/^https?:\/\/.+[/#]$/);
    }
  });

  it('uses locales that systems support', () => {
    const nodes = configuration.getSubjects(`${rdf}value`, null, null);
    const locales = nodes.map((node) =>
      ['http://www.w3.org/2000/01/rdf-schema#label', `${rdf}value`].flatMap((one) => of(node.value, one)),
    );
    expect(Object.fromEntries(locales)).toEqual({
      ar: 'ar_EG.utf8',
      en: 'en_US.utf8',
      es: 'es_ES.utf8',
      fr: 'fr_FR.utf8',
      ru: 'ru_RU.utf8',
      zh: 'zh_CN.utf8',
    });
  });

  it('has a unique URL-safe id and a title for each vocabulary', () => {
    const lists = [
      'https://a.example/categories',
      'https://a.example/b/list',
      'https://a.example/c/list#',
      'urn:目標?',
    ];
    const schemes = lists.map((iri) => ({ iri, titles: [], languages: [], space: 'https://a.example/' }));
    const edition = { base: 'https://a.example/', name: 'a', titles: [] } as unknown as Edition;
    const quads = new Store(skosmosConfiguration(edition, { languages: [] } as unknown as Statistics, schemes));
    const ids = lists.map((list) => quads.getSubjects(`${space}mainConceptScheme`, list, null)[0]?.value.split('#')[1]);
    expect(ids).toEqual(['categories-2', 'list', 'list-2', 'urn-']);
    for (const id of ids) {
      const [vocabulary] = quads.getSubjects(`${space}shortName`, DataFactory.literal(id as string), null);
      expect(quads.getObjects(vocabulary ?? null, 'http://purl.org/dc/terms/title', null)).toHaveLength(1);
      expect(quads.getObjects(vocabulary ?? null, `${rdf}type`, null)).toHaveLength(2);
    }
  });

  it.each(['en', 'fr', 'es', 'ar', 'zh', 'ru'])('shows the schemes and their top concepts in %s', (language) => {
    const titled = rows(
      `SELECT DISTINCT ?s { ?s a skos:ConceptScheme ; dct:title ?t FILTER(LANG(?t) = "${language}") }`,
    );
    expect(titled.length).toBe(rows('SELECT DISTINCT ?s { ?s a skos:ConceptScheme }').length);
    // A missing name is shown in the fallback language of the configuration.
    const named = (tags: string): number =>
      rows(`SELECT DISTINCT ?top { ?top skos:topConceptOf ?s ; skos:prefLabel ?l FILTER(LANG(?l) IN (${tags})) }`)
        .length;
    expect(named(`"${language}", "en"`)).toBe(rows('SELECT DISTINCT ?top { ?top skos:topConceptOf ?s }').length);
    expect(named(`"${language}"`)).toBeGreaterThan(23);
    expect(new Set(vocabularies().flatMap((one) => of(one, `${space}defaultLanguage`)))).toEqual(new Set(['en']));
    const languages = Object.fromEntries(
      vocabularies().map((one) => [of(one, `${space}mainConceptScheme`)[0], of(one, `${space}language`)]),
    );
    const inLanguage = rows(
      `SELECT DISTINCT ?s { ?c skos:inScheme ?s ; skos:prefLabel ?l FILTER(LANG(?l) = "${language}") }`,
    );
    const listed = Object.keys(languages).filter((scheme) => languages[scheme]?.includes(language));
    expect(listed.sort()).toEqual(inLanguage.flat().sort());
  });

  it('navigates up and down', () => {
    for (const [up, down] of [
      ['broader', 'narrower'],
      ['topConceptOf', 'hasTopConcept'],
    ]) {
      expect(rows(`SELECT ?a ?b { ?a skos:${up} ?b MINUS { ?b skos:${down} ?a } }`)).toEqual([]);
      expect(rows(`SELECT ?a ?b { ?b skos:${down} ?a MINUS { ?a skos:${up} ?b } }`)).toEqual([]);
      expect(rows(`SELECT ?a { ?a skos:${up} ?b } LIMIT 1`)).toHaveLength(1);
    }
  });
});

describe('SkoHub', () => {
  it('finds each concept in one scheme with a title and description', () => {
    expect(rows('SELECT ?c { ?c a skos:Concept ; skos:inScheme ?a, ?b FILTER(?a != ?b) }')).toEqual([]);
    expect(rows('SELECT ?c { ?c a skos:Concept MINUS { ?c skos:inScheme ?s . ?s a skos:ConceptScheme } }')).toEqual([]);
    expect(rows('SELECT ?s { ?s a skos:ConceptScheme MINUS { ?s dct:title ?t ; dct:description ?d } }')).toEqual([]);
  });

  it('reaches each concept from the top, except retired ones', () => {
    const lost = rows(`
      SELECT ?c ?retired {
        ?c a skos:Concept ; skos:inScheme ?scheme
        BIND(EXISTS { ?c owl:deprecated true } AS ?retired)
        MINUS { ?scheme skos:hasTopConcept/skos:narrower* ?c . ?c skos:inScheme ?scheme }
      }`);
    expect(lost.filter(([, retired]) => retired !== 'true')).toEqual([]);
  });

  it('finds only concepts below a concept', () => {
    expect(rows('SELECT ?o { ?s skos:narrower ?o MINUS { ?o a skos:Concept } }')).toEqual([]);
  });
});
