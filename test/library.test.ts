import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { type BuildOptions, build, check, diff, type FileMap, query, report, UserError } from '../src/index.js';
import { root } from './support/gcm.js';

/** The library as programs use it, and its messages for wrong input. */

/** Reads the files below a folder of the checkout, by their names in a project. */
const below = (folder: string, name: string): [string, Uint8Array][] =>
  readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((one) => one.isFile())
    .map((one) => path.join(one.parentPath, one.name))
    .map((file) => [`${name}/${path.relative(path.join(root, folder), file)}`, readFileSync(file)]);

const project = new Map([
  ...below('test/project', 'data'),
  ...below('ontology', 'ontology'),
  ...below('queries', 'queries'),
  ['data/tables.json', readFileSync(path.join(root, 'data/tables.json'))] as const,
]);

const changed = (files: FileMap, name: string, content?: string | Uint8Array): FileMap => {
  const copy = new Map(files);
  if (content === undefined) copy.delete(name);
  else copy.set(name, typeof content === 'string' ? utf8(content) : content);
  return copy;
};

let release: FileMap;
beforeAll(async () => {
  const { files, problems } = await build(project, { commit: 'a'.repeat(40) });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  release = files as FileMap;
});

const rejects = async (answer: Promise<unknown>, message: string | RegExp): Promise<void> => {
  const error = await answer.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(UserError);
  expect((error as UserError).message).toMatch(message);
};

