import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readFault } from '../src/graph/query-file.js';
import { createStore } from '../src/graph/store.js';
import type { JsonTerm } from '../src/rdf/terms.js';
import { type AnswerTable, answerBy, barsOf, measuresOf, readGraph } from '../src/site/query/answer.js';
import {
  fragmentOf,
  isQuery,
  missingPrefixes,
  namesGraphs,
  offersAt,
  originOf,
  packPages,
  queryIn,
  servicesIn,
  shorten,
  unpackPages,
} from '../src/site/query/query-text.js';
import { property } from './support/property.js';

const prefixes = {
  gcm: 'https://w3id.org/gcm-graph/ontology#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  sdg: 'http://metadata.un.org/sdg/',
};

describe('N-Triples', () => {
  it('become rows of unescaped terms', () => {
    const text =
      '<a:b> <c:d\\u003E> "x\\"\\\\n\\n\\U0001F600"@fr-CA .\n_:b0 <c:d> "1"^^<http://x/int> .\n\n_:b0 <c:d> _:b1 .\n# no\n';
    expect(readGraph(text)).toMatchObject({
      form: 'graph',
      isCut: false,
      rows: [
        [
          { type: 'uri', value: 'a:b' },
          { type: 'uri', value: 'c:d>' },
          { type: 'literal', value: 'x"\\n\n😀', 'xml:lang': 'fr-CA' },
        ],
        [
          { type: 'bnode', value: 'b0' },
          { type: 'uri', value: 'c:d' },
          { type: 'literal', value: '1', datatype: 'http://x/int' },
        ],
        [
          { type: 'bnode', value: 'b0' },
          { type: 'uri', value: 'c:d' },
          { type: 'bnode', value: 'b1' },
        ],
      ],
    });
  });
});

describe('prefixes', () => {
  it.each([
    ['SELECT * { ?o a gcm:Objective ; skos:prefLabel ?l }', 'gcm skos'],
    ['PREFIX gcm: <x> SELECT * { ?o a gcm:Objective }', ''],
    ['prefix  skos:<x> SELECT * { ?o ^skos:broader/gcm:x ?l }', 'gcm'],
    ['SELECT * { ?o ?p "gcm:x", <skos:y> } # sdg:1', ''],
    ['SELECT * { ?gcm:x ?p "1"^^skos:z, _:gcm }', 'skos'],
    ['SELECT * { ?o other:x sdg:16.2 }', 'sdg'],
  ])('%s: missing %s', (query, expected) =>
    expect(
      [...missingPrefixes(query, prefixes).matchAll(/^PREFIX (\w+): <.*>$/gm)].map(([, name]) => name).join(' '),
    ).toBe(expected),
  );

  it('shorten IRIs if the rest is a valid name', () => {
    expect(shorten('http://metadata.un.org/sdg/16.2', prefixes)).toBe('sdg:16.2');
    expect(shorten('http://metadata.un.org/sdg/', prefixes)).toBeUndefined();
    expect(shorten('http://metadata.un.org/sdg/a/b', prefixes)).toBeUndefined();
    expect(shorten('http://metadata.un.org/sdg/1.', prefixes)).toBeUndefined();
  });
});

describe('the added limit', () => {
  it.each([
    ['SELECT * { ?s ?p ?o }', true],
    ['SELECT * { ?s ?p ?o } ORDER BY ?limit # LIMIT 5', true],
    ['SELECT * { { SELECT * { ?s ?p ?o } LIMIT 5 } }', true],
    ['SELECT * { ?s ?p ?o VALUES ?s { <a> } }', true],
    ['SELECT * { ?s ?p "} LIMIT 5" } OFFSET 2', true],
    ['SELECT * { ?s ?p ?o } LIMIT 5', false],
    ['SELECT * { ?s ?p ?o }\nlimit 20000 offset 3', false],
    ['SELECT * { ?s ?p ?o } VALUES (?s ?p) { (<a> <b>) (<c> "}") }', false],
    ['CONSTRUCT WHERE { ?s ?p ?o }', false],
    ['ASK { ?s ?p ?o }', true],
    ['CONSTRUCT WHERE { ?s ?p ?o } LIMIT 5', false],
    ['DESCRIBE <a>', false],
  ])('%s: %s', (query, expected) => {
    const asked: string[] = [];
    const store = createStore('http://e.org/');
    answerBy((text, mediaType) => {
      asked.push(text);
      return store.answer(text, mediaType);
    }, query);
    expect(asked.at(-1)).toBe(expected ? `${query}\nLIMIT 10001` : query);
  });

  it('does not change the position and reason of errors', () => {
    const store = createStore('http://e.org/');
    const failing = (query: string) => () => answerBy((text, mediaType) => store.answer(text, mediaType), query);
    expect(failing('SELECT * { ?s ?p }')).toThrow(/^error at 1:19: /);
    expect(failing('SELECT * { SERVICE <http://x.org/> { ?s ?p ?o } }')).toThrow(/^(?!error at )/);
  });
});

