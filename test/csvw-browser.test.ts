import { readFileSync } from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import type { Quad_Object, Quad_Subject } from 'n3';
import { rolldown } from 'rolldown';
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import type * as Csvw from '../src/csvw/csvw.js';
import { lineOf } from '../src/rdf/nquads.js';
import { root } from './support/gcm.js';

/** The library as one script for browsers, run with only the globals of the language and of the web. */

const base = 'https://example.org/tables/';
const metadata = {
  '@context': 'http://www.w3.org/ns/csvw',
  url: 'places.csv',
  tableSchema: {
    aboutUrl: 'place/{code}',
    primaryKey: 'code',
    columns: [
      { name: 'code', titles: 'code', datatype: { base: 'string', format: '[A-Z]+' }, propertyUrl: 'dc:identifier' },
      { name: 'name', titles: 'name', lang: 'fr', propertyUrl: 'rdfs:label' },
      { name: 'share', titles: 'share', datatype: { base: 'decimal', format: '0.0%' }, propertyUrl: 'rdf:value' },
    ],
  },
};
const csv = 'code,name,share\nA,"Été, l’🌍",+12.5%\nB,,3.0%\n';
const lines = [
  `<${base}place/A> <http://purl.org/dc/terms/identifier> "A" .\n`,
  `<${base}place/A> <http://www.w3.org/2000/01/rdf-schema#label> "Été, l’🌍"@fr .\n`,
  `<${base}place/A> <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "0.125"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n`,
  `<${base}place/B> <http://purl.org/dc/terms/identifier> "B" .\n`,
  `<${base}place/B> <http://www.w3.org/1999/02/22-rdf-syntax-ns#value> "0.03"^^<http://www.w3.org/2001/XMLSchema#decimal> .\n`,
];

const filesWith = (rows: string) =>
  new Map([
    ['places.csv', utf8(rows)],
    ['places.json', utf8(JSON.stringify(metadata))],
  ]);

/** Responds like a server with these files. */
const serve = (files: ReturnType<typeof filesWith>) => async (url: string) => {
  const bytes = files.get(url.slice(base.length));
  return bytes ? new Response(bytes) : new Response('', { status: 404 });
};

describe('csvw in a browser', () => {
  const input = { url: `${base}places.json` };
  let csvw: typeof Csvw;
  let code = '';

  beforeAll(async () => {
    const bundle = await rolldown({
      input: path.join(root, 'dist/csvw/csvw.js'),
      platform: 'browser',
      onLog: (level, { message }) => {
        throw new Error(`${level}: ${message}`); // such as an unresolved import
      },
    });
    const { output } = await bundle.generate({ format: 'iife', name: 'csvw' });
    await bundle.close();
    expect(output.map((file) => file.type === 'chunk' && [...file.imports, ...file.dynamicImports])).toEqual([[]]);
    code = output[0].code;
    const web = { AbortSignal, TextDecoder, TextEncoder, URL, fetch: serve(filesWith(csv)) };
    csvw = vm.runInNewContext(`${code};csvw`, web) as typeof Csvw;
  });

  it('is one script without Node', () => {
    expect(code).not.toMatch(/['"]node:|\brequire\(|\bprocess\./);
    expect(Object.keys(csvw).sort()).toEqual(['createWebLoader', 'describe', 'memoryLoader', 'toRdf', 'validate']);
  });

  const convert = async (load: Csvw.Loader) => {
    const found: string[] = [];
    const options = { isMinimal: true, hasProvenance: false };
    const problems = await csvw.toRdf(input, load, options, (subject, predicate, object, graph) =>
      found.push(lineOf(subject as Quad_Subject, predicate, object as Quad_Object, graph)),
    );
    return { found, problems: [...problems] };
  };

  it('converts files in memory', async () => {
    expect(await convert(csvw.memoryLoader(filesWith(csv), base))).toEqual({ found: lines, problems: [] });
  });

  it('converts files on the web', async () => {
    expect(await convert(csvw.createWebLoader())).toEqual({ found: lines, problems: [] });
  });

  it('reports problems with their places', async () => {
    const load = csvw.memoryLoader(filesWith(`${csv}A,x,7\nc,"open`), base);
    const problems = await csvw.validate(input, load);
    expect(problems.map(({ code, where }) => [code, where.file, where.row])).toEqual([
      ['quote', 'places.csv', 5],
      ['datatype', 'places.csv', 4],
      ['duplicate-id', 'places.csv', 4],
    ]);
  });
});

it('the package has an export without Node for browsers', () => {
  const { exports } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as {
    exports: Record<string, unknown>;
  };
  expect(exports['./csvw']).toEqual({ node: './dist/node/csvw/csvw.js', default: './dist/csvw/csvw.js' });
});
