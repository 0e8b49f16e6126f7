import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { linesOf } from '../src/graph/nquads.js';
import { createStore } from '../src/graph/store.js';
import { withMemoryLimit } from '../src/serve/sparql/engine-module.js';
import { beyondLimits } from '../src/serve/sparql/query-limits.js';
import { type ReadQuery, readQuery } from '../src/serve/sparql/read-query.js';
import { countRows, firstStatements, withLimit } from '../src/serve/sparql/result-limit.js';
import { scan } from '../src/serve/sparql/tokens.js';
import { root } from './support/gcm.js';
import { property } from './support/property.js';

const base = 'https://example.org/';
const read = (text: string): ReadQuery => {
  const query = readQuery(text, base);
  if ('refused' in query) throw new Error(query.refused);
  return query;
};
const refusedOf = (text: string): string => {
  const query = readQuery(text, base);
  return 'refused' in query ? query.refused : (beyondLimits(query) ?? '');
};

const folders = ['examples', 'checks', 'exports', 'summary', 'derive'];
const saved = folders.flatMap((folder) =>
  readdirSync(path.join(root, 'queries', folder)).map((file) => path.join(root, 'queries', folder, file)),
);

const store = createStore(base);
store.load(
  linesOf(
    new Parser().parse(
      `<urn:a> <urn:p> 1, 2, 3, "say \\"{<result>\\n,", "\\\\" . <urn:b> <urn:p> "x\\ty", "}},{"@en .`,
    ),
  ),
);

