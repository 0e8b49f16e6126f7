import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { type ParsedQuery, parseQuery, queryText } from '../src/graph/sparql.js';
import { createStore } from '../src/graph/store.js';
import { countRows, firstStatements, isRepeatable, refusalOf, tokensBeyond } from '../src/serve/sparql/query-size.js';
import { root } from './support/gcm.js';

const base = 'https://example.org/';
const read = (text: string): ParsedQuery => {
  const query = parseQuery(text, { base });
  if ('fault' in query) throw new Error(query.fault.message);
  return query;
};
const refusedOf = (text: string): string => {
  const query = parseQuery(text, { base, watch: tokensBeyond });
  if (!('fault' in query)) return refusalOf(query)?.message ?? '';
  const { message, line, column } = query.fault;
  return line === undefined ? message : `${line}:${column} ${message}`;
};

const folders = ['examples', 'checks', 'exports', 'summary', 'derive'];
const saved = folders.flatMap((folder) =>
  readdirSync(path.join(root, 'queries', folder)).map((file) => path.join(root, 'queries', folder, file)),
);

const store = createStore(base);
store.add(
  new Parser().parse(`<urn:a> <urn:p> 1, 2, 3, "say \\"{<result>\\n,", "\\\\" . <urn:b> <urn:p> "x\\ty", "}},{"@en .`),
);

