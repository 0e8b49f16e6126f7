import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { DataFactory } from 'n3';
import { describe, expect, it } from 'vitest';
import { textOf } from '../src/bytes.js';
import type { Json } from '../src/csvw/metadata/json.js';
import { metadataReport, readMetadata } from '../src/csvw/metadata/metadata.js';
import type { Table } from '../src/csvw/metadata/table.js';
import type { SayQuad } from '../src/csvw/rdf/map-rows.js';
import { compilePlan } from '../src/csvw/rdf/plan.js';
import { createOutput } from '../src/csvw/stream/line-template.js';
import type { ChunkSink } from '../src/csvw/stream/mapper.js';
import { byteDialect } from '../src/csvw/stream/records.js';
import { createRowMapper, linesOf } from '../src/csvw/stream/table-rows.js';
import { memoryTable } from '../src/csvw/tables.js';
import { largeTable } from '../src/node/csvw/large-table.js';
import { cellAddress, type Problem } from '../src/problem.js';
import { lineOf } from '../src/rdf/nquads.js';
import { temporaryFolder } from './support/gcm.js';
import { asyncProperty } from './support/property.js';

/** A plan makes the same statements from rows in memory (quads) and from large files (bytes), for any table. */

const { namedNode } = DataFactory;
const folder = temporaryFolder();
const source = path.join(folder, 't.csv');
const target = path.join(folder, 't.nq');

const text = fc.oneof(
  fc.constantFrom(
    '',
    'a',
    'x y',
    '12',
    '-3.50',
    '2024-02-29',
    '2024-02-30',
    'true',
    'Y',
    '7%',
    '1,234',
    '-',
    'é',
    '漢😀',
  ),
  fc.constantFrom(
    '"',
    'a"b',
    'two\nlines',
    'a;b',
    ';',
    ' 5 ',
    "it's",
    '\\',
    'a\tb',
    '<>',
    '%41',
    '\u0007',
    'NaN',
    '1e3',
    '0.0e0',
    '0.0E0',
    '+1.5',
    '+12%',
  ),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
);
const datatype = fc.constantFrom<unknown>(
  ...['string', 'integer', 'decimal', 'double', 'gYear', 'date', 'boolean', 'anyURI', 'token', 'json'],
  { base: 'boolean', format: 'Y|N' },
  { base: 'decimal', format: '#,##0.##' },
  { base: 'decimal', format: '+0.#' },
  { base: 'decimal', format: '00%' },
  { base: 'double', format: '0.0E0' },
  { base: 'string', maxLength: 3 },
  { base: 'integer', '@id': 'https://example.org/dt', minimum: 0 },
);
const simple = fc.constantFrom('#x-{a}', 'https://example.org/{a}/{b}', 'thing/{_row}', '#r{_sourceRow}', 'skos:note');
const template = fc.constantFrom(
  ...['#x-{a}', 'https://example.org/{a}/{b}', '{+a}', 'thing/{_row}', '{b}', 'skos:{a}', '?q={a}', '#r{_sourceRow}'],
  ...['https://example.org/constant', '{#a}', 'x{?a,b}', '{_name}/{a}'],
);
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 2 });
const columnWith = (of: typeof template, separators: (string | undefined)[]) =>
  fc.record({
    datatype: some(datatype),
    lang: some(fc.constantFrom('en', 'en-GB')),
    null: some(fc.constantFrom<unknown>('-', ['', '-', 'a'])),
    default: some(fc.constantFrom('a', '12')),
    separator: fc.constantFrom(...separators),
    ordered: some(fc.boolean()),
    required: some(fc.boolean()),
    aboutUrl: some(of),
    propertyUrl: some(of),
    valueUrl: some(of),
    suppressOutput: some(fc.boolean()),
  });
const tableWith = (column: ReturnType<typeof columnWith>) =>
  fc.record({
    columns: fc.tuple(column, column, column),
    virtual: column,
    rows: fc.array(fc.array(text, { minLength: 2, maxLength: 4 }), { maxLength: 8 }),
    isMinimal: fc.boolean(),
    hasGraph: fc.boolean(),
    rowTitles: some(fc.constantFrom('a', 'b')),
  });
const table = fc.oneof(
  tableWith(columnWith(simple, [undefined])),
  tableWith(columnWith(template, [undefined, undefined, ';', ' '])),
);
type Sample = typeof table extends fc.Arbitrary<infer S> ? S : never;

