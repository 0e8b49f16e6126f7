import { Ajv2020 } from 'ajv/dist/2020.js';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { diffFormats } from '../src/diff/formats.js';
import { PROBLEM_LIMIT } from '../src/problem.js';
import { diffSchema } from './support/diff-schema.js';
import { changesBetween, dumpOf, prefixes, sentencesIn, turtleChanges } from './support/diffing.js';

/** Formats of comparisons: small, hostile and very large changes. */

type Format = 'text' | 'markdown' | 'json' | 'turtle';
const write = async (format: Format, from: string, to: string): Promise<string> =>
  diffFormats[format]?.(await turtleChanges(from, to)) as string;

const from = ':one a skos:Concept ; skos:prefLabel "One"@en ; skos:notation "1" . :two a skos:Concept .';
const to = ':one a skos:Concept ; skos:prefLabel "Uno"@en ; skos:notation "2" ; dct:license "free" .';

const isValid = new Ajv2020({ allowUnionTypes: true, strict: false }).compile(diffSchema);

describe('formats', () => {
  it('text', async () => {
    expect(await write('text', from, to)).toBe(`From dump.ttl to dump.ttl

Removed: 1
  example.org/two was removed.

Renamed: 1
  one was renamed from “One” to “Uno”.

With a new code: 1
  The code of one “Uno” changed from 1 to 2.

Other statements, by property: 1
  dct:license: 1 added, 0 removed

Breaking changes: 1
  [iri-gone] example.org/two was removed, but its IRI <https://example.org/two> has been published
    → Keep it as retired, name its successor, or explain the removal in a change note
`);
  });

  it('markdown', async () => {
    const text = await write('markdown', from, to);
    expect(text).toContain('### Breaking changes: 1\n\n- example.org/two was removed, but its IRI');
    expect(text).toContain('\n### Renamed: 1\n\n- one was renamed from “One” to “Uno”.\n');
  });

  it('json that matches its schema', async () => {
    const document = JSON.parse(await write('json', from, to));
    expect(isValid(document), JSON.stringify(isValid.errors)).toBe(true);
    expect(document.counts).toEqual({ removed: 1, relabelled: 1, recoded: 1 });
    expect(document.changes[1]).toMatchObject({
      kind: 'relabelled',
      subject: 'https://example.org/one',
      before: [{ value: 'One', language: 'en' }],
      after: [{ value: 'Uno', language: 'en' }],
    });
  });

  it('turtle with a PROV-O activity, an IRI for each change and reproducible output', async () => {
    const text = await write('turtle', from, to);
    expect(await write('turtle', from, to)).toBe(text);
    const quads = new Parser().parse(text);
    const typed = (name: string): string[] =>
      quads.filter(({ object }) => object.value.endsWith(name)).map(({ subject }) => subject.value);
    expect(typed('prov#Activity')).toHaveLength(1);
    expect(typed('ontology#Change')).toHaveLength(3);
    expect(new Set(typed('prov#Entity')).size).toBe(5);
    for (const { subject } of quads)
      expect(subject.value).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    const ofKind = (kind: string): string => quads.find(({ object }) => object.value === kind)?.subject.value ?? '';
    const said = (kind: string, property: string): string[] =>
      quads
        .filter(({ subject, predicate }) => subject.value === ofKind(kind) && predicate.value.endsWith(property))
        .map(({ object }) => object.value);
    expect(said('recoded', 'terms/subject')).toEqual(['https://example.org/one']);
    expect([said('recoded', '#before'), said('recoded', '#after')]).toEqual([['1'], ['2']]);
  });

  it.each(['text', 'markdown'] as const)('%s reports that nothing changed', async (format) =>
    expect(await write(format, from, from)).toContain('Nothing changed.\n'),
  );

  it.each(['json', 'turtle'] as const)('%s reports that nothing changed', async (format) => {
    const text = await write(format, from, from);
    if (format === 'json') expect(JSON.parse(text)).toMatchObject({ unchanged: true, changes: [] });
    else expect(text).not.toContain('gcm:Change');
  });
});