describe('check and build', () => {
  it('can run in parallel', async () => {
    const results = await Promise.all([check(project), check(project), build(project)]);
    const [first, ...others] = results.map(({ problems }) => problems);
    expect(first?.length).toBeGreaterThan(0);
    for (const problems of others) expect(problems).toEqual(first);
  });

  it('find the sheets in any folder, and in the root', async () => {
    const codes = async (folder: string): Promise<string[]> => {
      const moved = [...project].map(([name, content]) => [name.replace(/^data\//, folder), content] as const);
      const { problems } = await check(new Map(moved), { data: folder.replace(/\/$/, '') || '.' });
      return problems.map(({ code, where }) => `${code} ${where.file.replace(folder, '')} ${where.cell}`);
    };
    const inData = (await check(project)).problems.map(
      ({ code, where }) => `${code} ${where.file.replace('data/', '')} ${where.cell}`,
    );
    expect(await codes('')).toEqual(inData);
    expect(await codes('my sheets/#1 100%/')).toEqual(inData);
  });

  it.each<[what: string, files: unknown, options: BuildOptions, message: string | RegExp]>([
    ['no files', undefined, {}, 'The files must be a Map from names to Uint8Array'],
    ['an object', { 'data/links.csv': utf8('') }, {}, 'The files must be a Map from names to Uint8Array'],
    ['a text', new Map([['data/links.csv', 'a']]), {}, 'The content of "data/links.csv" must be a Uint8Array'],
    ['an empty map', new Map(), {}, 'Cannot read ontology/shapes.ttl (ENOENT)'],
    ['a base without a slash', project, { base: 'https://example.org' }, /^base: .* must be a URL/],
    ['a short commit', project, { commit: 'abc123' }, /^commit: "abc123" must be a full git hash/],
  ])('explain %s in one sentence', async (_what, files, options, message) => {
    await rejects(check(files as FileMap, options), message);
    await rejects(build(files as FileMap, options), message);
  });

  it('accept names that begin with ./', async () => {
    const expected = (await check(project)).problems.length;
    const named = new Map([...project].map(([name, content]) => [`./${name}`, content]));
    expect((await check(named)).problems).toHaveLength(expected);
    expect((await check(project, { data: './data/' })).problems).toHaveLength(expected);
  });

  it('reject site assets that are not bytes', async () => {
    const siteAssets = new Map([['site.css', 'a']]) as never;
    await rejects(build(project, { siteAssets }), 'The content of "site.css" must be a Uint8Array');
  });

  it('do not fetch a context, and report an invalid one', async () => {
    const context = '{ "@context": { "@import": "https://example.org/context" } }';
    const files = changed(project, 'ontology/context.jsonld', context);
    const { problems, files: release } = await build(files);
    expect(release).toBeUndefined();
    expect(problems.map(({ where }) => where.file)).toContain('ontology/frame.jsonld'); // uses undeclared names
    expect(problems.map(({ where }) => where.file)).toContain('ontology/context.jsonld');
    expect((await build(changed(files, 'ontology/frame.jsonld', undefined))).files).toBeUndefined();
  });

  it('report invalid project files', async () => {
    const found = async (name: string, content: string | Uint8Array): Promise<string> => {
      const { problems } = await check(changed(project, name, content));
      return problems
        .filter(({ severity }) => severity === 'error')
        .map(({ code, where }) => `${code} ${where.file}`)
        .join();
    };
    expect(await found('data/links.csv', new Uint8Array(33 * 2 ** 20))).toBe('limit data/links.csv');
    expect(await found('data/tables.json', '{')).toBe('metadata data/tables.json');
    expect(await found('ontology/shapes.ttl', 'nonsense')).toBe('shape-broken ontology/shapes.ttl');
    expect(await found('queries/checks/a.rq', 'SELECT {')).toBe('rule-broken queries/checks/a.rq');
  });
});

describe('query', () => {
  it('answers with the prefixes of the release', async () => {
    expect(await query(release, 'SELECT (COUNT(*) AS ?n) { ?link a gcm:Link }', { format: 'csv' })).toMatch(
      /^n\r?\n\d+/,
    );
    expect(JSON.parse(await query(release, 'ASK { ?link a gcm:Link }')).boolean).toBe(true);
  });

  it('needs no context', async () => {
    for (const content of [undefined, '{', 'null', '[]', '{ "@context": "https://example.org/" }'])
      expect(await query(changed(release, 'ontology/context.jsonld', content), 'ASK {}', { format: 'csv' })).toBe(
        'true',
      );
  });

  it.each([
    ['an update', 'INSERT DATA { <a:a> <b:b> <c:c> }', undefined, 'Only queries are supported'],
    ['a syntax error', 'SELECT * {\n  ?s ?p }', undefined, 'Syntax error at line 2'],
    ['another server', 'SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }', undefined, 'is not supported'],
    ['a format for people', 'ASK {}', 'table', 'format: "table" is not one of json, csv, tsv, xml, turtle'],
    ['a format for graphs', 'ASK {}', 'turtle', 'format: "turtle" does not work with ASK queries'],
  ])('explains %s in one sentence', async (_what, sparql, format, message) =>
    rejects(query(release, sparql, { format } as never), message),
  );

  it.each([
    ['a release without a manifest', 'manifest.json', undefined, 'The release has no manifest.json'],
    ['a broken manifest', 'manifest.json', '{', 'manifest.json is not valid JSON'],
    ['a release without N-Quads', 'gcm-sdg.nq', undefined, 'The release has no gcm-sdg.nq'],
    ['broken N-Quads', 'gcm-sdg.nq', 'nonsense', 'gcm-sdg.nq is not N-Quads'],
  ])('explains %s in one sentence', async (_what, name, content, message) =>
    rejects(query(changed(release, name, content), 'ASK {}'), message),
  );
});

describe('diff and report', () => {
  it('explain wrong input in one sentence', async () => {
    await rejects(diff(release, changed(release, 'gcm-sdg.nt')), 'The release has no gcm-sdg.nt');
    await rejects(
      diff(release, changed(release, 'gcm-sdg.nt', 'nonsense')),
      /^gcm-sdg .* is not N-Triples or N-Quads: /,
    );
    await rejects(diff(release, release, 'toString' as never), 'Unknown format "toString" for a comparison');
    await rejects(report([], project, 'workbook' as never), 'Unknown report format "workbook"');
  });
});
