import { describe, expect, it } from 'vitest';
import { readMetadata } from '../src/csvw/metadata/metadata.js';
import type { ChangeSet } from '../src/diff/changes.js';
import { kindNames } from '../src/diff/changes.js';
import { derivedProperties } from '../src/diff/compared.js';
import { lookUpNames } from '../src/diff/look-up.js';
import { breakingProblems } from '../src/diff/sentences.js';
import { told, turtleChanges } from './support/diffing.js';

/** Every kind of change, told by what is said and not by how it is written. */

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
  ['a concept that came', concept('one'), both, ['added: two “Name of two” is new.']],
  [
    'a concept that was retired',
    both,
    concept('one', '; owl:deprecated true ; dct:isReplacedBy :two') + concept('two'),
    ['retired: one “Name of one” is retired; two “Name of two” takes its place.'],
  ],
  [
    'a concept that is used again',
    concept('one', '; owl:deprecated true'),
    concept('one'),
    ['unretired: one “Name of one” was retired and is in use again.'],
  ],
  ['a concept that is gone', both, concept('one'), ['removed: two “Name of two” is not described any more.']],
  [
    'a name in one language',
    concept('one', ', "Nom"@fr, "Имя"@ru'),
    concept('one', ', "Appellation"@fr, "名"@zh'),
    [
      'relabelled: one “Name of one” is called “Appellation” in fr, and no more “Nom”.',
      'relabelled: one “Name of one” has lost its name in ru: “Имя”.',
      'relabelled: one “Name of one” has a name in zh now: “名”.',
    ],
  ],
  [
    'an alternative name',
    concept('one', '; skos:altLabel "Short"@en, "Bref"@fr'),
    concept('one', '; skos:altLabel "Brief"@en, "Корот"@ru'),
    [
      'relabelled: one “Name of one” has the alternative name “Brief” in en, and no more “Short”.',
      'relabelled: one “Name of one” has lost an alternative name in fr: “Bref”.',
      'relabelled: one “Name of one” has an alternative name in ru now: “Корот”.',
    ],
  ],
  [
    'a concept that was retired, and its successor too: where its users go now',
    both + concept('three'),
    concept('one', '; owl:deprecated true ; dct:isReplacedBy :two') +
      concept('two', '; owl:deprecated true') +
      concept('three', '; dct:replaces :two'),
    [
      'retired: one “Name of one” is retired; three “Name of three” takes its place.',
      'retired: two “Name of two” is retired; three “Name of three” takes its place.',
    ],
  ],
  [
    'concepts that take each other’s place',
    both,
    concept('one', '; owl:deprecated true ; dct:isReplacedBy :two, :one') +
      concept('two', '; owl:deprecated true ; dct:isReplacedBy :one'),
    [
      'retired: one “Name of one” is retired; two “Name of two” takes its place.',
      'retired: two “Name of two” is retired; one “Name of one” takes its place.',
    ],
  ],
  [
    'one figure among others',
    figure(2014, '5318'),
    figure(2014, '5320'),
    ['figures-revised: 1 figure of example.org/deaths is revised: example.org/world, 2014: 5318 → 5320.'],
  ],
  [
    'more figures than are told',
    [1, 2, 3, 4, 5, 6].map((year) => figure(year, '1')).join(''),
    [1, 2, 3, 4, 5, 6].map((year) => figure(year, `${year + 1}`)).join(''),
    [
      `figures-revised: 6 figures of example.org/deaths are revised, most of all ${[6, 5, 4, 3, 2].map((year) => `example.org/world, ${year}: 1 → ${year + 1}`).join('; ')}.`,
    ],
  ],
  [
    'a concept that moved',
    both + concept('three', '; skos:broader :one'),
    both + concept('three', '; skos:broader :two'),
    ['moved: three “Name of three” stands under two “Name of two”, and no more under one “Name of one”.'],
  ],
  [
    'a code that changed, in both spellings',
    concept('one', '; skos:notation "1.5.2", "01.05.02"'),
    concept('one', '; skos:notation "1.6.1", "01.06.01"'),
    ['recoded: one “Name of one” has the code 1.6.1, and no more 1.5.2.'],
  ],
  [
    'a code that passed to a successor',
    concept('one', '; skos:notation "7"') + concept('two'),
    concept('one', '; owl:deprecated true') + concept('two', '; skos:notation "7" ; dct:replaces :one'),
    [
      'retired: one “Name of one” is retired; two “Name of two” takes its place.',
      'code-passed-on: 7 stands for two “Name of two” now, which takes the place of one “Name of one”.',
    ],
  ],
  [
    'a code that was free for a while',
    concept('one', '; owl:deprecated true ; gcm:formerNumber "7"'),
    concept('one', '; owl:deprecated true ; gcm:formerNumber "7"') + concept('two', '; skos:notation "7"'),
    [
      'added: two “Name of two” is new.',
      'code-reused: 7 stands for two “Name of two” now; it stood for one “Name of one”, which is something else.',
    ],
  ],
  [
    'links that came and went',
    both + link('a', 'stated'),
    both + link('b', 'stated').replaceAll(':two', ':one'),
    [
      'link-added: A new link: one “Name of one” → one “Name of one” (example.org/stated, example.org/b).',
      'link-removed: A link is gone: one “Name of one” → two “Name of two” (example.org/stated, example.org/a).',
    ],
  ],
  [
    'a link with another status, source and note',
    both + link('a', 'stated', '; rdfs:comment "old"'),
    both + link('b', 'proposed', '; rdfs:comment "new"'),
    [
      'link-changed: The status of the link one “Name of one” → two “Name of two” was example.org/stated and is example.org/proposed.',
      'link-changed: The source of the link one “Name of one” → two “Name of two” was example.org/a and is example.org/b.',
      'link-changed: The note of the link one “Name of one” → two “Name of two” was “old” and is “new”.',
    ],
  ],
  [
    'figures',
    figure(2014, '5318') + figure(2015, '10.0') + figure(2016, '1') + figure(2017, '2'),
    figure(2014, '5320') + figure(2015, '10') + figure(2017, '20') + figure(2018, '3') + figure(2019, '4'),
    [
      'figures-added: 2 figures of example.org/deaths are new.',
      'figures-removed: 1 figure of example.org/deaths is gone.',
      'figures-revised: 2 figures of example.org/deaths are revised: example.org/world, 2017: 2 → 20; example.org/world, 2014: 5318 → 5320.',
    ],
  ],
];

