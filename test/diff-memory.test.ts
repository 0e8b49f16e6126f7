import { Parser } from 'n3';
import { expect, it } from 'vitest';
import { diff } from '../src/diff/diff.js';
import { diffFormats } from '../src/diff/formats.js';
import { prefixes } from './support/diffing.js';

/** Comparisons of graphs in memory: as quads, and as bytes in any order and spelling. */

const quadsOf = (turtle: string) => new Parser().parse(prefixes + turtle);
const [type, name] = [
  '<http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <http://www.w3.org/2004/02/skos/core#Concept> .',
  '<http://www.w3.org/2004/02/skos/core#prefLabel>',
];
const one = (label: string): string[] => [
  `<https://example.org/one> ${type}`,
  `<https://example.org/one> ${name} ${label} .`,
];
const bytesOf = (lines: string[]): Uint8Array => new TextEncoder().encode(`${lines.join('\n')}\n`);
const sentence = 'From before to after\n\nRenamed: 1\n  The French name of one “été” changed from “Été” to “été”.\n';

it.each([
  ['quads', quadsOf(':one a skos:Concept ; skos:prefLabel "Été"@fr .')],
  ['sorted bytes', bytesOf(one('"Été"@fr'))],
  ['bytes in another order and spelling', bytesOf(one('"\\u00C9t\\u00E9"@fr').reverse())],
  ['bytes without a last line end', bytesOf(one('"Été"@fr')).slice(0, -1)],
])('compares %s', async (_what, before) => {
  expect(diffFormats['text']?.(await diff(before, bytesOf(one('"été"@fr'))))).toBe(sentence);
  expect((await diff(before, bytesOf(one('"Été"@fr')))).counts.size).toBe(0);
});

it('shows the given names of the graphs', async () => {
  const changes = await diff([], [], { before: '1.0', after: '1.1' });
  expect(diffFormats['text']?.(changes)).toBe('From 1.0 to 1.1\n\nNothing changed.\n');
});

it('compares bytes that span several blocks', async () => {
  const lines = Array.from({ length: 30_000 }, (_, i) => `<urn:${100_000 + i}> ${name} "a name of the thing ${i}" .`);
  const changed = lines.map((line, i) => (i === 25_000 ? line.replace('a name', 'the name') : line));
  const { others, counts } = await diff(bytesOf(lines), bytesOf(changed));
  expect([...counts]).toEqual([]);
  expect(others).toEqual([{ property: name.slice(1, -1), added: 1, removed: 1 }]);
});

it('rejects bytes that are not N-Triples or N-Quads', async () => {
  await expect(diff(bytesOf(['<urn:a> nonsense']), [])).rejects.toThrow('line 1');
});
