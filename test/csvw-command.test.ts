import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { Parser } from 'n3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { diskFiles } from '../src/node/disk-files.js';
import { lineOf } from '../src/rdf/nquads.js';
import { mapToStatements } from '../src/sheets/map-sheets.js';
import { readSheets } from '../src/sheets/sheets.js';
import { replace } from './support/edit.js';
import { gcm, root, smallProject, temporaryFolder, withoutFamilies } from './support/gcm.js';

/** `gcm csvw` with real files. */

const folder = temporaryFolder();
const inFolder = (name: string, text: string): string => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
};
const metadata = (table: object): string =>
  JSON.stringify({ '@context': 'http://www.w3.org/ns/csvw', url: 'people.csv', ...table });
const column = (name: string, more: object = {}) => ({ name, titles: name, ...more });
const people = {
  tableSchema: { columns: [column('name', { required: true }), column('born', { datatype: 'gYear' })] },
};

beforeAll(() => {
  inFolder('people.csv', 'name,born\nAda,1815\n,18x\n');
  inFolder('people.json', metadata(people));
});

describe('gcm csvw validate', () => {
  it('reports the found and expected value of each cell', async () => {
    const { code, stdout } = await gcm(['csvw', 'validate', path.join(folder, 'people.json'), '--report', 'json']);
    expect(code).toBe(1);
    const { problems } = JSON.parse(stdout);
    expect(problems).toMatchObject([
      { code: 'required', where: { row: 3, column: 'name', cell: 'A3', value: '' } },
      { code: 'datatype', expected: 'a four-digit year such as 2018', where: { cell: 'B3', value: '18x' } },
    ]);
    expect(problems[0].where.file).toMatch(/people\.csv$/);
  });

  it('finds the metadata of a file, and reports ignored metadata', async () => {
    const file = inFolder('nearby/people.csv', 'name,born\nAda,never\n');
    expect((await gcm(['csvw', 'validate', file])).code).toBe(0);
    inFolder('nearby/people.csv-metadata.json', metadata({ ...people, url: 'others.csv' }));
    inFolder('nearby/csv-metadata.json', metadata(people));
    const { code, stdout } = await gcm(['csvw', 'validate', file]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/people\.csv-metadata\.json warning \[metadata-elsewhere]/);
    expect(stdout).toMatch(/people\.csv:2:2 error \[datatype] Invalid born "never": expected a four-digit year/);
  });

  it('accepts the sheets of this project', async () =>
    expect(await gcm(['csvw', 'validate', withoutFamilies()])).toMatchObject({
      code: 0,
      stdout: '0 errors, 0 warnings, 0 notices\n',
    }));

  it('reads each file of a description of many files', async () => {
    const cwd = smallProject();
    const validate = ['csvw', 'validate', 'data/tables.json'];
    expect(await gcm(validate, { cwd })).toMatchObject({ code: 0, stdout: '0 errors, 0 warnings, 0 notices\n' });
    replace(path.join(cwd, 'data'), 'figures/SM_DTH_MIGR.csv', '5318', 'many');
    rmSync(path.join(cwd, 'data/figures/SM_POP_REFG_OR.csv'));
    const { code, stdout } = await gcm(validate, { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^data\/figures\/SM_DTH_MIGR\.csv:2:3 error \[datatype\] Invalid value "many"/m);
    expect(stdout).toMatch(/SM_POP_REFG_OR\.csv error \[file-missing\]/);
    expect(stdout).toContain('2 errors, 0 warnings');
    replace(path.join(cwd, 'data'), 'tables.json', '#eachRowOf": "series.csv"', '#eachRowOf": "serie.csv"');
    expect((await gcm(validate, { cwd })).stdout).toMatch(
      /^data\/tables\.json error \[metadata\] .*Expected a table, found "serie\.csv"/m,
    );
  });

  it.each(['(a+)+', '(?=a)(a+)+', '(\\p{L}+)+', '(é|a+)+'])(
    'is not blocked by the regular expression %s',
    async (format) => {
      const schema = { columns: [column('name', { datatype: { format } }), column('born')] };
      inFolder('astray/people.csv', `name,born\n${'a'.repeat(40)}!,1815\n`);
      const { code, stdout } = await gcm([
        'csvw',
        'validate',
        inFolder('astray/m.json', metadata({ tableSchema: schema })),
      ]);
      expect(code).toBe(1);
      expect(stdout).toContain(`expected the form ${format}`);
    },
  );

  it.each([
    ['{', 'm.json error [metadata] Invalid JSON'],
    ['[]', 'm.json error [metadata] Expected a JSON object'],
    [metadata({ url: 'missing.csv' }), 'missing.csv error [file-missing]'],
    [metadata({ url: '../../../etc/passwd' }), '../../../etc/passwd error [file-missing]'],
    [metadata({ url: 'file:///etc/passwd' }), 'file:///etc/passwd error [file-missing]'],
    [metadata({ url: 'https://example.org/people.csv' }), 'https://example.org/people.csv error [file-missing]'],
    [
      metadata({ 'dc:title': 'TITLE' }).replace('TITLE', '\\ud800'),
      'm.json error [metadata] Invalid character \\ud800',
    ],
    [metadata({ tableSchema: 'schema.json' }), 'm.json error [metadata] tableSchema: Not found: file:'],
    [metadata({ 'dc:a b': 1 }), 'm.json error [metadata] dc:a b: Not a prefixed name or an IRI'],
    [metadata({ notes: [{ '@id': 'http://a b' }] }), 'm.json error [metadata] notes: Invalid @id "http://a b"'],
    [metadata({ '@id': 'http://e.org/a> <b' }), 'm.json error [metadata] Invalid @id "http://e.org/a> <b"'],
    [
      metadata({ notes: 'N' }).replace('"N"', `${'['.repeat(9000)}${']'.repeat(9000)}`),
      'm.json error [metadata] Lists and objects are nested more than 100 levels deep',
    ],
    [metadata({ tableSchema: { columns: [{ name: 'name' }, { name: 'name' }] } }), 'Duplicate column name "name"'],
  ])('%s: %s', async (text, reported) => {
    inFolder('wrong/people.csv', 'name,born\nAda,1815\n');
    const { code, stdout, stderr } = await gcm(['csvw', 'validate', inFolder('wrong/m.json', text)]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain(reported);
    expect(stdout).not.toMatch(/\n\s+at |root:/);
  });
});

describe('gcm csvw to-rdf', () => {
  it('follows the standard, with and without a base', async () => {
    const file = inFolder('plain/t.csv', 'a,b\n1,é\n');
    const { code, stdout } = await gcm(['csvw', 'to-rdf', file, '--base', 'https://example.org/x/', '--minimal']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: '_:t0s1 <https://example.org/x/t.csv#a> "1" .\n_:t0s1 <https://example.org/x/t.csv#b> "é" .\n',
    });
    const standard = (await gcm(['csvw', 'to-rdf', file, '--format', 'turtle'])).stdout;
    expect(standard).toContain(`csvw:url <file://${file}>`);
    expect(standard).toContain('prov:wasGeneratedBy'.replace('prov:', 'http://www.w3.org/ns/prov#'));
    expect((await gcm(['csvw', 'to-rdf', file, '--no-prov'])).stdout).not.toContain('prov#');
    expect(new Parser().parse(standard)).toHaveLength(17);
  });

  it.each(['nquads', 'turtle'])('converts the files of a description of many files to %s', async (format) => {
    const args = ['csvw', 'to-rdf', 'data/tables.json', '--minimal', '--format', format];
    const { code, stdout } = await gcm(args, { cwd: smallProject() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/\/cube\/SM_DTH_MIGR\/001\/2014>(.|\n)*?"5318"/);
  });

  it('converts the sheets of this project in the same way as the pipeline', async () => {
    const { stdout } = await gcm(['csvw', 'to-rdf', withoutFamilies(), '--minimal']);
    const { statements } = mapToStatements(await readSheets(diskFiles, path.join(root, 'data')));
    const lines = statements.quads.map((quad) => lineOf(quad.subject, quad.predicate, quad.object, quad.graph));
    const isList = (line: string): boolean => /#inGroup>|\/conformsTo>|#theme>/.test(line); // the pipeline makes several addresses of a list
    const alike = (all: string[]): string[] => [...new Set(all)].filter((line) => !isList(line)).sort();
    expect(alike(stdout.split(/(?<=\n)/))).toEqual(alike(lines));
  });

  it('warns about an invalid cell, and keeps it as text', async () => {
    const { code, stdout, stderr } = await gcm(['csvw', 'to-rdf', path.join(folder, 'people.json'), '--minimal']);
    expect(code).toBe(0);
    expect(stdout).toContain('#born> "18x" .');
    expect(stdout).toContain('#born> "1815"^^<http://www.w3.org/2001/XMLSchema#gYear> .');
    expect(stderr).toMatch(/people\.csv:3:2 warning \[datatype]/);
  });

  it.each(['to a file', 'to the terminal'])('writes %s atomically', async (way) => {
    const file = inFolder('broken/t.csv', `a,b\n${'1,2\n'.repeat(400_000)}3,"4\n`);
    const out = path.join(folder, 'broken/t.nq');
    const { code, stdout, stderr } = await gcm([
      'csvw',
      'to-rdf',
      file,
      ...(way === 'to a file' ? ['--out', out] : []),
    ]);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/t\.csv:400002 error \[quote]/);
    expect(readdirSync(path.dirname(out))).toEqual(['t.csv']);
  });

  it('does not overwrite inputs, and writes to devices and links', async () => {
    const file = inFolder('over/t.csv', 'a\n1\n');
    const { code, stderr } = await gcm(['csvw', 'to-rdf', file, '--out', file]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `gcm: --out: "${file}" is an input file. Choose another file\n`,
    });
    expect(readFileSync(file, 'utf8')).toBe('a\n1\n');
    expect((await gcm(['csvw', 'to-rdf', file, '--out', '/dev/full'])).code).toBe(1);
    expect((await gcm(['csvw', 'to-rdf', file, '--out', path.dirname(file)])).code).toBe(2);
    const [link, target] = [path.join(folder, 'over/link.nq'), inFolder('over/target.nq', '')];
    symlinkSync(target, link);
    expect((await gcm(['csvw', 'to-rdf', file, '--out', link])).code).toBe(0);
    expect(readFileSync(target, 'utf8')).toContain('csvw#Table');
    expect(readdirSync(path.dirname(file)).sort()).toEqual(['link.nq', 't.csv', 'target.nq']);
  });

  it('keeps the previous file when it fails', async () => {
    const out = inFolder('kept.nq', 'before\n');
    expect((await gcm(['csvw', 'to-rdf', inFolder('open.csv', 'a\n"'), '--out', out])).code).toBe(1);
    expect(readFileSync(out, 'utf8')).toBe('before\n');
  });

  it('does not read pipes, or links to other folders', async () => {
    const file = inFolder('links/m.json', metadata({ url: 'secret.csv' }));
    symlinkSync('/etc/hosts', path.join(folder, 'links/secret.csv'));
    expect((await gcm(['csvw', 'to-rdf', file])).code).toBe(1);
    execFileSync('mkfifo', [path.join(folder, 'links/pipe.csv')]);
    inFolder('links/p.json', metadata({ url: 'pipe.csv' }));
    expect((await gcm(['csvw', 'to-rdf', path.join(folder, 'links/p.json')])).code).toBe(1);
  });

  it.each([
    [['missing.csv'], /missing\.csv/],
    [['data/units.csv', '--format', 'xml'], /^gcm: --format: Unknown value "xml"\. Expected one of nquads, turtle\n$/],
    [['data/units.csv', '--base', 'here'], /^gcm: --base: "here" must be a URL that ends with a slash\n$/],
    [['data/units.csv', '--metadata', 'missing.json'], /missing\.json/],
  ])('%j: %s', async (args, message) => {
    const { code, stderr } = await gcm(['csvw', 'to-rdf', ...args]);
    expect(code).toBe(2);
    expect(stderr).toMatch(message);
  });
});