it.each(cases)('%s', async (_what, from, to, sentences) =>
  expect(told(await turtleChanges(from, to))).toEqual(sentences),
);

it('every kind is among the cases', () => {
  const found = new Set(cases.flatMap(([, , , sentences]) => sentences.map((one) => one.split(':')[0])));
  expect([...found].sort()).toEqual([...kindNames].sort());
});

it('what is none of them is counted by property', async () => {
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

it('a code that went through several hands is passed on, and by its scheme alone', async () => {
  const from = concept('one', '; skos:notation "7"');
  const chain = (scheme: string): string =>
    concept('one', '; gcm:formerNumber "7" ; owl:deprecated true ; dct:isReplacedBy :two') +
    concept('two', '; owl:deprecated true ; dct:isReplacedBy :three') +
    `:three a skos:Concept ; skos:inScheme ${scheme} ; skos:prefLabel "Name of three"@en ; skos:notation "7" .`;
  expect(told(await turtleChanges(from, chain(':all')))).toContain(
    'code-passed-on: 7 stands for three “Name of three” now, which takes the place of one “Name of one”.',
  );
  const before = concept('one', '; gcm:formerNumber "7"') + concept('three');
  const other = `${concept('one', '; gcm:formerNumber "7"')}:three a skos:Concept ; skos:prefLabel "Name of three"@en ;
    skos:inScheme :others ; skos:notation "7" .`;
  expect(told(await turtleChanges(before, other))).toEqual(['recoded: three “Name of three” has the code 7 too.']);
  expect(told(await turtleChanges(before, other.replace(':others', ':all')))).toEqual([
    'code-reused: 7 stands for three “Name of three” now; it stood for one “Name of one”, which is something else.',
  ]);
});

it.each([
  ['families', '👨‍👩‍👧'],
  ['letters with two marks', 'e\u0301\u0323'],
  ['flags', '🇫🇷'],
  ['letters beyond 16 bits', '𐍈'],
])('names of %s are cut between them', async (_what, character) => {
  const long = (word: string): string =>
    `:one a skos:Concept ; skos:prefLabel "${character.repeat(150)} ${word} ${character.repeat(150)}"@en .`;
  const name = (word: string): string => `:two a skos:Concept ; skos:prefLabel "${character.repeat(40)}x${word}"@en .`;
  const sentences = [
    ...told(await turtleChanges(long('first'), long('second'))),
    ...told(await turtleChanges('', name(character.repeat(100)))),
  ];
  expect(sentences).toHaveLength(2);
  expect(sentences[0]).toMatch(/ first .* second | second .* first /);
  const rest = sentences.join('').replaceAll(character, '');
  expect(rest).toMatch(/…/);
  expect(rest).toMatch(/^[\x20-\x7e…“”]*$/);
});

it('the plain statement that a link makes follows from it', async () => {
  const linked = `${both}${link('a', 'stated', '; owl:annotatedProperty :p')}:one :p :two .`;
  const { others } = await turtleChanges(linked, `${both}:one dct:license "a" .`);
  expect(others).toEqual([
    { property: 'http://purl.org/dc/terms/license', added: 1, removed: 0 },
    { property: 'https://example.org/p', added: 0, removed: 1, derived: true },
  ]);
});

it.each([
  ['a column for it', '', []],
  ['no column', 'http://a.example/other', ['http://a.example/p', 'http://a.example/q#r']],
  ['a property made of values', 'http://a.example/{a}', []],
])('properties that rules speak of follow from others where there is %s', (_what, propertyUrl, due) => {
  const rule = 'PREFIX q: <http://a.example/q#>\nCONSTRUCT { ?s <http://a.example/p> ?o ; q:r ?o } WHERE { ?s ?p ?o }';
  const columns = [
    { name: 'a', titles: 'a', propertyUrl: propertyUrl || 'http://a.example/p' },
    { name: 'b', titles: 'b', propertyUrl: propertyUrl || 'http://a.example/q#r' },
  ];
  const document = { '@context': 'http://www.w3.org/ns/csvw', url: 't.csv', tableSchema: { columns } };
  const { tables } = readMetadata(document, 'http://a.example/tables.json', () => {});
  const found = derivedProperties(tables, [{ name: '', file: '', header: {}, missing: [], text: rule }]);
  expect([...found].filter((one) => one.startsWith('http://a.example/') && !one.endsWith('#'))).toEqual(due);
});

it('of long names the difference is shown', async () => {
  const long = (word: string): string => `:one a skos:Concept ; skos:prefLabel "${'same '.repeat(60)}${word}"@en .`;
  const [sentence = ''] = told(await turtleChanges(long('first'), long('second')));
  expect(sentence).toMatch(/is called …[a-z ]{20,40} second” in en, and no more …[a-z ]{20,40} first”\.$/);
});

describe('what breaks others', () => {
  const codes = (set: ChangeSet): string[] => breakingProblems(set).map(({ code }) => code);

  it('an address that is gone, unless a successor or a note is there', async () => {
    expect(codes(await turtleChanges(both, concept('one')))).toEqual(['iri-gone']);
    expect(codes(await turtleChanges(both, concept('one', '; dct:replaces :two')))).toEqual([]);
    expect(codes(await turtleChanges(both, `${concept('one')}:two dct:isReplacedBy :one .`))).toEqual([]);
    expect(codes(await turtleChanges(both, `${concept('one')}:two skos:changeNote "It was a slip."@en .`))).toEqual([]);
  });

  it('a code that stands for something else, unless who had it says so', async () => {
    const from = concept('one', '; skos:notation "7"') + concept('two', '; skos:notation "8"');
    const to = (more: string): string => concept('one', more) + concept('two', '; skos:notation "7"');
    expect(codes(await turtleChanges(from, to('; skos:notation "8"')))).toEqual(['code-reused', 'code-reused']);
    expect(codes(await turtleChanges(from, to('; skos:notation "9"')))).toEqual(['code-reused']);
    expect(codes(await turtleChanges(from, to('; gcm:formerNumber "7"')))).toEqual([]);
    expect(codes(await turtleChanges(from, to('; skos:changeNote "Gave the code 7, for good."')))).toEqual([]);
    expect(codes(await turtleChanges(from, to('; skos:changeNote "Gave the code 77."')))).toEqual(['code-reused']);
  });

  it('not a link or a figure that is gone, and not a code of another scheme', async () => {
    expect(codes(await turtleChanges(both + link('a', 'stated') + figure(2014, '1'), both))).toEqual([]);
    const other = ':three a skos:Concept ; skos:inScheme :others ; skos:prefLabel "Three"@en ; skos:notation "7" .';
    const from = concept('one', '; skos:notation "7"');
    expect(codes(await turtleChanges(from, concept('one') + other))).toEqual([]);
  });
});

it('a thing is called by its English name, wherever a piece of the file ends', () => {
  const line = (name: string): string => `<urn:a> <http://www.w3.org/2004/02/skos/core#prefLabel> ${name} .\n`;
  const pieces = [line('"A name"@en'), line('"Un nom"@fr'), '<urn:b> <urn:p> "1" .\n'];
  expect([...lookUpNames(pieces, new Set(['urn:a', 'urn:b', 'urn:c'])).names]).toEqual([['urn:a', 'A name']]);
});
