import fc from 'fast-check';
import { DataFactory, type Quad } from 'n3';
import { describe, expect, it } from 'vitest';
import { metadataReport, parseMetadata, readMetadata } from '../src/csvw/metadata/metadata.js';
import type { Table } from '../src/csvw/metadata/table.js';
import { compileTemplate } from '../src/csvw/metadata/uri-template.js';
import { mapSheet } from '../src/csvw/rdf/map-rows.js';
import { matchHeader } from '../src/csvw/rows/header.js';
import { createKeys, type Keys } from '../src/csvw/rows/keys.js';
import { type Row, readRows } from '../src/csvw/rows/rows.js';
import type { Problem } from '../src/problem.js';
import { iriFault, languageFault } from '../src/rdf/iri.js';
import { property } from './support/property.js';

const location = 'https://example.org/data/tables.json';

/** Reads a metadata document, and collects its problems. */
function read(json: string) {
  const problems: Problem[] = [];
  const report = metadataReport('tables.json', problems);
  const document = parseMetadata(json, report);
  return { group: readMetadata(document ?? {}, location, report), problems };
}

/** Maps one sheet with these columns, as a table group with one table. */
function map(columns: object[], csv: string | Uint8Array, schema: object = {}) {
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@base': 'https://example.org/data/' }],
    tables: [{ url: 't.csv', tableSchema: { columns, ...schema } }],
  };
  const { group, problems } = read(JSON.stringify(metadata));
  const [table] = group.tables;
  if (!table) throw new Error('no table');
  const rows = readRows(typeof csv === 'string' ? new TextEncoder().encode(csv) : csv, 't.csv');
  const keys = createKeys(group.tables, false);
  const { quads, problems: found } = mapTable(table, rows.rows, keys);
  return { quads, problems: [...problems, ...rows.problems, ...found, ...keys.judge(() => true)] };
}

/** Maps the rows of a table, including the header. */
function mapTable(table: Table, rows: Row[], keys: Keys) {
  const file = 't.csv';
  const quads: Quad[] = [];
  const { header, problems } = matchHeader(table, rows[0] ?? { number: 1, cells: [] }, file);
  const found = rows.length > 0 ? problems : [];
  mapSheet(
    { table, file, rows, header },
    false,
    keys,
    (s, p, o) => quads.push(DataFactory.quad(s, p, o)),
    (problem) => found.push(problem),
  );
  return { quads, problems: found };
}

