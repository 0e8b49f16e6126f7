import { Parser, type Quad } from 'n3';
import { expect, it } from 'vitest';
import { diff } from '../src/diff/diff.js';
import { diffFormats } from '../src/diff/formats.js';
import { readRoles } from '../src/roles/roles.js';

/** Comparisons of a framework with other properties and languages, by its roles. */

const is = (parts: Record<string, string>): string =>
  Object.entries(parts)
    .map(([name, part]) => `:${name} role:is role:${part} .`)
    .join('\n');
const ontology = `
  @prefix : <https://example.org/library/ontology#> . @prefix role: <https://w3id.org/gcm-graph/roles#> .
  @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
  @prefix vann: <http://purl.org/vocab/vann/> .
  <https://example.org/library/ontology> a owl:Ontology ; role:languages ( "de" "fr" ) ;
    vann:preferredNamespacePrefix "lib" ; vann:preferredNamespaceUri "https://example.org/library/ontology#" .
  ${is({ subject: 'LinkFrom', shelf: 'LinkTo', state: 'LinkStatus', witness: 'LinkSource', remark: 'LinkNote' })}
  ${is({ loans: 'FigureSeries', branch: 'FigureArea', year: 'FigurePeriod', count: 'FigureValue', oldMark: 'FormerCode' })}
  :state role:name "Zustand"@de .
  :continuedBy role:is role:Successor ; owl:inverseOf :continues .`;

const prefixes = `@prefix : <https://example.org/library/ontology#> . @prefix lib: <https://example.org/library/> .
  @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix owl: <http://www.w3.org/2002/07/owl#> .\n`;

const parse = (text: string): Quad[] => new Parser().parse(prefixes + text);

const compared = (before: string, after: string) =>
  diff(parse(before), parse(after), undefined, readRoles(new Parser().parse(ontology)));

const named = (name: string, label: string, more = ''): string =>
  `lib:${name} a :Topic ; skos:prefLabel "${label}"@de, "${label} (fr)"@fr, "${label} (it)"@it ${more} .\n`;
const topics = named('maps', 'Karten') + named('atlas', 'Atlanten');
const link = (state: string): string =>
  `lib:link a :Placement ; :subject lib:maps ; :shelf lib:atlas ; :state "${state}" ; :remark "A remark." .\n`;
const figure = (count: number): string =>
  `lib:figure a :Figure ; :loans lib:maps ; :branch lib:atlas ; :year "2024" ; :count ${count} .\n`;

it.each([
  [
    'the status of a link, under its own name',
    topics + link('vorgeschlagen'),
    topics + link('belegt'),
    'The Zustand of the link maps “Karten” → atlas “Atlanten” changed from “vorgeschlagen” to “belegt”.',
  ],
  [
    'a revised figure',
    topics + figure(7),
    topics + figure(9),
    '1 figure of maps “Karten” was revised: atlas “Atlanten”, 2024: 7 → 9.',
  ],
  [
    'a new name in the first language',
    topics,
    topics.replaceAll('Karten', 'Landkarten'),
    'maps was renamed from “Karten” to “Landkarten”.',
  ],
  [
    'a successor that names its predecessor',
    topics,
    named('maps', 'Karten', '; owl:deprecated true') + named('atlas', 'Atlanten', '; :continues lib:maps'),
    'maps “Karten” was retired and replaced by atlas “Atlanten”.',
  ],
])('recognizes %s', async (_what, before, after, sentence) => {
  const text = diffFormats['text']?.(await compared(before, after));
  expect(text).toContain(`  ${sentence}\n`);
  expect(text).not.toContain('Breaking');
});

it('does not report a code that its former owner records', async () => {
  const before = named('maps', 'Karten', '; skos:notation "7"') + named('atlas', 'Atlanten');
  const after = (more: string): string =>
    named('maps', 'Karten', more) + named('atlas', 'Atlanten', '; skos:notation "7"');
  expect((await compared(before, after(''))).breakingCount).toBe(1);
  expect((await compared(before, after('; :oldMark "7"'))).breakingCount).toBe(0);
});

it('shortens properties with the prefixes of the ontology', async () => {
  const set = await compared(topics, named('maps', 'Karten', '; :weight 1') + named('atlas', 'Atlanten'));
  expect(diffFormats['text']?.(set)).toContain('lib:weight: 1 added, 0 removed');
  expect(diffFormats['turtle']?.(set)).not.toMatch(/@prefix (?!gcm:)\w+: <https:\/\/w3id.org\/gcm-graph/);
});