describe('queries before an engine sees them', () => {
  it.each(saved)('%s is within the limits, twice over', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(beyondLimits(read(text))).toBeUndefined();
    // Twice the pattern, with its brackets: half of each limit is free.
    const where = text.indexOf('{', text.search(/^(SELECT|CONSTRUCT|ASK)/m));
    const group = text.slice(where, text.lastIndexOf('}') + 1);
    expect(beyondLimits(read(`${text.slice(0, where)}{ ${group} ${group} }`))).toBeUndefined();
  });

  it('texts are cut into tokens that leave nothing out', () =>
    property(
      fc.string({
        unit: fc.constantFrom('"', "'", '<', '>', '#', '\n', ' ', 'a', 'é', ':', '.', '\\', '?', '(', '-', '1', '|'),
      }),
      (text) => {
        const scanned = scan(text);
        if ('fault' in scanned) return;
        let end = 0;
        for (const token of scanned.tokens) {
          expect(text.slice(token.start, token.start + token.text.length)).toBe(token.text);
          expect(
            text
              .slice(end, token.start)
              .replace(/#[^\r\n]*/g, '')
              .trim(),
          ).toBe('');
          end = token.start + token.text.length;
        }
      },
    ));

  const heavy = ['a.', 'a-', '<a', '"', '(', ':', '?a<', '#\n', '1.', '@a', 'a:%41\\.', '1<((', 'é:', "'''"];
  // 10 ms each; in the square of the length it would be minutes, and the test would run out of time.
  it.each(heavy)(
    '100,000 characters of %j are read in one pass',
    { timeout: 30_000 },
    (piece) => void refusedOf(`SELECT ${piece.repeat(100_000 / piece.length)}`.slice(0, 100_000)),
  );

  it.each([
    ['SELECT * { SERVICE <http://x/> {} }', 'SERVICE'],
    ['SELECT * { service silent <http://x/> {} }', 'SERVICE'],
    ['SELECT * { SERVICESILENT<http://x/>{} }', 'SERVICE'],
    ['SELECT * { SERVICE ?endpoint {} }', 'SERVICE'],
    ['PREFIX e: <http://x/> SELECT * { SERVICE e:x {} }', 'SERVICE'],
    ['SELECT * { FILTER(1<2)SERVICE<http://x/>{} }', 'SERVICE'],
    ['SELECT * { \\u0053ERVICE <http://x/> {} }', 'does not belong'],
    ['INSERT DATA { <a> <b> <c> }', 'only reads'],
    ['PREFIX a: <http://x/> BASE <http://y/> LOAD <c>', 'only reads'],
    ['WITH <a> DELETE {} WHERE {}', 'only reads'],
    ['FROM <a>', 'no query'],
    ['', 'no query'],
    ['SELECT * { ?s ?p "a\n" }', 'line 1, column 18'],
    ['SELECT * FROMNAMED<a> {}', 'behind FROM'],
    ['SELECT * FROM 1 {}', 'behind FROM'],
    ['SELECT * FROM nothing: {}', 'nothing: is not declared'],
    // What the engine reads as words and a name, or as an operator and a comment.
    ['PREFIX : <http://x/> ASK { SERVICE:x {} }', 'SERVICE: is not declared'],
    ['PREFIX : <http://x/> PREFIX service: <http://x/> ASK { service:x {} }', 'a word of the language too'],
    ['PREFIX e: <u:> PREFIX SERVICEsilente: <u:> ASK { SERVICEsilente:x {} }', 'a word of the language too'],
    ['PREFIX a.FILTER: <u:> ASK { ?s ?p a.FILTER:f(?a<2#>"""\n) }#"""', 'a word of the language too'],
    ['ASK { ?s ?p ?a FILTER(?a<2#>"""\n) SERVICE <http://x/> {} #"""\n}', 'SERVICE'],
    ['PREFIX e: <u:> ASK { ?s ?p ?a FILTER e:f(?a<2#>"""\n) SERVICE <http://x/> {} #"""\n}', 'SERVICE'],
    ['ASK { { SELECT (?a<2#>"""\n AS ?x) {} } SERVICE <http://x/> {} #"""\n}', 'SERVICE'],
    ['ASK { ?s ?p true . truea(1<p#>) SERVICE <http://x/> {} \n}', 'SERVICE'],
    ['ASK { <<( ?s ?p ?o )>> ?q ?r }', 'triples in triples'],
    [`${Array.from({ length: 200 }, (_, i) => `PREFIX SERVICE${i}: <u:> `).join('')}ASK {}`, '100 prefixes'],
  ])('%j is refused', (text, word) => expect(refusedOf(text)).toContain(word));

  it.each([
    'PREFIX ex: <http://x/> SELECT ?service { ?service ex:service "SERVICE" . ex:load ?load \'INSERT\' } # SERVICE <x>',
    'PREFIX graph: <http://x/> ASK { GRAPH graph:a { ?s a (<a#b> <c#d>), (1<p#>) } }',
    'ASK { ?s<http://x/(#>?o VALUES (?a ?b) { (<a#b> <c#d>) } }',
    'SELECT (<http://x/SERVICE> AS ?from) { ?s <http://x/#FROM> """FROM "<x>" SERVICE""" }',
  ])('%j is not', (text) => expect(refusedOf(text)).toBe(''));

  it.each([
    [`SELECT (${'('.repeat(9000)}1`, 'brackets'],
    [`SELECT (1<${'('.repeat(300)}1${')'.repeat(300)}>0 AS ?x) {}`, 'brackets'],
    [`ASK { ${'OPTIONAL {} '.repeat(1000)} }`, 'OPTIONAL'],
    [`ASK { FILTER(${'?a || '.repeat(5000)} ?a) }`, 'operators'],
    [`ASK { ${Array.from({ length: 200 }, (_, i) => `?s <p${i}> ?o${i}`).join(' . ')} }`, 'triple patterns'],
    [`ASK { ${Array.from({ length: 90 }, (_, i) => `?s <p${i}> ?o${i} FILTER(true)`).join(' ')} }`, 'triple patterns'],
    [
      `ASK { VALUES ?x { 1 } { ${Array.from({ length: 200 }, (_, i) => `?s <p${i}> ?o${i}`).join(' . ')} } }`,
      'triple patterns',
    ],
    [`ASK { ?s ?p ?a FILTER(?a<2#>"""\n) ${'OPTIONAL {} '.repeat(800)} #"""\n }`, 'OPTIONAL'],
    [`ASK { ?s ?p (${'1 '.repeat(200)}) }`, 'triple patterns'],
    [`ASK { ?s ${'<p>/'.repeat(200)}<p> ?o }`, 'triple patterns'],
    [`ASK { ${'{ SELECT * {} }'.repeat(100)} }`, 'triple patterns'],
    [`DESCRIBE ${'<a> '.repeat(1000)}`, 'outside'],
    [`SELECT ${'(1 AS ?x) '.repeat(300)} {}`, 'AS'],
    [`ASK { FILTER(REGEX("a", "${'a'.repeat(20_000)}")) }`, 'characters'],
    [`ASK { FILTER(${'REGEX("a", "b") , '.repeat(60)}) }`, 'REGEX'],
    [`ASK { VALUES ?x { ${'1 '.repeat(30_000)} } }`, '20,000'],
  ])('what is too much: %#', (text, what) => expect(refusedOf(text)).toContain(what));

  it('rows of VALUES and of IN may be many', () => {
    expect(refusedOf(`ASK { VALUES (?a ?b) { ${'(1 2) '.repeat(3000)} } }`)).toBe('');
    expect(refusedOf(`ASK { ?s ?p ?o FILTER(?o IN (${'1, '.repeat(5000)} 2)) }`)).toBe('');
  });

  it('graphs are named by absolute IRIs', () =>
    expect(
      read(`BASE <http://b/c/> PREFIX p: <d/> SELECT * FROM <e> FROM NAMED p:f FROM <\\u0068ttp://g> { GRAPH <h> {} }`)
        .dataset,
    ).toEqual({ defaultGraphs: ['http://b/c/e', 'http://g'], namedGraphs: ['http://b/c/d/f'] }));

  it('graphs are seen behind what looks like an IRI with a bracket in it', () =>
    expect(read('SELECT ((1<2&&3)>(1) AS ?x) FROM <http://g> {}').dataset?.defaultGraphs).toEqual(['http://g']));
});