const clean = (object: object): Json => JSON.parse(JSON.stringify(object));
const quoted = (cell: string): string => (/^[^",\r\n]*$/.test(cell) ? cell : `"${cell.replaceAll('"', '""')}"`);

/** Reads the sample's metadata again, because reading a file changes the columns of its table. */
function read({ columns, virtual, hasGraph, rowTitles }: Sample): Table {
  const names = ['a', 'b', 'c'];
  const document = clean({
    '@context': 'http://www.w3.org/ns/csvw',
    url: 't.csv',
    ...(hasGraph && { 'sd:name': { '@id': 'https://example.org/graph' } }),
    tableSchema: {
      rowTitles,
      columns: [
        ...columns.map((one, i) => ({ ...one, name: names[i], titles: names[i] })),
        { ...virtual, name: 'v', virtual: true },
      ],
    },
  });
  const problems: Problem[] = [];
  const group = readMetadata(document, 'https://example.org/t.json', metadataReport('t.json', problems));
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return group.tables[0] as Table;
}

const csvOf = ({ rows }: Sample): string => `a,b,c\n${rows.map((row) => `${row.map(quoted).join(',')}\n`).join('')}`;
const graphOf = ({ hasGraph }: Sample): string | undefined => (hasGraph ? 'https://example.org/graph' : undefined);

/** Converts the rows in memory to lines of N-Quads. */
async function inMemory(sample: Sample) {
  let lines = '';
  const say: SayQuad = (...quad) => {
    lines += lineOf(...quad);
  };
  const given = read(sample);
  const resource = { file: 't.csv', bytes: async () => Buffer.from(csvOf(sample)) };
  const sheet = await memoryTable(say)(given, resource);
  const graph = graphOf(sample);
  const options = { index: 0, isMinimal: sample.isMinimal };
  const problems = await sheet.convert(given, options, graph === undefined ? undefined : namedNode(graph));
  return {
    lines,
    faults: problems
      .map(({ code, where }) => `${code} in ${/-cell$/.test(code) ? `row ${where.row}` : where.cell}`)
      .sort(),
  };
}

/** Converts the bytes of the rows, as for a large table. */
function fromBytes(sample: Sample) {
  const given = read(sample);
  const dialect = byteDialect(given.dialect);
  if (!dialect) throw new Error('the dialect cannot be read as bytes');
  const { map } = createRowMapper({
    table: given,
    options: { index: 0, isMinimal: sample.isMinimal },
    graph: graphOf(sample),
    dialect,
    firstSourceRow: 2,
    width: 3,
    key: [],
    isKeyRequired: false,
    onlyKeys: false,
    hasOutput: true,
  });
  const bytes = Buffer.from(csvOf(sample));
  const out = createOutput();
  const faults: string[] = [];
  const sink: ChunkSink = {
    out,
    report(record, column, { code }) {
      const address = column < 0 ? undefined : cellAddress(record + 2, column + 1);
      faults.push(`${code} in ${/-cell$/.test(code) ? `row ${record + 2}` : address}`);
    },
  };
  map(bytes, bytes.indexOf(10) + 1, bytes.length, { records: 0, rows: 0 }, sink);
  return { lines: textOf(out.bytes.subarray(0, out.length)), faults: faults.sort() };
}

describe('quads and bytes', () => {
  it('make the same statements for any table', async () => {
    const seen = { flat: 0, other: 0 };
    await asyncProperty(table, 1000, async (sample) => {
      expect(fromBytes(sample)).toEqual(await inMemory(sample));
      const isFlat = linesOf(compilePlan(read(sample), { index: 0, isMinimal: sample.isMinimal }), undefined);
      seen[isFlat ? 'flat' : 'other']++;
    });
    expect(Math.min(seen.flat, seen.other)).toBeGreaterThan(0); // both kinds of plans were tested
  });

  it('make the same statements in threads, from file to file', async () => {
    await asyncProperty(table, 10, async (sample) => {
      writeFileSync(source, csvOf(sample));
      writeFileSync(target, 'before\n');
      const graph = graphOf(sample);
      const given = read(sample);
      const resource = { file: 't.csv', path: source, bytes: async () => readFileSync(source) };
      let flushed = 0;
      const open = largeTable({ file: target, flush: () => flushed++ }, () => {}, 0);
      const sheet = await open(given, resource);
      await sheet.convert(
        given,
        { index: 0, isMinimal: sample.isMinimal },
        graph === undefined ? undefined : namedNode(graph),
      );
      const { lines } = await inMemory(sample);
      expect(readFileSync(target, 'utf8')).toBe(`before\n${lines}`);
      expect(flushed).toBe(1); // statements about the table come before its rows
    });
  });
});