describe('the words of a query', () => {
  it.each([
    ['SELECT * FROM <http://e.org/g> { ?s ?p ?o }', true, true],
    ['ask from named <http://e.org/g> { ?s ?p ?o }', true, true],
    ['DESCRIBE ?from { ?from gcm:from "FROM" } # FROM <x>', true, false],
    ['INSERT DATA { <a> <b> "SELECT" } # select', false, false],
    ['', false, false],
  ])('%s: is a query: %s, names graphs: %s', (text, query, graphs) =>
    expect([isQuery(text), namesGraphs(text)]).toEqual([query, graphs]),
  );
});

const terms = {
  prefixes,
  classes: [
    ['gcm:Objective', 'Objective'],
    ['skos:Concept', 'Concept'],
  ] as const,
  properties: [
    ['gcm:connectedTarget', 'cible liée'],
    ['gcm:objectiveNumber', 'number'],
    ['skos:prefLabel', 'nom'],
  ] as const,
};
const offered = (text: string): string[] | undefined => {
  const [before = '', after = ''] = text.split('|');
  return offersAt(before, before + after, {
    ...terms,
    classes: [...terms.classes],
    properties: [...terms.properties],
  })?.offers.map((one) => one.text);
};

describe('completion', () => {
  it('offers prefixes, and names after a prefix', () => {
    expect(offered('SELECT * { ?s gc|')).toContain('gcm:');
    expect(offered('SELECT * { ?s gcm:|')).toEqual(['gcm:connectedTarget', 'gcm:objectiveNumber', 'gcm:Objective']);
    expect(offered('SELECT * { ?s skos:pre|')).toEqual(['skos:prefLabel']);
  });

  it('offers only classes after a', () => expect(offered('{ ?s a gcm:|')).toEqual(['gcm:Objective']));

  it('finds a property by a part of its name or label', () => {
    expect(offered('{ ?s target|')).toEqual(['gcm:connectedTarget']);
    expect(offered('{ ?s liée|')).toEqual(['gcm:connectedTarget']);
    expect(offered('{ ?s cible|')).toEqual(['gcm:connectedTarget']);
  });

  it('offers variables that appear elsewhere', () => {
    expect(offered('SELECT ?|{ ?target ?p ?total }')).toEqual(['?target', '?p', '?total']);
    expect(offered('SELECT ?t| { ?target ?p ?total }')).toEqual(['?target', '?total']);
    expect(offered('SELECT ?new|')).toEqual([]);
  });

  it('offers nothing in comments, strings and IRIs', () => {
    for (const text of ['# gcm|', '{ ?s ?p "gcm|', "{ ?s ?p 'it gcm|", '{ ?s <http://gcm|'])
      expect(offered(text)).toBeUndefined();
    expect(offered('{ ?s ?p "gcm" ; gcm|')).toContain('gcm:');
    expect(offered('FILTER(?a < 5) ?s gcm|')).toContain('gcm:');
  });
});

const xsd = 'http://www.w3.org/2001/XMLSchema#';
const number = (value: string, type = 'integer'): JsonTerm => ({ type: 'literal', value, datatype: xsd + type });
const plain = (value: string): JsonTerm => ({ type: 'literal', value });
const table = (columns: string[], ...rows: (JsonTerm | undefined)[][]): AnswerTable => ({
  columns,
  rows,
  isCut: false,
});

