import fc from 'fast-check';
import { DataFactory, type Quad } from 'n3';
import { expect, it } from 'vitest';
import { validateShapes } from '../src/check/shapes.js';
import { createRememberedAnswers } from '../src/graph/remembered-answers.js';
import { createStore, type RunQuery } from '../src/graph/store.js';
import { asyncProperty, runs } from './support/property.js';

const { namedNode, literal, quad } = DataFactory;
const base = 'https://example.org/';
const named = (name: string) => namedNode(base + name);
const type = namedNode('http://www.w3.org/1999/02/22-rdf-syntax-ns#type');
const subclass = namedNode('http://www.w3.org/2000/01/rdf-schema#subClassOf');

const items = ['a', 'b', 'c', 'd'].map(named);
const classes = ['C', 'D'].map(named);
const graph = fc.constantFrom(named('g1'), named('g2'));
const statement = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(fc.constantFrom('p', 'q', 'r').map(named), fc.constantFrom(...items)) },
  fc.tuple(
    fc.constant(named('name')),
    fc.constantFrom('one', 'two').map((text) => literal(text)),
  ),
  fc.tuple(fc.constant(type), fc.constantFrom(...classes)),
);
const statements = fc
  .tuple(fc.constantFrom(...items), statement, graph)
  .map(([item, [property, value], where]) => quad(item, property, value, where));
const subclasses = fc.constant(quad(classes[1] as never, subclass, classes[0] as never, named('g1')));

const edit = (one: fc.Arbitrary<Quad>) => fc.array(one, { minLength: 1, maxLength: 3 });
const edits = (one: fc.Arbitrary<Quad>) =>
  fc.tuple(fc.array(one, { maxLength: 12 }), fc.array(edit(one), { minLength: 1, maxLength: 3 }));

/** The graph after each edit. An edit removes the statements that are there, and adds the others. */
function states([first, more]: [Quad[], Quad[][]]): Quad[][] {
  const now = new Map<string, Quad>();
  return [first, ...more].map((quads) => {
    for (const one of quads) {
      const key = JSON.stringify(one);
      if (!now.delete(key)) now.set(key, one);
    }
    return [...now.values()];
  });
}

const patterns = [
  '?x :p ?y',
  '?x ?property ?y',
  '?x a :C',
  '?x a ?class',
  '?x :p/:q ?y',
  '?x ^:p ?y',
  '?x (:p|:q)+ ?y',
  '?x !:p ?y',
  '?x !(:p|^:q) ?y',
  '?x :p* ?y',
  '?x :p* ?x',
  '?x :p? ?y',
  '?x :p*/:q* ?y',
  '?x (:p|:q*) ?y',
  '?x ^(:p*) ?y',
  '?x :p*/:q ?y',
  '?x a/:p* ?y',
  '?x :p* ?y . ?y :q* ?z',
  '?x :q ?z ; :p* ?y',
  '?y :q* ?z . ?z :p+ ?z',
  ':a :p* ?y',
  '?x :p* :a',
  '_:b :p* ?y',
  '?x :p* [ ]',
  '{ ?x :q ?z } UNION { ?x :p* ?y }',
  'OPTIONAL { ?x :q :b } ?x :p* ?y',
  '?x :q ?y FILTER NOT EXISTS { ?x :p* ?z . ?z :r ?z }',
  '?x :q ?y OPTIONAL { ?y :name ?z }',
  '?x :q ?y OPTIONAL { ?x :p ?z FILTER NOT EXISTS { ?z a :C } }',
  '?x :q ?y MINUS { ?x :p ?y }',
  '?x :q ?y MINUS { ?x :p* ?z }',
  '?x :q ?y FILTER NOT EXISTS { ?y :p ?z }',
  '?x :q ?y FILTER (EXISTS { ?y :p ?z } || EXISTS { ?y a :D })',
  '?x :q [ :p ?y ; :r ?z ]',
  '?x :p (?y ?z)',
  'GRAPH ?x { }',
  'GRAPH ?x { ?y :p ?z }',
  'GRAPH ?x { ?y :p* :a }',
  'GRAPH ?x { OPTIONAL { ?y :p ?z } }',
  'GRAPH ?x { FILTER (1 = 1) }',
  'GRAPH ?x { BIND (1 AS ?y) }',
  'GRAPH :g1 { ?x :p ?y }',
  'GRAPH :g1 { OPTIONAL { ?x :p ?y } }',
  '?x :q ?y FILTER EXISTS { GRAPH ?z { } }',
  '{ SELECT ?x (COUNT(*) AS ?y) { ?x :p ?z } GROUP BY ?x }',
  '{ SELECT ?x { ?x :q :a } } ?x :p* ?y',
  'VALUES ?y { :C } ?x a ?y',
  '?x <p> ?y',
  'BIND (<a> AS ?x) OPTIONAL { ?x <q>/<p> ?y }',
];