describe('hostile names', () => {
  const hostile =
    '\\u001b[31mred\\u0007 ](javascript:x) <img src=x onerror=x> `code` | ::add-mask::x \\n# Heading \\u202Eturned @someone "quoted" \\\\';
  const named = `:one a skos:Concept ; skos:prefLabel "${hostile.replaceAll('"quoted"', '\\"quoted\\"')}"@en .`;

  it('do not control the terminal', async () => {
    const text = await write('text', '', named);
    expect(text).toContain('red');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
  });

  it('are escaped in Markdown', async () => {
    const text = await write('markdown', '', named);
    expect(text).not.toMatch(/\]\(|<img|`|@someone|\n# |\|/);
    expect(text.split('\n').filter((line) => line.startsWith('- '))).toHaveLength(1);
  });

  it('are unchanged in JSON and Turtle', async () => {
    const label = new Parser().parse(prefixes + named).find(({ object }) => object.termType === 'Literal')
      ?.object.value;
    expect(JSON.parse(await write('json', '', named)).changes[0].after[0].value).toBe(label);
    const values = new Parser().parse(await write('turtle', '', named)).map(({ object }) => object.value);
    expect(values).toContain(label);
  });

  it('are shown in full if they are not in a vocabulary', async () => {
    const text = await write('text', '', '<urn:x> <urn:constructor> "1" . <urn:x> <urn:__proto__> "1" .');
    expect(text).toContain('urn:__proto__: 1 added, 0 removed\n  urn:constructor: 1 added, 0 removed\n');
  });
});

describe('very large changes', () => {
  const many = Array.from({ length: PROBLEM_LIMIT + 500 }, (_, i) => `<urn:t:${10_000 + i}> a <urn:c> .`).join('\n');

  it('are listed in part, and the rest is counted', async () => {
    const set = await changesBetween(dumpOf(''), dumpOf(many));
    expect(set.counts.get('added')).toBe(PROBLEM_LIMIT + 500);
    expect(set.changes).toHaveLength(PROBLEM_LIMIT);
    expect(diffFormats['text']?.(set)).toMatch(/^New: 1,500$/m);
    expect(diffFormats['text']?.(set)).toMatch(/^ {2}… and 1,400 more$/m);
    expect(diffFormats['markdown']?.(set)).toMatch(/^- … and 1,400 more$/m);
  });

  it('are also listed in part if they are breaking', async () => {
    const set = await changesBetween(dumpOf(many), dumpOf(''));
    expect(set.breakingCount).toBe(PROBLEM_LIMIT + 500);
    expect(JSON.parse(diffFormats['json']?.(set) ?? '').problems.at(-1).message).toContain(
      'More breaking changes: 500',
    );
    expect(diffFormats['text']?.(set)).toMatch(/^Breaking changes: 1,500$/m);
  });

  it('always include breaking changes', async () => {
    const gone = Array.from({ length: PROBLEM_LIMIT + 5 }, (_, i) => `<urn:t:${20_000 + i}> a <urn:c> .\n`).join('');
    const explained = gone.replaceAll(' a <urn:c>', ' <http://www.w3.org/2004/02/skos/core#changeNote> "A slip."');
    const from = `${gone}<urn:u:vanished> a <urn:c> .\n`;
    const set = await changesBetween(dumpOf(from), dumpOf(explained));
    expect(set.breakingCount).toBe(1);
    expect(set.breaking.map(({ subject }) => subject)).toEqual(['urn:u:vanished']);
    for (const format of ['text', 'markdown', 'json', 'turtle'])
      expect(diffFormats[format]?.(set)).toContain('vanished');
  });

  it('can contain subjects and lines that span several blocks', async () => {
    const values = Array.from({ length: 9000 }, (_, i) => `<urn:a> <http://a> "${'x'.repeat(200)}${i}" .\n`).sort();
    const [rdf, skos] = ['http://www.w3.org/1999/02/22-rdf-syntax-ns', 'http://www.w3.org/2004/02/skos/core'];
    const about = (broader: string, note: string): string =>
      [
        `<urn:a> <${rdf}#type> <urn:c> .`,
        `<urn:a> <${skos}#broader> <urn:${broader}> .`,
        `<urn:a> <${skos}#prefLabel> "Name"@en .`,
        `<urn:b> <urn:p> "${'y'.repeat(1_500_000)}${note}" .`,
        '<urn:c> <urn:p> "1" .\n',
      ].join('\n');
    const one = dumpOf(values.join('') + about('b', ''), 'nt');
    const other = dumpOf(values.slice(1).join('') + about('c', 'z'), 'nt');
    const set = await changesBetween(one, other);
    expect(sentencesIn(set)).toEqual(['moved: urn:a “Name” was moved from urn:b to urn:c.']);
    expect(set.others).toEqual([
      { property: 'http://a', added: 0, removed: 1 },
      { property: 'urn:p', added: 1, removed: 1 },
    ]);
    expect((await changesBetween(one, one)).others).toEqual([]);
  });
});

it('counts skipped statements about blank nodes', async () => {
  const set = await turtleChanges(from, `${from} :one skos:related [ skos:prefLabel "unnamed" ] .`);
  expect(set.changes).toEqual([]);
  expect(diffFormats['text']?.(set)).toContain('Skipped statements about blank nodes: 2.');
});

it('compares unrelated data sets', async () => {
  const set = await turtleChanges(':a a skos:Concept . :b a skos:Concept .', ':c a skos:Concept .');
  expect([...set.counts]).toEqual([
    ['added', 1],
    ['removed', 2],
  ]);
});
