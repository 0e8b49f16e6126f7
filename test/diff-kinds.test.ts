import { describe, expect, it } from 'vitest';
import { readMetadata } from '../src/csvw/metadata/metadata.js';
import type { ChangeSet } from '../src/diff/changes.js';
import { kindNames } from '../src/diff/changes.js';
import { derivedProperties } from '../src/diff/compared.js';
import { lookUpNames } from '../src/diff/look-up.js';
import { breakingProblems } from '../src/diff/sentences.js';
import { sentencesIn, turtleChanges } from './support/diffing.js';

/** All kinds of change, independent of the format. */

const concept = (name: string, more = ''): string =>
  `:${name} a skos:Concept ; skos:inScheme :all ; skos:prefLabel "Name of ${name}"@en ${more} .\n`;
const link = (source: string, status: string, more = ''): string =>
  `<https://example.org/link/${source}> a gcm:Link ; owl:annotatedSource :one ; owl:annotatedTarget :two ;
    dct:source :${source} ; gcm:status :${status} ${more} .\n`;
const figure = (year: number, value: string): string =>
  `<https://example.org/figure/${year}> a qb:Observation ; qb:dataSet :deaths ; dim:refPeriod "${year}" ;
    dim:refArea :world ; mea:obsValue ${value} .\n`;
const both = concept('one') + concept('two');

const cases: [what: string, from: string, to: string, sentences: string[]][] = [
  ['an added concept', concept('one'), both, ['added: two “Name of two” was added.']],
  [
    'a retired concept',
    both,
    concept('one', '; owl:deprecated true ; dct:isReplacedBy :two') + concept('two'),
    ['retired: one “Name of one” was retired and replaced by two “Name of two”.'],
  ],
  [
    'a concept that is no longer retired',
    concept('one', '; owl:deprecated true'),
    concept('one'),
    ['unretired: one “Name of one” is no longer retired.'],
  ],
  ['a removed concept', both, concept('one'), ['removed: two “Name of two” was removed.']],
  [
    'names in several languages',
    concept('one', ', "Nom"@fr, "Имя"@ru'),
    concept('one', ', "Appellation"@fr, "名"@zh'),
    [
      'relabelled: The French name of one “Name of one” changed from “Nom” to “Appellation”.',
      'relabelled: one “Name of one” no longer has the Russian name “Имя”.',
      'relabelled: one “Name of one” now has the Chinese name “名”.',
    ],
  ],
  [
    'alternative names',
    concept('one', '; skos:altLabel "Short"@en, "Bref"@fr'),
    concept('one', '; skos:altLabel "Brief"@en, "Корот"@ru'),
    [
      'relabelled: The alternative English name of one “Name of one” changed from “Short” to “Brief”.',
      'relabelled: one “Name of one” no longer has the alternative French name “Bref”.',
      'relabelled: one “Name of one” now has the alternative Russian name “Корот”.',
    ],
  ],
  [
    'a retired concept with a retired successor',
    both + concept('three'),
    concept('one', '; owl:deprecated true ; dct:isReplacedBy :two') +
      concept('two', '; owl:deprecated true') +
      concept('three', '; dct:replaces :two'),
    [
      'retired: one “Name of one” was retired and replaced by three “Name of three”.',
      'retired: two “Name of two” was retired and replaced by three “Name of three”.',
    ],
  ],
  [
    'concepts that replace each other',
    both,
    concept('one', '; owl:deprecated true ; dct:isReplacedBy :two, :one') +
      concept('two', '; owl:deprecated true ; dct:isReplacedBy :one'),
    [
      'retired: one “Name of one” was retired and replaced by two “Name of two”.',
      'retired: two “Name of two” was retired and replaced by one “Name of one”.',
    ],
  ],
  [
    'one revised figure',
    figure(2014, '5318'),
    figure(2014, '5320'),
    ['figures-revised: 1 figure of example.org/deaths was revised: example.org/world, 2014: 5318 → 5320.'],
  ],
  [
    'more revised figures than are listed',
    [1, 2, 3, 4, 5, 6].map((year) => figure(year, '1')).join(''),
    [1, 2, 3, 4, 5, 6].map((year) => figure(year, `${year + 1}`)).join(''),
    [
      `figures-revised: 6 figures of example.org/deaths were revised. Largest changes: ${[6, 5, 4, 3, 2].map((year) => `example.org/world, ${year}: 1 → ${year + 1}`).join('; ')}.`,
    ],
  ],
  [
    'a moved concept',
    both + concept('three', '; skos:broader :one'),
    both + concept('three', '; skos:broader :two'),
    ['moved: three “Name of three” was moved from one “Name of one” to two “Name of two”.'],
  ],
  [
    'a changed code in both spellings',
    concept('one', '; skos:notation "1.5.2", "01.05.02"'),
    concept('one', '; skos:notation "1.6.1", "01.06.01"'),
    ['recoded: The code of one “Name of one” changed from 1.5.2 to 1.6.1.'],
  ],
  [
    'a code that was passed on to a successor',
    concept('one', '; skos:notation "7"') + concept('two'),
    concept('one', '; owl:deprecated true') + concept('two', '; skos:notation "7" ; dct:replaces :one'),
    [
      'retired: one “Name of one” was retired and replaced by two “Name of two”.',
      'code-passed-on: Code 7 now belongs to two “Name of two”, which replaces one “Name of one”.',
    ],
  ],
  [
    'a reused code',
    concept('one', '; owl:deprecated true ; gcm:formerNumber "7"'),
    concept('one', '; owl:deprecated true ; gcm:formerNumber "7"') + concept('two', '; skos:notation "7"'),
    [
      'added: two “Name of two” was added.',
      'code-reused: Code 7 now belongs to two “Name of two”. It previously belonged to one “Name of one”.',
    ],
  ],
  [
    'added and removed links',
    both + link('a', 'stated'),
    both + link('b', 'stated').replaceAll(':two', ':one'),
    [
      'link-added: Link added: one “Name of one” → one “Name of one” (example.org/stated, example.org/b).',
      'link-removed: Link removed: one “Name of one” → two “Name of two” (example.org/stated, example.org/a).',
    ],
  ],
  [
    'a link with another status, source and note',
    both + link('a', 'stated', '; rdfs:comment "old"'),
    both + link('b', 'proposed', '; rdfs:comment "new"'),
    [
      'link-changed: The status of the link one “Name of one” → two “Name of two” changed from example.org/stated to example.org/proposed.',
      'link-changed: The source of the link one “Name of one” → two “Name of two” changed from example.org/a to example.org/b.',
      'link-changed: The note of the link one “Name of one” → two “Name of two” changed from “old” to “new”.',
    ],
  ],
  [
    'figures',
    figure(2014, '5318') + figure(2015, '10.0') + figure(2016, '1') + figure(2017, '2'),
    figure(2014, '5320') + figure(2015, '10') + figure(2017, '20') + figure(2018, '3') + figure(2019, '4'),
    [
      'figures-added: 2 figures of example.org/deaths were added.',
      'figures-removed: 1 figure of example.org/deaths was removed.',
      'figures-revised: 2 figures of example.org/deaths were revised: example.org/world, 2017: 2 → 20; example.org/world, 2014: 5318 → 5320.',
    ],
  ],
];