it('gives the same answers after any edits as a new graph', () => {
  const prologue = `BASE <${base}> PREFIX : <${base}>`;
  const queries = patterns.map((pattern) => `SELECT ?x ?y ?z { ${pattern} }`);
  const texts = queries.map((query) => (query.includes('<p>') ? query : `${prologue} ${query}`));
  const answersOf = (quads: Quad[], memory?: ReturnType<typeof createRememberedAnswers>): Record<string, string[]> => {
    memory?.begin();
    const store = createStore(base, undefined, memory);
    store.add(quads);
    const found = texts.map((text, at): [string, string[]] => [
      patterns[at] as string,
      store.table(text).rows.map((row) => JSON.stringify(row)),
    ]);
    store.close();
    return Object.fromEntries(found.map(([pattern, rows]) => [pattern, rows.sort()]));
  };
  const claim = fc.property(edits(statements), (edited) => {
    const memory = createRememberedAnswers();
    for (const quads of states(edited)) expect(answersOf(quads, memory)).toEqual(answersOf(quads));
  });
  fc.assert(claim, { numRuns: runs(20) });
});

const shapes = `
@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix : <${base}> .
:One sh:targetClass :C ; sh:property [ sh:path :p ; sh:maxCount 1 ; sh:class :D ] .
:Two sh:targetClass :D ; sh:property [ sh:path [ sh:inversePath :q ] ; sh:minCount 1 ] , :Named .
:Three sh:targetClass :C ; sh:property :Named ; sh:not [ sh:path :r ; sh:hasValue :a ] .
:Four sh:targetClass :D ; sh:closed true ; sh:ignoredProperties ( <${type.value}> :p :q ) ; sh:property [ sh:path :name ] .
:Five sh:targetClass :C ; sh:property [ sh:path ( [ sh:zeroOrMorePath :p ] :name ) ; sh:in ( "one" ) ] .
:Six sh:targetClass :C ; sh:property [ sh:path [ sh:alternativePath ( :p :q ) ] ; sh:node :One ] .
:Seven sh:targetClass :D ; sh:property [ sh:path :p ; sh:disjoint :q ] , [ sh:path :r ; sh:equals :p ] .
:Eight sh:targetClass :C ; sh:or ( [ sh:class :D ] [ sh:property [ sh:path :q ; sh:minCount 2 ] ] ) .
:Nine sh:targetClass :C ; sh:property :Few , [ sh:path :p ; sh:qualifiedValueShape [ sh:class :C ] ; sh:qualifiedMinCount 0 ] .
:Ten sh:targetClass :D ; sh:property :Few , [ sh:path :p ; sh:qualifiedValueShape [ sh:class :D ] ; sh:qualifiedMinCount 0 ] .
:Few sh:path :p ; sh:qualifiedValueShape [ sh:nodeKind sh:IRI ] ; sh:qualifiedMaxCount 1 ; sh:qualifiedValueShapesDisjoint true .
:Named sh:path :name ; sh:minCount 1 .
`;

it('gives the same findings of shapes after any edits as a whole validation', async () => {
  const findings = async (quads: Quad[], remembered?: ReturnType<typeof createRememberedAnswers>) =>
    (await validateShapes(shapes, 'shapes.ttl', quads, remembered))
      .map((finding) => JSON.stringify({ ...finding, code: finding.code.replace(/^n3-\d+/, '') }))
      .sort();
  await asyncProperty(edits(fc.oneof({ weight: 15, arbitrary: statements }, subclasses)), 20, async (edited) => {
    const remembered = createRememberedAnswers();
    for (const quads of states(edited)) expect(await findings(quads, remembered)).toEqual(await findings(quads));
  });
});

it('runs a query again only if statements that it reads changed', () => {
  const memory = createRememberedAnswers();
  const ran: string[] = [];
  const runQuery: RunQuery = (query, run) => {
    ran.push(query);
    return run();
  };
  const ask = (quads: Quad[]): string[] => {
    memory.begin();
    const store = createStore(base, runQuery, memory);
    store.add(quads);
    ran.length = 0;
    for (const query of ['ASK { ?x <p> ?y ; <q>* ?z }', 'ASK { ?x <p> ?y MINUS { ?x a <C> } }', 'ASK { ?x ?y ?z }'])
      store.ask(query);
    store.close();
    return ran.map((query) => query.slice(6, -2));
  };
  const [a, b] = items as [(typeof items)[0], (typeof items)[0]];
  const first = [quad(a, named('p'), b), quad(a, named('r'), b)];
  expect(ask(first)).toHaveLength(3);
  expect(ask(first.toReversed())).toEqual([]);
  expect(ask([...first, quad(a, named('r'), a)])).toEqual(['?x ?y ?z']);
  expect(ask([...first, quad(a, type, named('C'))])).toEqual(['?x <p> ?y MINUS { ?x a <C> }', '?x ?y ?z']);
});