describe('a row', () => {
  it('makes the statements that its metadata defines', () => {
    const { quads, problems } = map(
      [
        { name: 'id', suppressOutput: true },
        { name: 'name', lang: 'fr', propertyUrl: 'skos:prefLabel' },
        { name: 'tags', separator: ';', propertyUrl: 'dc:subject' },
        { name: 'size', datatype: 'integer', propertyUrl: '../vocab#size' },
        { name: 'see', propertyUrl: 'rdfs:seeAlso', valueUrl: '{+see}' },
        { name: 'kind', virtual: true, propertyUrl: 'rdf:type', valueUrl: 'skos:Concept' },
      ],
      'id,name,tags,size,see\n1.10,"Été, l’",a;b,7,https://example.org/x?y=1\n',
      { aboutUrl: '../thing/{id}' },
    );
    expect(problems).toEqual([]);
    expect(quads.map(({ subject }) => subject.value)).toEqual(Array(6).fill('https://example.org/thing/1.10'));
    expect(quads.map(({ predicate, object }) => [predicate.value.replace(/.*[/#]/, ''), object.id])).toEqual([
      ['prefLabel', '"Été, l’"@fr'],
      ['subject', '"a"'],
      ['subject', '"b"'],
      ['size', '"7"^^http://www.w3.org/2001/XMLSchema#integer'],
      ['seeAlso', 'https://example.org/x?y=1'],
      ['type', 'http://www.w3.org/2004/02/skos/core#Concept'],
    ]);
  });

  it('has no statement for an empty cell, unless the column has a default', () => {
    const columns = [
      { name: 'a', propertyUrl: 'dc:a', null: ['-', ''] },
      { name: 'b', propertyUrl: 'dc:b', default: 'x' },
    ];
    expect(map(columns, 'a,b\n-,\n').quads.map(({ object }) => object.value)).toEqual(['x']);
  });

  it.each([
    ['integer', '12', '1.5'],
    ['decimal', '-1.50', '1,5'],
    ['double', '1.5E3', '1.5.3'],
    ['boolean', 'true', 'yes'],
    ['gYear', '2018', '18'],
    ['date', '2024-02-29', '2023-02-29'],
    ['anyURI', 'https://example.org/', 'https://example.org/a b'],
    ['nonNegativeInteger', '0', '-1'],
    ['positiveInteger', '1', '0'],
  ])('%s accepts %s, but not %s', (datatype, good, bad) => {
    const columns = [{ name: 'v', propertyUrl: 'dc:v', datatype }];
    expect(map(columns, `v\n${good}\n`)).toMatchObject({ problems: [], quads: [{ object: { value: good } }] });
    expect(map(columns, `v\n"${bad}"\n`)).toMatchObject({
      problems: [{ code: 'datatype', where: { row: 2, cell: 'A2' } }],
      quads: [],
    });
  });

  it.each([
    [{ base: 'string', minLength: 2 }, 'ab', 'a'],
    [{ base: 'string', maxLength: 2 }, '\u{1f6b6}b', 'abc'],
    [{ base: 'integer', minimum: 3 }, '3', '2'],
    [{ base: 'date', maximum: '2020-01-01' }, '2019-12-31', '2020-01-02'],
    [{ base: 'boolean', format: 'yes|no' }, 'yes', 'true'],
    [{ base: 'string', format: 'C\\d+' }, 'C1', 'C1x'],
  ])('%j accepts %s, but not %s', (datatype, good, bad) => {
    const columns = [{ name: 'v', propertyUrl: 'dc:v', datatype }];
    expect(map(columns, `v\n${good}\n`).problems).toEqual([]);
    expect(map(columns, `v\n${bad}\n`).problems).toMatchObject([{ code: 'datatype' }]);
  });
});

describe('a column', () => {
  it.each(['__proto__', 'constructor', 'toString'])('can have the name %s', (name) => {
    const { quads, problems } = map([{ titles: name, propertyUrl: 'dc:v' }], `${name}\nx\n`);
    expect(problems).toEqual([]);
    expect(quads.map(({ object }) => object.value)).toEqual(['x']);
  });
});

describe('an IRI', () => {
  it.each(['https://example.org/a?b=c#d', 'http://[::1]:80/', 'urn:isbn:1', 'https://example.org/é/%41'])(
    'can be %s',
    (iri) => expect(iriFault(iri)).toBeUndefined(),
  );
  it.each([
    ['https://example.org/a b', 'iri'],
    ['https://example.org/a>b', 'iri'],
    ['https://example.org/a[b]', 'iri'],
    ['https://example.org/%zz', 'iri'],
    ['https://example.org/\ufffe', 'iri'],
    ['https://', 'iri'],
    ['javascript:alert(1)', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['a/b', 'scheme'],
  ])('cannot be %s', (iri, code) => expect(iriFault(iri)?.code).toBe(code));
});

describe('a language tag', () => {
  it.each(['en', 'zh-Hans', 'pt-BR', 'zh-cmn-Hans', 'de-1996-x-a', 'i-klingon', 'x-private'])('can be %s', (tag) =>
    expect(languageFault(tag)).toBeUndefined(),
  );
  it.each(['', 'english!', 'en_GB', 'en-a', 'français'])('cannot be %s', (tag) =>
    expect(languageFault(tag)).toBeDefined(),
  );
});

describe('a template', () => {
  it.each([
    ['{a:1}', '%F0%9F%98%80'],
    ['{a:2}{b}', '%F0%9F%98%80x%F0%9F%98%81'],
    ['{?a:1,b}', '?a=%F0%9F%98%80&b=%F0%9F%98%81'],
    ['{+b}', '%F0%9F%98%81'],
    ['{_row}', '7'],
  ])('%s expands to %s', (text, expected) => {
    const { expand } = compileTemplate(`https://example.org/${text}`, 'https://example.org/data/t.csv', {});
    expect(expand({ a: '😀xy', b: '😁', _row: '7' })).toBe(`https://example.org/${expected}`);
  });
});

describe('metadata', () => {
  const reported = (table: object): string[] =>
    read(JSON.stringify({ '@context': 'http://www.w3.org/ns/csvw', url: 't.csv', ...table })).problems.map(
      ({ severity, message }) => `${severity} ${message}`,
    );

  it('can contain long texts, but not deeply nested lists', () => {
    expect(reported({ 'dc:title': 'x'.repeat(2e7) })).toEqual([]);
    expect(read(`{"dc:x":${'['.repeat(200)}${']'.repeat(200)}}`).problems[0]?.message).toBe(
      'Lists and objects are nested more than 100 levels deep',
    );
  });

  it.each(['http://e.org/\u0001', 'http://e.org/[x]', '#a#b', '_:b', 'http://e.org/> <b'])(
    'cannot have the @id %j',
    (id) => expect(reported({ '@id': id })).toEqual([expect.stringMatching(/^error Invalid @id .*: expected an IRI/s)]),
  );

  it.each(['#t', 'http://e.org/é', 'urn:isbn:1', ''])('can have the @id %j', (id) =>
    expect(reported({ '@id': id })).toEqual([]),
  );
});

describe('any text', () => {
  const text = fc.string({ unit: 'grapheme' }).filter((one) => one !== '' && !/\p{Cc}|\ufffd/u.test(one)); // control characters are rejected

  it('is unchanged in a quoted cell', () =>
    property(text, (value) => {
      const { quads, problems } = map(
        [{ name: 'v', propertyUrl: 'dc:v' }, { name: 'w' }],
        `v,w\n"${value.replaceAll('"', '""')}",x\n`,
      );
      expect(problems).toEqual([]);
      expect(quads[0]?.object.value).toBe(value);
    }));

  it('can be recovered from the valid IRI that a template makes', () =>
    property(text, (value) => {
      const iri = compileTemplate('../thing/{v}', 'https://example.org/data/t.csv', {}).expand({ v: value });
      expect(iri.startsWith('https://example.org/thing/')).toBe(true);
      expect(iri).toMatch(/^[A-Za-z0-9:/._~%-]*$/);
      expect(decodeURIComponent(iri.slice('https://example.org/thing/'.length))).toBe(value);
    }));

  it('never throws as a file', () =>
    property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const { quads, problems } = map([{ name: 'v', propertyUrl: 'dc:v' }], bytes);
      expect(quads.length + problems.length).toBeGreaterThan(0);
    }));

  it('never throws as metadata', () =>
    property(fc.json(), (json) => {
      const { problems } = read(json);
      expect(problems.length).toBeGreaterThan(0);
    }));

  it('never throws inside valid metadata', () =>
    property(
      fc.jsonValue(),
      fc.constantFrom('columns', 'primaryKey', 'foreignKeys', 'aboutUrl', 'notes'),
      (value, name) => {
        const table = { url: 't.csv', tableSchema: { columns: [{ name: 'v' }], [name]: value } };
        const { group } = read(JSON.stringify({ '@context': 'http://www.w3.org/ns/csvw', tables: [table] }));
        const rows = ['v', 'x'].map((cell, i) => ({ number: i + 1, cells: [cell] }));
        for (const one of group.tables) mapTable(one, rows, createKeys(group.tables, false));
      },
    ));
});