it.each(cases)('reports %s', async (_what, from, to, sentences) =>
  expect(sentencesIn(await turtleChanges(from, to))).toEqual(sentences),
);

it('has a case for every kind', () => {
  const found = new Set(cases.flatMap(([, , , sentences]) => sentences.map((one) => one.split(':')[0])));
  expect([...found].sort()).toEqual([...kindNames].sort());
});

it('counts other changes by property', async () => {
  const { changes, others } = await turtleChanges(
    concept('one', '; dct:license "a" ; skos:note "n"'),
    concept('one', '; dct:license "b", "c"'),
  );
  expect(changes).toEqual([]);
  expect(others).toEqual([
    { property: 'http://purl.org/dc/terms/license', added: 2, removed: 1 },
    { property: 'http://www.w3.org/2004/02/skos/core#note', added: 0, removed: 1 },
  ]);
});

it('passes a code on through several successors, within its scheme', async () => {
  const from = concept('one', '; skos:notation "7"');
  const chain = (scheme: string): string =>
    concept('one', '; gcm:formerNumber "7" ; owl:deprecated true ; dct:isReplacedBy :two') +
    concept('two', '; owl:deprecated true ; dct:isReplacedBy :three') +
    `:three a skos:Concept ; skos:inScheme ${scheme} ; skos:prefLabel "Name of three"@en ; skos:notation "7" .`;
  expect(sentencesIn(await turtleChanges(from, chain(':all')))).toContain(
    'code-passed-on: Code 7 now belongs to three “Name of three”, which replaces one “Name of one”.',
  );
  const before = concept('one', '; gcm:formerNumber "7"') + concept('three');
  const other = `${concept('one', '; gcm:formerNumber "7"')}:three a skos:Concept ; skos:prefLabel "Name of three"@en ;
    skos:inScheme :others ; skos:notation "7" .`;
  expect(sentencesIn(await turtleChanges(before, other))).toEqual([
    'recoded: three “Name of three” now has the code 7.',
  ]);
  expect(sentencesIn(await turtleChanges(before, other.replace(':others', ':all')))).toEqual([
    'code-reused: Code 7 now belongs to three “Name of three”. It previously belonged to one “Name of one”.',
  ]);
});

it.each([
  ['families', '👨‍👩‍👧'],
  ['letters with two marks', 'e\u0301\u0323'],
  ['flags', '🇫🇷'],
  ['letters beyond 16 bits', '𐍈'],
])('cuts names between %s', async (_what, character) => {
  const long = (word: string): string =>
    `:one a skos:Concept ; skos:prefLabel "${character.repeat(150)} ${word} ${character.repeat(150)}"@en .`;
  const name = (word: string): string => `:two a skos:Concept ; skos:prefLabel "${character.repeat(40)}x${word}"@en .`;
  const sentences = [
    ...sentencesIn(await turtleChanges(long('first'), long('second'))),
    ...sentencesIn(await turtleChanges('', name(character.repeat(100)))),
  ];
  expect(sentences).toHaveLength(2);
  expect(sentences[0]).toMatch(/ first .* second | second .* first /);
  const rest = sentences.join('').replaceAll(character, '');
  expect(rest).toMatch(/…/);
  expect(rest).toMatch(/^[\x20-\x7e…“”]*$/);
});

