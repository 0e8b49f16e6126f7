import { Parser } from 'sparqljs';
import { expect, it } from 'vitest';
import { withColumnsAsWritten } from '../src/site/query/query-columns.js';
import { faultIn, placeOf } from '../src/site/query/query-faults.js';

const prefixes = { skos: 'http://www.w3.org/2004/02/skos/core#', xsd: 'http://www.w3.org/2001/XMLSchema#' };
const parse = (query: string): unknown => new Parser().parse(query);

it.each([
  ['PREFIX skos: <x:>\nSELECT ?x { ?x skso:prefLabel ?y }', 'unknownPrefix', 'skso:', { meant: 'skos' }],
  ['SELECT ?x {\n  ?x a ?y ?z a ?w }', 'unexpected', '?z', { isDotMissing: true }],
  ['SELECT ?x { ?x a }', 'unexpected', '}', { expected: ['variable', 'name', 'text', 'number', '(', ')'] }],
  ['SELECT ?x { ?x a ?y } ORDER ?x', 'unexpected', '?x', { expected: ['BY'] }],
  ['SELECT ?x { ?x a ?y', 'unclosed', '{', {}],
  ['SELECT ?x { ?x a ?y FILTER(?y > 1 }', 'unclosed', '(', {}],
  ['SELECT ?x { ?x a ?y } }', 'unopened', '}', {}],
  ['SELECT ?x { ?x ?y "abc }', 'unclosedText', '"abc }', {}],
  ['SELEC ?x { ?x ?y ?z }', 'unknownWord', 'SELEC', { meant: 'SELECT' }],
  ['SELECT ?x ?n { ?x a ?n } GROUP BY ?x', 'ungrouped', '?n', {}],
  ['SELECT ?x', 'end', 'x', {}],
])('%s: %s at "%s"', (query, kind, marked, more) => {
  const fault = faultIn(query, prefixes, parse);
  expect(fault).toMatchObject({ kind, ...more });
  expect(query.slice(fault?.from, fault?.to)).toBe(marked);
});

it.each([
  'SELECT ?x { ?x ?y "a } skso:b \\" (" } # { ( "',
  'PREFIX e: <http://e.org/#> SELECT * { ?x e:a "b"@en ; e:b "1"^^e:c . FILTER(?x < 3 && ?y > 2) }',
  "SELECT * { ?x ?y '''it's { open''' }",
])('%s: no fault', (query) => expect(faultIn(query, prefixes, parse)).toBeUndefined());

it('a place has a line and a column', () => expect(placeOf('a\nbcd', 4)).toEqual({ line: 2, column: 3 }));

it('the columns of SELECT * are in the order of the query', () => {
  const answer = {
    form: 'rows',
    columns: ['a', 'b', 'zeta'],
    rows: [[undefined, undefined, { type: 'uri', value: 'z:' }]],
    isCut: false,
  } as const;
  const columnsOf = (query: string) => {
    const made = withColumnsAsWritten({ ...answer, columns: [...answer.columns], rows: [...answer.rows] }, query);
    return made.form === 'rows' && [made.columns.join(' '), made.rows[0]?.findIndex(Boolean)];
  };
  expect(columnsOf('# ?a ?b\nSELECT DISTINCT * { ?zeta ?b "?a" . ?a ?c ?zeta }')).toEqual(['zeta b a', 0]);
  expect(columnsOf('SELECT ?a ?b ?zeta { { SELECT * { ?zeta ?b ?a } } }')).toEqual(['a b zeta', 2]);
});