describe('the check of a query', () => {
  it.each(saved)('allows twice the size of %s', (file) => {
    const text = readFileSync(file, 'utf8');
    expect(refusedOf(text)).toBe('');
    // Doubles the pattern, with its brackets.
    const where = text.indexOf('{', text.search(/WHERE|^(SELECT|ASK)/m));
    const group = text.slice(where, text.lastIndexOf('}') + 1);
    expect(refusedOf(`${text.slice(0, where)}{ ${group} ${group} }`)).toBe('');
  });

  const heavy = ['a.', 'a-', '<a', '"', '(', ':', '?a<', '#\n', '1.', '@a', 'a:%41\\.', '1<((', 'é:', "'''", '?a '];
  // At most 0.3 s each. Quadratic time would take minutes and exceed the timeout.
  it.each(heavy)(
    'reads 100,000 characters of %j in linear time',
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
    ['SELECT * { ?s ?p ?o FILTER NOT EXISTS { { SELECT * { SERVICE <http://x/> {} } } } }', 'SERVICE'],
    ['SELECT * { \\u0053ERVICE <http://x/> {} }', '1:12 '],
    ['INSERT DATA { <a> <b> <c> }', 'update'],
    ['PREFIX a: <http://x/> BASE <http://y/> LOAD <c>', 'update'],
    ['WITH <a> DELETE {} WHERE {}', 'update'],
    ['FROM <a>', '1:1 Unexpected "FROM"'],
    ['', '1:1 Unexpected end of the query'],
    ['PREFIX a: <u:>', '1:15 Unexpected end of the query'],
    ['SELECT * {\n  ?s ?p }', '2:9 Unexpected "}"'],
    ['SELECT * { ?s ?p ?o', '1:20 Unexpected end of the query'],
    ['SELECT * {} LIMIT ?x', '1:19 Expected INTEGER'],
    ['SELECT * { ?s ?p "a\n" }', '1:18 Unexpected """'],
    ['SELECT * FROM 1 {}', '1:15 '],
    ['SELECT * FROM nothing: {}', 'Undeclared prefix "nothing:"'],
    ['PREFIX : <http://x/> ASK { service:x {} }', 'Undeclared prefix "service:"'],
    ['ASK { ?s ?p ?a FILTER(?a<2#>"""\n) SERVICE <http://x/> {} #"""\n}', 'Unexpected "<"'], // <2#> is an IRI
    ['PREFIX e: <u:> ASK { ?s ?p ?a FILTER e:f(?a<2#>"""\n) SERVICE <http://x/> {} #"""\n}', 'Unexpected "<"'],
    ['ASK { <<( ?s ?p ?o )>> ?q ?r }', '1:9 '],
  ])('rejects %j', (text, word) => expect(refusedOf(text)).toContain(word));

  it.each([
    'PREFIX ex: <http://x/> SELECT ?service { ?service ex:service "SERVICE" . ex:load ?load \'INSERT\' } # SERVICE <x>',
    'PREFIX graph: <http://x/> ASK { GRAPH graph:a { ?s a (<a#b> <c#d>), (1<p#>) } }',
    'ASK { ?s<http://x/(#>?o VALUES (?a ?b) { (<a#b> <c#d>) } }',
    'SELECT (<http://x/SERVICE> AS ?from) { ?s <http://x/#FROM> """FROM "<x>" SERVICE""" }',
    'PREFIX SERVICE: <http://x/> ASK { SERVICE:x a SERVICE:silent }',
  ])('allows %j', (text) => expect(refusedOf(text)).toBe(''));

  it.each([
    [`SELECT (${'('.repeat(9000)}1`, 'brackets'],
    [`SELECT (1 < ${'('.repeat(300)}1${')'.repeat(300)} AS ?x) {}`, 'brackets'],
    [`SELECT * ${'{'.repeat(20_000)}${'}'.repeat(20_000)}`, 'brackets'],
    [`ASK { ?s ?p ${'[ ?p '.repeat(5000)} ?o ${']'.repeat(5000)} }`, 'brackets'],
    [`ASK { ${'OPTIONAL {} '.repeat(1000)} }`, 'OPTIONAL'],
    [`ASK { {} ${'UNION {} '.repeat(200)} }`, 'OPTIONAL'],
    [`ASK { FILTER(${'?a || '.repeat(5000)} ?a) }`, 'operators'],
    [`ASK { ?s ${'<p>|'.repeat(500)}<p> ?o }`, 'operators'],
    [`ASK { ${Array.from({ length: 200 }, (_, i) => `?s <p${i}> ?o${i}`).join(' . ')} }`, 'triple patterns'],
    [`ASK { ${Array.from({ length: 90 }, (_, i) => `?s <p${i}> ?o${i} FILTER(true)`).join(' ')} }`, 'triple patterns'],
    [
      `ASK { VALUES ?x { 1 } { ${Array.from({ length: 200 }, (_, i) => `?s <p${i}> ?o${i}`).join(' . ')} } }`,
      'triple patterns',
    ],
    [`ASK { ?s ?p (${'1 '.repeat(200)}) }`, 'triple patterns'],
    [`ASK { ?s ${'<p>/'.repeat(200)}<p> ?o }`, 'triple patterns'],
    [`ASK { ${'{ SELECT * {} }'.repeat(100)} }`, 'triple patterns'],
    [`DESCRIBE ${'<a> '.repeat(1000)}`, 'outside'],
    [`SELECT ${Array.from({ length: 300 }, (_, i) => `(1 AS ?x${i})`).join(' ')} {}`, 'AS'],
    [`ASK { FILTER(REGEX("a", "${'a'.repeat(20_000)}")) }`, 'characters'],
    [`ASK { FILTER(COALESCE(${'REGEX("a", "b") , '.repeat(60)} true)) }`, 'REGEX'],
    [`ASK { VALUES ?x { ${'1 '.repeat(30_000)} } }`, '20,000'],
  ])('rejects a query that is too large: %#', (text, what) => expect(refusedOf(text)).toContain(what));

  it('allows many rows in VALUES and IN', () => {
    expect(refusedOf(`ASK { VALUES (?a ?b) { ${'(1 2) '.repeat(3000)} } }`)).toBe('');
    expect(refusedOf(`ASK { ?s ?p ?o FILTER(?o IN (${'1, '.repeat(5000)} 2)) }`)).toBe('');
  });

  it('resolves the IRIs of graphs', () =>
    expect(
      read('BASE <http://b/c/> PREFIX p: <d/> SELECT * FROM <e> FROM NAMED p:f FROM <http://g> { GRAPH <h> {} }')
        .dataset,
    ).toEqual({ defaultGraphs: ['http://b/c/e', 'http://g'], namedGraphs: ['http://b/c/d/f'] }));

  it('detects queries whose answers change each time', () => {
    for (const text of [
      'SELECT (NOW() AS ?now) {}',
      'ASK { BIND(rand() AS ?x) }',
      'ASK { FILTER(STRLEN(STRUUID())>1) }',
    ])
      expect(isRepeatable(read(text))).toBe(false);
    expect(isRepeatable(read('SELECT ?now { ?now <urn:rand> "UUID()" }'))).toBe(true);
  });
});