it('treats the plain statement of a link as derived', async () => {
  const linked = `${both}${link('a', 'stated', '; owl:annotatedProperty :p')}:one :p :two .`;
  const { others } = await turtleChanges(linked, `${both}:one dct:license "a" .`);
  expect(others).toEqual([
    { property: 'http://purl.org/dc/terms/license', added: 1, removed: 0 },
    { property: 'https://example.org/p', added: 0, removed: 1, derived: true },
  ]);
});

it.each([
  ['a column for them', '', []],
  ['no column', 'http://a.example/other', ['http://a.example/p', 'http://a.example/q#r']],
  ['a property computed from values', 'http://a.example/{a}', []],
])('finds derived properties if there is %s', (_what, propertyUrl, expected) => {
  const rule = 'PREFIX q: <http://a.example/q#>\nCONSTRUCT { ?s <http://a.example/p> ?o ; q:r ?o } WHERE { ?s ?p ?o }';
  const columns = [
    { name: 'a', titles: 'a', propertyUrl: propertyUrl || 'http://a.example/p' },
    { name: 'b', titles: 'b', propertyUrl: propertyUrl || 'http://a.example/q#r' },
  ];
  const document = { '@context': 'http://www.w3.org/ns/csvw', url: 't.csv', tableSchema: { columns } };
  const { tables } = readMetadata(document, 'http://a.example/tables.json', () => {});
  const found = derivedProperties(tables, [{ name: '', file: '', header: {}, text: rule }]);
  expect([...found].filter((one) => one.startsWith('http://a.example/') && !one.endsWith('#'))).toEqual(expected);
});

it('shows the difference of long names', async () => {
  const long = (word: string): string => `:one a skos:Concept ; skos:prefLabel "${'same '.repeat(60)}${word}"@en .`;
  const [sentence = ''] = sentencesIn(await turtleChanges(long('first'), long('second')));
  expect(sentence).toMatch(/changed from …[a-z ]{20,40} first” to …[a-z ]{20,40} second”\.$/);
});

describe('breaking changes', () => {
  const codes = (set: ChangeSet): string[] => breakingProblems(set).map(({ code }) => code);

  it('include a removed IRI without a successor or note', async () => {
    expect(codes(await turtleChanges(both, concept('one')))).toEqual(['iri-gone']);
    expect(codes(await turtleChanges(both, concept('one', '; dct:replaces :two')))).toEqual([]);
    expect(codes(await turtleChanges(both, `${concept('one')}:two dct:isReplacedBy :one .`))).toEqual([]);
    expect(codes(await turtleChanges(both, `${concept('one')}:two skos:changeNote "It was a slip."@en .`))).toEqual([]);
  });

  it('include a reused code, unless the former owner records it', async () => {
    const from = concept('one', '; skos:notation "7"') + concept('two', '; skos:notation "8"');
    const to = (more: string): string => concept('one', more) + concept('two', '; skos:notation "7"');
    expect(codes(await turtleChanges(from, to('; skos:notation "8"')))).toEqual(['code-reused', 'code-reused']);
    expect(codes(await turtleChanges(from, to('; skos:notation "9"')))).toEqual(['code-reused']);
    expect(codes(await turtleChanges(from, to('; gcm:formerNumber "7"')))).toEqual([]);
    expect(codes(await turtleChanges(from, to('; skos:changeNote "Gave the code 7, for good."')))).toEqual([]);
    expect(codes(await turtleChanges(from, to('; skos:changeNote "Gave the code 77."')))).toEqual(['code-reused']);
  });

  it('do not include links, figures or codes of another scheme', async () => {
    expect(codes(await turtleChanges(both + link('a', 'stated') + figure(2014, '1'), both))).toEqual([]);
    const other = ':three a skos:Concept ; skos:inScheme :others ; skos:prefLabel "Three"@en ; skos:notation "7" .';
    const from = concept('one', '; skos:notation "7"');
    expect(codes(await turtleChanges(from, concept('one') + other))).toEqual([]);
  });
});

it('finds the name of a resource in the first language that has one, independent of blocks', () => {
  const line = (name: string): string => `<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> ${name} .\n`;
  const pieces = [line('"A name"@en'), line('"Un nom"@fr'), '<urn:b> <urn:p> "1" .\n'];
  const nameIn = (...languages: string[]): string[] => [
    ...lookUpNames(pieces, new Set(['urn:a', 'urn:b', 'urn:c']), languages).names.values(),
  ];
  expect(nameIn('en', 'fr')).toEqual(['A name']);
  expect(nameIn('de', 'fr-CA')).toEqual(['Un nom']);
});
