import fc from 'fast-check';
import { DataFactory, type Quad } from 'n3';
import { canonize, NQuads } from 'rdf-canonize';
import { describe, expect, it } from 'vitest';
import { createCache } from '../src/bytes.js';
import { derive } from '../src/graph/derive.js';
import { canonicalOrder, toNQuads, toNTriples } from '../src/graph/quad-lines.js';
import { createStore } from '../src/graph/store.js';
import { cellAddress, columnNumber } from '../src/problem.js';
import { countStatistics } from '../src/publish/catalogue/statistics.js';
import { cutChunks, forgetful } from '../src/publish/chunks.js';
import { compareCodePoints, sortCodePoints } from '../src/text/order.js';
import { property } from './support/property.js';

const { literal, namedNode, quad } = DataFactory;
const iri = fc
  .constantFrom('a', 'a/b', 'a#b', 'ab', 'é', '\u{1f6b6}', '\uff41')
  .map((name) => namedNode(`https://example.org/${name}`));
const text = fc.string({ unit: 'binary', maxLength: 8 }).filter((one) => !/\p{Cs}/u.test(one));
const object = fc.oneof(
  iri,
  text.map((value) => literal(value)),
  text.map((value) => literal(value, 'en')),
  text.map((value) => literal(value, namedNode('https://example.org/type'))),
);
const quads = fc.array(
  fc.tuple(iri, iri, object, iri).map(([s, p, o, g]) => quad(s, p, o, g)),
  { maxLength: 30 },
);

describe('cached chunks', () => {
  it('are cut again after a statement is appended', () => {
    const said = (value: string): Quad =>
      quad(namedNode('https://example.org/a'), namedNode('https://example.org/p'), literal(value));
    const memory = createCache();
    const setting = { provenance: 'https://example.org/graph/provenance', context: {}, frame: undefined };
    const sizes = [[said('1')], [said('1'), said('2')], [said('1')]].map(
      (quads) => cutChunks(quads, setting, memory)[0]?.quads.length,
    );
    expect(sizes).toEqual([1, 2, 1]);
  });
});

describe('statistics of a graph', () => {
  it('count matches as links into other schemes, even between external concepts', () => {
    const [of, to] = ['http://metadata.un.org/sdg/16.2', 'http://www.wikidata.org/entity/Q1'];
    const exactMatch = 'http://www.w3.org/2004/02/skos/core#exactMatch';
    const triples = [quad(namedNode(of), namedNode(exactMatch), namedNode(to))];
    expect(countStatistics([{ triples, recall: forgetful }], 'https://example.org/').linksets).toEqual([
      { target: 'http://www.wikidata.org/entity/', predicate: exactMatch, count: 1 },
    ]);
  });
});

describe('derivation rules', () => {
  it('are reported and skipped if a header key is missing', () => {
    const store = createStore('https://example.org/');
    store.load('<https://example.org/a> <https://example.org/p> <https://example.org/b> .');
    const rule = { name: 'inverse', file: 'derive/inverse.rq', header: { graph: 'graph' }, missing: ['reason'] };
    const text = 'CONSTRUCT { ?b <https://example.org/q> ?a } { ?a <https://example.org/p> ?b }';
    const { derived, problems } = derive(store, [{ ...rule, text }], 'https://example.org/', []);
    expect(derived.flatMap((one) => one.quads)).toEqual([]);
    expect(problems).toMatchObject([{ code: 'rule-broken', where: { file: 'derive/inverse.rq' } }]);
  });
});

describe('canonical N-Quads', () => {
  it('are read back by the engine as the same terms', () =>
    property(quads, (all) => {
      const store = createStore('https://example.org/');
      store.add(all);
      const { rows } = store.table('SELECT ?g ?s ?p ?o { GRAPH ?g { ?s ?p ?o } }');
      const key = (terms: (unknown | undefined)[]): string =>
        JSON.stringify(terms.map((term) => (term as { id: string }).id));
      const expected = new Set(all.map((one) => key([one.graph, one.subject, one.predicate, one.object])));
      expect(new Set(rows.map(key))).toEqual(expected);
    }));

  it('have the lines of RDFC-1.0, sorted by code point', async () => {
    for (const all of fc.sample(quads, { seed: 7, numRuns: 50 })) {
      const canonical = await canonize(NQuads.parse(toNQuads(all)), {
        algorithm: 'RDFC-1.0',
        format: 'application/n-quads',
      });
      const lines = (nquads: string): string[] => nquads.split('\n').filter(Boolean).sort(compareCodePoints);
      expect(lines(toNQuads(canonicalOrder(all)))).toEqual(lines(canonical));
    }
  });

  it('are sorted, independent of the order of the input', () =>
    property(quads, (all) => {
      const ordered = canonicalOrder(all);
      expect(toNQuads(canonicalOrder([...all].reverse()))).toBe(toNQuads(ordered));
      const lines = ordered.map((one) => toNQuads([one]));
      expect(lines).toEqual([...lines].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }));

  it('stay in order when graphs are merged', () =>
    property(quads, (all) => {
      const setting = { provenance: '', context: {}, frame: undefined };
      const union = cutChunks(all, setting).map(({ triples }) => toNTriples(triples));
      const triples = all.map(({ subject, predicate, object }) => quad(subject, predicate, object) as Quad);
      expect(union.join('')).toBe(toNQuads(canonicalOrder(triples)));
    }));
});

describe('order of strings', () => {
  it('is the order of their UTF-8 bytes', () =>
    property(fc.array(text), (strings) => {
      const bytes = [...strings].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(sortCodePoints([...strings])).toEqual(bytes);
    }));
});

describe('address of a cell', () => {
  it('matches spreadsheets', () => {
    expect([1, 2, 26, 27, 52, 702, 703].map((column) => cellAddress(14, column))).toEqual([
      'A14',
      'B14',
      'Z14',
      'AA14',
      'AZ14',
      'ZZ14',
      'AAA14',
    ]);
  });
  it('can be converted back to the column', () =>
    property(fc.integer({ min: 1, max: 16_384 }), (column) => {
      expect(columnNumber({ file: '', cell: cellAddress(9, column) })).toBe(column);
    }));
});