describe('bars', () => {
  it('show numbers, but not years, codes or incomplete columns', () => {
    const rows = table(
      ['year', 'code', 'value', 'share', 'gap'],
      [number('2020'), plain('1'), number('5'), number('0.5', 'decimal'), number('1')],
      [number('2021'), plain('2'), number('7'), number('1e3', 'double'), undefined],
    );
    expect(measuresOf(rows)).toEqual([2, 3]);
    expect(measuresOf(table(['n'], [number('5')]))).toEqual([]); // a single number needs no chart
    expect(measuresOf(table(['n'], [number('INF', 'double')], [number('1')]))).toEqual([]);
  });

  it('have lengths in proportion to their numbers, from a common zero', () => {
    const rows = table(
      ['goal', 'name', 'n'],
      [plain('1'), plain('No poverty'), number('30')],
      [plain('2'), undefined, number('-10')],
    );
    expect(barsOf(rows, 2)).toEqual([
      { label: '1 · No poverty', value: '30', start: 25, length: 75 },
      { label: '2', value: '-10', start: 0, length: 25 },
    ]);
    const alike = table(
      ['source', 'by', 'status', 'n'],
      [plain('A'), plain('U'), plain('stated'), number('3')],
      [plain('A'), plain('U'), plain('by text'), number('1')],
    );
    expect(barsOf(alike, 3).map(({ label }) => label)).toEqual(['A · U · stated', 'A · U · by text']);
    const zeros = table(['n'], [number('0')], [number('0')]);
    expect(barsOf(zeros, 0).map(({ label, length }) => [label, length])).toEqual([
      ['1', 0],
      ['2', 0],
    ]);
  });
});

describe('other servers', () => {
  it.each<[string, string[], boolean]>([
    ['SELECT * { SERVICE <https://a.org/sparql> { ?s ?p ?o } }', ['https://a.org/sparql'], false],
    [
      '{ service silent <http://a.org/x#y> { } SERVICE <https://b.org/> { } }',
      ['http://a.org/x#y', 'https://b.org/'],
      false,
    ],
    ['{ SERVICE ?who { } }', [], true],
    ['{ SERVICE wd:x { } SERVICE <https://b.org/> { } }', ['https://b.org/'], true],
    ['{ SERVICE <file:///etc/passwd> { } }', [], true],
    ['{ SERVICE # to <https://no.org/>\n <https://b.org/> { } }', ['https://b.org/'], false],
    ['{ ?s ?p "SERVICE <https://a.org/>" } # SERVICE <https://a.org/>', [], false],
    ['{ ?service gcm:service <https://a.org/> }', [], false],
  ])('%s', (query, addresses, isOpen) => expect(servicesIn(query)).toEqual({ addresses, isOpen }));

  it('are identified by scheme, name and port', () => {
    expect(originOf('https://a.org:8443/sparql?x')).toBe('https://a.org:8443');
    for (const address of ['', 'a.org', 'javascript:alert(1)', 'data:,x', 'ftp://a.org/'])
      expect(originOf(address)).toBeUndefined();
  });
});

describe('error messages of the engine', () => {
  it.each<[string, object]>([
    [
      `error at 3:12: expected one of "(", "\\"", FILTER, ['0' ..= '9' | 'a']`,
      { line: 3, column: 12, message: 'Expected "(" "\\"" FILTER' },
    ],
    [
      `error at 1:23: expected one of Prefix not found, ['%'], ['.']`,
      { line: 1, column: 23, message: 'Prefix not found' },
    ],
    ['The service <x> is not supported', { message: 'The service <x> is not supported' }],
  ])('%s', (text, expected) => expect(readFault(text)).toEqual(expected));

  it('are truncated', () => expect(readFault('x'.repeat(5000)).message).toHaveLength(201));
});

describe('packed data', () => {
  it('restores queries from URLs', () => {
    property(fc.string({ unit: 'grapheme' }), (query) => {
      expect(queryIn(fragmentOf(query))).toBe(query);
    });
    expect(queryIn('#content')).toBeUndefined();
  });

  it('restores the pages of resources with any name', () => {
    const name = fc.stringMatching(/^[a-z0-9_./-]{1,12}$/);
    property(fc.uniqueArray(fc.tuple(name, name), { selector: ([iri]) => iri }), (pairs) => {
      const paths = pairs.map(([iri, path]) => [`http://e.org/${iri}`, path] as const);
      expect(unpackPages(packPages(paths))).toEqual(new Map(paths));
    });
  });
});