describe('a table on the web', () => {
  const server = http.createServer((request, response) => {
    const files: Record<string, [string, Record<string, string>]> = {
      '/t.csv': ['a\n1\n', { link: '<m.json>; rel="describedby"; type="application/csvm+json"' }],
      '/m.json': [metadata({ url: 't.csv', 'dc:title': 'found by its link' }), {}],
    };
    const found = files[request.url ?? ''];
    response.writeHead(found ? 200 : 404, found?.[1]).end(found?.[0]);
  });
  beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
  afterAll(() => void server.close());

  it('is read with the metadata of its Link header', async () => {
    const { port } = server.address() as AddressInfo;
    const { createWebLoader, toRdf } = await import('../src/csvw/csvw.js');
    const said: string[] = [];
    const input = { url: `http://127.0.0.1:${port}/t.csv` };
    const problems = await toRdf(input, createWebLoader(), { isMinimal: false, hasProvenance: false }, (_s, p, o) =>
      said.push(`${p.value} ${o.value}`),
    );
    expect(problems).toEqual([]);
    expect(said).toContain('http://purl.org/dc/terms/title found by its link');
    expect(said).toContain(`http://127.0.0.1:${port}/t.csv#a 1`);
  });
});

it('exports the compiled library', async () => {
  expect(existsSync(path.join(root, 'dist/node/csvw/csvw.d.ts'))).toBe(true);
  const names = ['createFileLoader', 'createWebLoader', 'describe', 'memoryLoader', 'toNQuads', 'toRdf', 'validate'];
  expect(Object.keys(await import('gcm-graph/csvw'))).toEqual(names);
});