describe('limits put into queries', () => {
  it.each([
    ['SELECT * {}', 'SELECT * {} LIMIT 7 '],
    ['SELECT * {} LIMIT 5', 'SELECT * {} LIMIT 5'],
    ['SELECT * {} limit 5000', 'SELECT * {} limit 7'],
    ['SELECT * {} # LIMIT 1', 'SELECT * {} LIMIT 7  # LIMIT 1'],
    ['SELECT * {} OFFSET 3 VALUES ?a { 1 }', 'SELECT * {} OFFSET 3 LIMIT 7  VALUES ?a { 1 }'],
    [
      'SELECT * { { SELECT * {} LIMIT 99 } VALUES ?a { 1 } }',
      'SELECT * { { SELECT * {} LIMIT 99 } VALUES ?a { 1 } } LIMIT 7 ',
    ],
    ['SELECT * { FILTER(1<2&&(3>1)) } LIMIT 9', 'SELECT * { FILTER(1<2&&(3>1)) } LIMIT 7'],
    ['SELECT ?limit { ?limit <LIMIT> "LIMIT 3" }', 'SELECT ?limit { ?limit <LIMIT> "LIMIT 3" } LIMIT 7 '],
  ])('%j', (text, expected) => expect(withLimit(text, read(text), 7)).toBe(expected));

  it.each([
    'text/csv',
    'text/tab-separated-values',
    'application/sparql-results+xml',
    'application/sparql-results+json',
  ])('rows are counted in %s', (mediaType) => {
    for (const text of [
      'SELECT * { ?s ?p ?o }',
      'SELECT ?o { ?s ?p ?o } VALUES ?x { 1 }',
      'SELECT * { <urn:x> ?p ?o }',
      'SELECT * {}',
    ]) {
      const rows = store.table(text).rows.length;
      expect(countRows(store.answer(text, mediaType), mediaType)).toBe(rows);
      const few = withLimit(text, read(text), 3);
      expect(countRows(store.answer(few, mediaType), mediaType)).toBe(Math.min(rows, 3));
    }
  });

  it('statements are cut at their ends', () => {
    const all = store.answer('CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }', 'application/n-triples');
    expect(firstStatements(all, 7)).toEqual({ text: all, truncated: false });
    expect(firstStatements(all, 6)).toEqual({ text: `${all.split('\n').slice(0, 6).join('\n')}\n`, truncated: true });
    expect(firstStatements('', 6)).toEqual({ text: '', truncated: false });
  });
});

describe('memory of a program', () => {
  // (module (memory (export "m") 2)), written by hand
  const program = Uint8Array.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, 5, 3, 1, 0, 2, 7, 5, 1, 1, 0x6d, 2, 0]);

  it('ends where it is told to', async () => {
    const { instance } = await WebAssembly.instantiate(withMemoryLimit(program, 300));
    const memory = instance.exports['m'] as WebAssembly.Memory;
    expect(memory.grow(298)).toBe(2);
    expect(() => memory.grow(1)).toThrow(RangeError);
  });

  it('does not end before it begins', () => expect(() => withMemoryLimit(program, 1)).toThrow('2 pages'));
});
