import path from 'node:path';
import { DataFactory, Parser, type Quad_Subject, Store, type Term } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleNames, exampleProject } from './support/examples.js';
import { gcm, readText } from './support/gcm.js';

/** The releases of the examples fulfil the documented conditions of the programs that show SKOS. */

const { namedNode: iri, quad } = DataFactory;
const skos = (name: string) => iri(`http://www.w3.org/2004/02/skos/core#${name}`);
const skosmos = (name: string) => iri(`http://purl.org/net/skosmos#${name}`);
const type = iri('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
const title = iri('http://purl.org/dc/terms/title');

const languagesOf = (texts: Term[]): string[] =>
  texts.map((text) => (text.termType === 'Literal' ? text.language : text.value));
const isText = (term: Term): boolean => term.termType === 'Literal' && term.language !== '';
const twice = (values: string[]): string[] => values.filter((value, i) => values.indexOf(value) < i);

describe.each(exampleNames)('the release of %s', (name) => {
  let graph: Store;
  let configuration: Store;
  beforeAll(async () => {
    const cwd = exampleProject(name);
    expect((await gcm(['build', '--strict', '--no-site'], { cwd })).code).toBe(0);
    const release = path.join(cwd, 'build/current');
    const dump = `${/identifier,.*\n\w+,([\w-]+)/.exec(readText(cwd, 'data/dataset.csv'))?.[1]}.ttl`;
    const read = (file: string): Store => new Store(new Parser().parse(readText(release, file)));
    [graph, configuration] = [read(dump), read('skosmos-config.ttl')];
  });
  const schemes = (): Quad_Subject[] => graph.getSubjects(type, skos('ConceptScheme'), null);
  const conceptsIn = (scheme: Term): Quad_Subject[] => graph.getSubjects(skos('inScheme'), scheme, null);

  it('has a title with a language for each scheme, and its top concepts', () => {
    expect(schemes().length).toBeGreaterThan(0);
    for (const scheme of schemes()) {
      const languages = languagesOf(graph.getObjects(scheme, title, null));
      expect(languages.length, scheme.value).toBeGreaterThan(0);
      expect([...twice(languages), ...languages.filter((language) => language === '')]).toEqual([]);
      const tops = graph.getObjects(scheme, skos('hasTopConcept'), null);
      expect(tops.length, scheme.value).toBeGreaterThan(0);
      for (const top of tops) expect(graph.has(quad(top as Quad_Subject, skos('topConceptOf'), scheme))).toBe(true);
    }
  });

  it('has one preferred name in each language for each concept, and a scheme', () => {
    const concepts = graph.getSubjects(type, skos('Concept'), null);
    expect(concepts.length).toBeGreaterThan(10);
    for (const concept of concepts) {
      const languages = languagesOf(graph.getObjects(concept, skos('prefLabel'), null));
      expect(languages.length, concept.value).toBeGreaterThan(0);
      expect([...twice(languages), ...languages.filter((language) => language === '')]).toEqual([]);
      expect(graph.getObjects(concept, skos('inScheme'), null)).toHaveLength(1);
    }
  });

  it('leads from the top concepts to every concept by skos:narrower, as SkoHub draws its trees', () => {
    for (const scheme of schemes()) {
      const found = new Map<string, Term>();
      const wait = graph.getObjects(scheme, skos('hasTopConcept'), null);
      for (const one of wait) {
        if (found.has(one.value)) continue;
        found.set(one.value, one);
        wait.push(...graph.getObjects(one as Quad_Subject, skos('narrower'), null));
      }
      expect([...found.keys()].sort()).toEqual(
        conceptsIn(scheme)
          .map(({ value }) => value)
          .sort(),
      );
    }
    for (const { subject, object } of graph.match(null, skos('narrower'), null))
      expect(graph.has(quad(object as Quad_Subject, skos('broader'), subject))).toBe(true);
  });

  it('has a configuration for Skosmos that fits the data', () => {
    const vocabularies = configuration.getSubjects(type, skosmos('Vocabulary'), null);
    const one = (vocabulary: Quad_Subject, property: Term): string => {
      const values = configuration.getObjects(vocabulary, property, null);
      expect(values, `${vocabulary.value} ${property.value}`).toHaveLength(1);
      return values[0]?.value ?? '';
    };
    const main = vocabularies.map((vocabulary) => one(vocabulary, skosmos('mainConceptScheme')));
    expect(main.sort()).toEqual(
      schemes()
        .map(({ value }) => value)
        .sort(),
    );
    expect(twice(vocabularies.map((vocabulary) => one(vocabulary, skosmos('shortName'))))).toEqual([]);
    for (const vocabulary of vocabularies) {
      const scheme = iri(one(vocabulary, skosmos('mainConceptScheme')));
      const concepts = conceptsIn(scheme);
      const space = one(vocabulary, iri('http://rdfs.org/ns/void#uriSpace'));
      expect(concepts.filter(({ value }) => !value.startsWith(space))).toEqual([]);
      const [standard, languages] = [
        one(vocabulary, skosmos('defaultLanguage')),
        configuration.getObjects(vocabulary, skosmos('language'), null).map(({ value }) => value),
      ];
      expect(languages).toContain(standard);
      expect(languagesOf(configuration.getObjects(vocabulary, title, null))).toContain(standard);
      const named = concepts.flatMap((concept) => graph.getObjects(concept, skos('prefLabel'), null));
      expect(languages.sort()).toEqual([...new Set(languagesOf(named))].sort());
      expect(one(vocabulary, iri('http://rdfs.org/ns/void#sparqlEndpoint'))).toMatch(/^https:.*\/sparql$/);
      const category = iri(one(vocabulary, iri('http://purl.org/dc/terms/subject')));
      expect(languagesOf(configuration.getObjects(category, skos('prefLabel'), null)).length).toBeGreaterThan(0);
      expect(one(vocabulary, skosmos('shortName'))).toMatch(/^[A-Za-z0-9_-]+$/); // a part of its web addresses
    }
  });

  it('has texts with languages, and codes that are plain strings', () => {
    const labels = ['prefLabel', 'altLabel', 'hiddenLabel', 'definition', 'scopeNote', 'note', 'example'].map(skos);
    for (const text of labels.flatMap((label) => graph.getObjects(null, label, null)))
      expect(isText(text), text.value).toBe(true);
    for (const concept of graph.getSubjects(type, skos('Concept'), null))
      expect(twice(languagesOf(graph.getObjects(concept, skos('definition'), null)))).toEqual([]);
    for (const { object } of graph.match(null, skos('notation'), null))
      expect(object.termType === 'Literal' && object.datatype.value).toBe('http://www.w3.org/2001/XMLSchema#string');
  });

  it('has relations that lead to concepts or schemes, in both directions', () => {
    const ends = { narrower: 'Concept', broader: 'Concept', related: 'Concept', inScheme: 'ConceptScheme' };
    for (const [relation, kind] of Object.entries({ ...ends, topConceptOf: 'ConceptScheme', hasTopConcept: 'Concept' }))
      for (const { object } of graph.match(null, skos(relation), null))
        expect(graph.has(quad(object as Quad_Subject, type, skos(kind))), `${relation} ${object.value}`).toBe(true);
    for (const { subject, object } of graph.match(null, skos('related'), null))
      expect(graph.has(quad(object as Quad_Subject, skos('related'), subject))).toBe(true);
    for (const relation of ['exactMatch', 'closeMatch', 'broadMatch', 'narrowMatch', 'relatedMatch'])
      for (const { object } of graph.match(null, skos(relation), null)) expect(object.termType).toBe('NamedNode');
  });

  it('has no cycle of parents, which would never end in a tree', () => {
    const above = (one: Quad_Subject, path: string[]): string[] =>
      path.includes(one.value)
        ? [one.value]
        : graph
            .getObjects(one, skos('broader'), null)
            .flatMap((parent) => above(parent as Quad_Subject, [...path, one.value]));
    expect(graph.getSubjects(skos('broader'), null, null).flatMap((one) => above(one, []))).toEqual([]);
  });
});