describe('queries that are written from their syntax tree', () => {
  it.each([
    'SELECT * { ?s ?p ?o }',
    'SELECT (COUNT(DISTINCT ?o) AS ?n) ?s { ?s ?p ?o } GROUP BY ?s HAVING (COUNT(*) > 1) (COUNT(*) < 9) ORDER BY DESC(?s)',
    'SELECT ?o { ?s ?p ?o FILTER((?o > 1 || ?o < 0) IN (true)) }',
    'SELECT ?o { ?s ?p ?o FILTER(?o + 1 NOT IN (2, 3)) }',
    'SELECT ?o { ?s ?p ?o FILTER(!(?o = 1) && -?o < +2 - 1 * 3 / 4) }',
    'SELECT (GROUP_CONCAT(STR(?o); SEPARATOR="\\n\\"") AS ?all) { <urn:a> ?p ?o }',
    'SELECT * { ?s (<urn:p>|^<urn:q>)*/!(<urn:p>|^a)? ?o }',
    'SELECT * { { ?s <urn:p> 1 } UNION { ?s <urn:p> "x\\ty" } OPTIONAL { ?s <urn:q> ?q } MINUS { ?s <urn:p> 3 } }',
    'SELECT ?x { VALUES (?x ?y) { (1 UNDEF) (UNDEF "a"@en) } BIND(IF(BOUND(?y), ?y, 2) AS ?z) }',
    'SELECT ?s { { SELECT ?s (MAX(?o) AS ?most) { ?s ?p ?o } GROUP BY ?s LIMIT 1 } FILTER NOT EXISTS { ?s <urn:q> [] } }',
    'SELECT REDUCED ?s { [] ?p ?o . ?s <urn:p> ?o, 2 } VALUES ?o { 1 2 1.0 1e3 }',
    'BASE <http://b/> SELECT (IRI("x") AS ?iri) (STRLANG("a", "en") AS ?text) {}',
    'ASK { GRAPH ?g { ?s ?p ?o } }',
  ])('%j has the same answer', (text) => {
    const [own, again] = [text, queryText(read(text))].map((one) =>
      store.answer(one, 'application/sparql-results+json'),
    );
    expect(again).toBe(own);
  });

  it.each([
    ['SELECT * {}', 7],
    ['SELECT * {} LIMIT 5', 5],
    ['SELECT * {} limit 5000', 7],
    ['SELECT * {} # LIMIT 1', 7],
    ['SELECT * {} OFFSET 3 VALUES ?a { 1 }', 7],
    ['SELECT * { { SELECT * {} LIMIT 99 } VALUES ?a { 1 } }', 7],
    ['SELECT * { FILTER(1 < 2&&(3>1)) } LIMIT 9', 7],
    ['SELECT ?limit { ?limit <LIMIT> "LIMIT 3" }', 7],
    ['SELECT * { ?s ?p ?o }LIMIT5', 5],
  ])('%j gets a limit', (text, expected) => {
    const limited = read(queryText(read(text), 7)).tree;
    expect(limited).toMatchObject({ limit: expected });
  });
});

describe('answers', () => {
  it.each([
    'text/csv',
    'text/tab-separated-values',
    'application/sparql-results+xml',
    'application/sparql-results+json',
  ])('have a correct row count in %s', (mediaType) => {
    for (const text of [
      'SELECT * { ?s ?p ?o }',
      'SELECT ?o { ?s ?p ?o } VALUES ?x { 1 }',
      'SELECT * { <urn:x> ?p ?o }',
      'SELECT * {}',
    ]) {
      const rows = store.table(text).rows.length;
      expect(countRows(store.answer(text, mediaType), mediaType)).toBe(rows);
      const few = queryText(read(text), 3);
      expect(countRows(store.answer(few, mediaType), mediaType)).toBe(Math.min(rows, 3));
    }
  });

  it('are truncated after a whole statement', () => {
    const all = store.answer('CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }', 'application/n-triples');
    expect(firstStatements(all, 7)).toEqual({ text: all, truncated: false });
    expect(firstStatements(all, 6)).toEqual({ text: `${all.split('\n').slice(0, 6).join('\n')}\n`, truncated: true });
    expect(firstStatements('', 6)).toEqual({ text: '', truncated: false });
  });
});
