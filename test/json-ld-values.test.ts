import jsonld from 'jsonld';
import { Parser } from 'n3';
import { expect, it } from 'vitest';
import { toNQuads } from '../src/graph/quad-lines.js';
import { jsonLdDocument, nodesOf } from '../src/publish/formats/jsonld.js';

const context = {
  type: { '@id': '@type', '@container': '@set' },
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  a: 'http://a.example/',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  count: { '@id': 'a:count', '@type': 'xsd:integer' },
  done: { '@id': 'a:done', '@type': 'xsd:boolean' },
  value: { '@id': 'a:value', '@type': 'xsd:decimal' },
  part: { '@id': 'a:part', '@type': '@id', '@container': '@set' },
  prefLabel: { '@id': 'skos:prefLabel', '@container': '@language' },
};
const prefixes = Object.entries(context)
  .filter(([, one]) => typeof one === 'string')
  .map(([prefix, one]) => `PREFIX ${prefix}: <${one}>`);
const parse = (turtle: string) => new Parser().parse([...prefixes, turtle].join('\n'));

async function written(turtle: string, names = ''): Promise<Record<string, unknown>> {
  const named = parse(names);
  const about = (iri: string) => named.filter(({ subject }) => subject.value === iri);
  const quads = parse(turtle);
  const nodes = await nodesOf(quads, context, about);
  const document = { ...JSON.parse(jsonLdDocument('', [...nodes.values()])), '@context': context };
  const read = await jsonld.toRDF(document, { format: 'application/n-quads' });
  const lines = (text: string): string[] => text.trim().split('\n').sort();
  expect(lines(String(read))).toEqual(lines(toNQuads([...quads, ...named])));
  return JSON.parse([...nodes.values()][0] as string);
}

it('integers and booleans are JSON values, with and without a term', async () => {
  expect(await written('a:x a:count 17 ; a:done true ; a:other -4, false .')).toEqual({
    '@id': 'a:x',
    count: 17,
    done: true,
    'a:other': [-4, false],
  });
});

it('values that JSON cannot represent stay texts, and their datatype has no alias', async () => {
  expect(await written('a:x a:count 017, 9007199254740993 ; a:value 2.50 ; a:day "2026-11-30"^^xsd:date .')).toEqual({
    '@id': 'a:x',
    count: ['017', '9007199254740993'],
    value: '2.50',
    'a:day': { '@type': 'xsd:date', '@value': '2026-11-30' },
  });
});

it('links contain names and codes, but lists of concepts do not', async () => {
  const names = `
    a:y a a:Thing ; skos:prefLabel "y"@en ; skos:notation "1" .`;
  expect(await written('a:x a:part a:y, a:z .', names)).toEqual({
    '@id': 'a:x',
    part: [{ '@id': 'a:y', type: ['a:Thing'], 'skos:notation': '1', prefLabel: { en: 'y' } }, 'a:z'],
  });
  expect(await written('a:x a:also a:y ; a:part a:y .', names)).toMatchObject({
    'a:also': { '@id': 'a:y', prefLabel: { en: 'y' } },
    part: ['a:y'], // once
  });
  const lists = parse('a:list a skos:ConceptScheme ; skos:prefLabel "a list"@en .');
  const nodes = await nodesOf(parse('a:x a:part a:list .'), context, () => lists);
  expect(JSON.parse(nodes.get('http://a.example/x') as string)).toEqual({ '@id': 'a:x', part: ['a:list'] });
});
