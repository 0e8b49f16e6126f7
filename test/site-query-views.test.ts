import { expect, it } from 'vitest';
import type { JsonTerm } from '../src/rdf/terms.js';
import { placesIn } from '../src/site/client/parts/answer-map.js';
import type { AnswerTable } from '../src/site/query/answer.js';
import { linesOf, yearColumn } from '../src/site/query/answer-lines.js';
import { mostNodes, networkOf, placeNodes } from '../src/site/query/answer-network.js';
import { codeFor, codeLanguages } from '../src/site/query/code.js';

const term = (value: string | number): JsonTerm =>
  typeof value === 'number'
    ? { type: 'literal', value: String(value), datatype: 'http://www.w3.org/2001/XMLSchema#decimal' }
    : { type: value.startsWith('http') ? 'uri' : 'literal', value };

const tableOf = (head: string, ...rows: (string | number)[][]): AnswerTable => ({
  columns: head.split(' '),
  rows: rows.map((row) => row.map(term)),
  isCut: false,
});

const textOf = (one: JsonTerm | undefined): string => String(one?.value ?? '');

it('years make lines with the names that keep values apart', () => {
  const table = tableOf(
    'area sex year value',
    ['Kenya', 'F', '2011', 3],
    ['Kenya', 'F', '2010', 2],
    ['Kenya', 'M', '2010', 1],
  );
  expect(yearColumn(table)).toBe(2);
  expect(linesOf(table, 3, textOf)).toEqual([
    {
      name: 'Kenya · F',
      points: [
        { year: 2010, value: 2 },
        { year: 2011, value: 3 },
      ],
    },
    { name: 'Kenya · M', points: [{ year: 2010, value: 1 }] },
  ]);
  expect(linesOf(tableOf('area value', ['Kenya', 1], ['Chad', 2]), 1, textOf)).toBeUndefined();
  expect(linesOf(tableOf('year value', ['2010', 1], ['2010', 2]), 1, textOf), 'two values in a year').toBeUndefined();
});

it('rows have a place on the map by IRI, code or name', () => {
  const areas = [
    { code: '404', iri: 'http://e.org/404', names: ['Kenia', 'Kenya'], place: '404' },
    { code: '148', iri: 'http://e.org/148', names: ['Tschad', 'Chad'], place: '148' },
    { code: '001', iri: 'http://e.org/001', names: ['World'] },
  ];
  const rows = [
    ['a', 'Kenya', 1],
    ['b', 'http://e.org/148', 2],
    ['c', 'World', 3],
  ];
  expect(placesIn(tableOf('x area n', ...rows), areas)).toEqual(['404', '148', undefined]);
  expect(placesIn(tableOf('x n', ['a', 1], ['b', 2]), areas)).toBeUndefined();
});

it('a network connects the first two IRIs of each row, and its names have enough space', () => {
  const table = tableOf(
    'a n b',
    ['http://e.org/1', 1, 'http://e.org/2'],
    ['http://e.org/1', 2, 'http://e.org/3'],
    ['x', 1, 'y'],
  );
  const network = networkOf({ form: 'rows', ...table });
  expect(network).toEqual({
    nodes: ['http://e.org/1', 'http://e.org/2', 'http://e.org/3'],
    edges: [
      [0, 1],
      [0, 2],
    ],
    isCut: false,
  });
  const placed = placeNodes(network.nodes, network.edges, 600);
  expect(placed.map(({ x, isStart }) => [x, isStart])).toEqual([
    [240, true],
    [360, false],
    [360, false],
  ]);
  expect((placed[2]?.y ?? 0) - (placed[1]?.y ?? 0)).toBeGreaterThanOrEqual(24);
  const many = Array.from({ length: 200 }, (_, i) => [`http://e.org/${i}`, `http://e.org/x${i}`]);
  const cut = networkOf({ form: 'rows', ...tableOf('a b', ...many) });
  expect([cut.nodes.length, cut.isCut]).toEqual([mostNodes, true]);
});

it.each(codeLanguages)('%s code contains the query and the address', (language) => {
  const query = 'SELECT ?x { ?x ?p "a\\n`" }';
  for (const endpoint of [undefined, 'https://e.org/sparql']) {
    const code = codeFor(language, query, { endpoint, file: 'https://e.org/graph.nq.gz' });
    expect(code).toContain(endpoint ?? 'https://e.org/graph.nq.gz');
    expect(code).toContain('SELECT ?x { ?x ?p "a');
    expect(code).not.toMatch(/\{(?:address|shell|python|r|javascript)\}/);
    if (language === 'JavaScript') expect(code).toContain('"a\\\\n\\`"');
  }
});
