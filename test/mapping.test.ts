import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { DataFactory, Parser, type Quad, Store, type Term, Writer } from 'n3';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, temporaryFolder, withoutFamilies } from './support/gcm.js';

/** Mapping languages: an independent engine runs the mappings. */

const { parseFileLive } = createRequire(import.meta.url)('rocketrml') as {
  parseFileLive(mapping: string, files: Record<string, string>, options: object): Promise<string>;
};
const grel = 'http://users.ugent.be/~bjdmeest/function/grel.ttl#';
const [rr, rml] = ['http://www.w3.org/ns/r2rml#', 'http://semweb.mmlab.be/ns/rml#'];
const { literal, namedNode, quad } = DataFactory;

const sheets = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name.endsWith('.csv'))
      .map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]),
  );

/** Runs RML with RocketRML, and adds the one function that it lacks. */
async function runRml(mapping: string, folder: string): Promise<string[]> {
  const split = (given: Record<string, string | string[]>): string[] | undefined => {
    const value = given[`${grel}valueParameter`] as string | string[];
    return value.length === 0 ? undefined : String(value).split(given[`${grel}p_string_sep`] as string);
  };
  const options = { toRDF: true, functions: { [`${grel}string_split`]: split } };
  return sorted(await parseFileLive(mapping, sheets(folder), options));
}

/** Merges the graphs, because RocketRML does not support them. Resolves "../" after the base, as the remark says. */
const sorted = (nquads: string): string[] => {
  const resolved = <T extends Term>(term: T): T =>
    (term.termType === 'NamedNode' && term.value.includes('/../') ? namedNode(new URL(term.value).href) : term) as T;
  const triples = new Parser({ format: 'N-Quads' })
    .parse(nquads)
    .map((one) => quad(resolved(one.subject), one.predicate, resolved(one.object)));
  const text = new Writer({ format: 'N-Triples' }).quadsToString(triples);
  return [...new Set(text.split('\n').filter(Boolean))].sort();
};

const mapping = async (language: string, file: string): Promise<{ stdout: string; stderr: string }> => {
  const { code, stdout, stderr } = await gcm(['mapping', language, file]);
  expect(code).toBe(0);
  return { stdout, stderr };
};
const standard = async (file: string): Promise<string[]> =>
  sorted((await gcm(['csvw', 'to-rdf', file, '--minimal'])).stdout);

const tables = withoutFamilies();

describe('real sheets', () => {
  let written: Record<'rml' | 'r2rml', Awaited<ReturnType<typeof mapping>>>;
  let statements: string[];
  const listed = /(?:#(?:inGroup|theme)|\/conformsTo)> [<"]/; // several addresses in a cell, which are reported
  const copied = /headline>/; // yes and no, which are true and false in CSV on the Web
  const without = (lines: string[], pattern: RegExp): string[] => lines.filter((line) => !pattern.test(line));
  beforeAll(async () => {
    written = { rml: await mapping('rml', tables), r2rml: await mapping('r2rml', tables) };
    statements = await standard(tables);
  });

  it('give the same graph by RML as by CSV on the Web, except reported cells', async () => {
    const made = await runRml(written.rml.stdout, path.dirname(tables));
    expect(made.length).toBeGreaterThan(25_000);
    expect(without(made, copied)).toEqual(without(without(statements, listed), copied));
    expect(written.rml.stderr).toContain('series.csv headline: Values are copied as written');
  });

  it('give the same graph by R2RML, except reported cells with several values', async () => {
    const left =
      /(?:#(?:custodianAgency|formerNumber|slice|inGroup|keyword|theme)|\/conformsTo)> [<"]|#hiddenLabel> .*@(?!en)/;
    const made = await runRml(asRml(written.r2rml.stdout), path.dirname(tables));
    expect(without(made, copied)).toEqual(without(without(statements, left), copied));
    expect(written.rml.stderr).toContain('schemes.csv scheme, search-words.csv thing: A value without a scheme');
    expect(written.r2rml.stderr).toMatch(/dataset.csv themes, .*areas.csv groups: Skipped because several values/);
  });

  it('have the same complete maps in both languages', () => {
    const [one, other] = [written.rml, written.r2rml].map(({ stdout }) => new Store(new Parser().parse(stdout)));
    const names = (store: Store | undefined): string[] =>
      store
        ?.getSubjects(`${rr}predicateObjectMap`, null, null)
        .flatMap(({ termType, value }) => (termType === 'NamedNode' ? [value] : []))
        .sort() ?? [];
    expect(names(one).length).toBeGreaterThan(15);
    expect(names(one)).toEqual(names(other));
    const headers = Object.values(sheets(path.dirname(tables))).flatMap((text) =>
      text.slice(0, text.indexOf('\n')).split(','),
    );
    for (const [store, source, column] of [
      [one, `${rml}logicalSource`, `${rml}reference`],
      [other, `${rr}logicalTable`, `${rr}column`],
    ] as const) {
      for (const name of names(store)) {
        expect(store?.countQuads(name, source, null, null)).toBe(1);
        expect(store?.countQuads(name, `${rr}subjectMap`, null, null)).toBe(1);
        const [subject] = store?.getObjects(name, `${rr}subjectMap`, null) ?? [];
        expect(store?.getObjects(subject ?? null, `${rr}graph`, null)[0]?.value).toMatch(
          /^https:\/\/w3id.org\/gcm-graph\/graph\//,
        );
      }
      const columns = store?.getObjects(null, column, null).map(({ value }) => value.replaceAll('"', '')) ?? [];
      expect(columns.filter((value) => !headers.includes(value))).toEqual([]);
    }
  });

  it('have remarks on stderr and at the top of the file', () => {
    for (const { stdout, stderr } of Object.values(written)) {
      const lines = stderr.split('\n').filter(Boolean);
      expect(lines.length).toBeGreaterThan(3);
      for (const line of lines) expect(stdout).toContain(`# ${line}\n`);
    }
  });
});

/** Converts R2RML on tables to RML on their files: SQL names become header names. */
function asRml(r2rml: string): string {
  const quads = new Parser({ baseIRI: 'https://example.org/' }).parse(r2rml);
  const plain = (name: string): string =>
    name.replace(/"((?:[^"]|"")*)"/g, (_, inner: string) => inner.replaceAll('""', '"'));
  const renamed = quads.flatMap(({ subject, predicate, object }): Quad[] => {
    const say = (name: string, value: string): Quad => quad(subject, namedNode(name), literal(value));
    if (predicate.value === `${rr}logicalTable`) return [quad(subject, namedNode(`${rml}logicalSource`), object)];
    if (predicate.value === `${rr}tableName`)
      return [
        say(`${rml}source`, `${plain(object.value)}.csv`),
        quad(subject, namedNode(`${rml}referenceFormulation`), namedNode('http://semweb.mmlab.be/ns/ql#CSV')),
      ];
    if (predicate.value === `${rr}column`) return [say(`${rml}reference`, plain(object.value))];
    if (predicate.value === `${rr}template`) return [say(predicate.value, plain(object.value))];
    return [quad(subject, predicate, object)];
  });
  const base = /@base <([^>]+)>/.exec(r2rml)?.[1];
  return `@base <${base}> .\n@prefix rr: <${rr}> .\n@prefix rml: <${rml}> .\n${new Writer().quadsToString(renamed)}`;
}

/** Creates a folder with one table. */
function tableOf(columns: object[], csv: string, more: object = {}): string {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 't.csv'), csv);
  const context = ['http://www.w3.org/ns/csvw', { '@base': 'https://example.org/data/' }];
  const schema = { aboutUrl: '../row/{id}', columns, ...more };
  writeFileSync(
    path.join(folder, 'tables.json'),
    JSON.stringify({ '@context': context, url: 't.csv', tableSchema: schema }),
  );
  return path.join(folder, 'tables.json');
}
const id = { name: 'id', titles: 'id', required: true };

describe('reports unsupported features', () => {
  it.each<[string, object[], RegExp]>([
    [
      'lists',
      [id, { name: 'a', titles: 'a', separator: ';', ordered: true }],
      /t.csv a: The order of several values is lost/,
    ],
    ['null values', [id, { name: 'a', titles: 'a', null: ['', 'n/a'] }], /t.csv a: Only empty cells count as missing/],
    ['defaults', [id, { name: 'a', titles: 'a', default: 'x' }], /t.csv a: Empty cells stay empty/],
    [
      'number formats',
      [id, { name: 'a', titles: 'a', datatype: { base: 'decimal', format: '#,##0.0' } }],
      /t.csv a: Values are copied as written and not converted/,
    ],
    [
      'bounds',
      [id, { name: 'a', titles: 'a', datatype: { base: 'integer', minimum: 1 } }],
      /t.csv a: Patterns and bounds/,
    ],
    [
      'reserved characters',
      [id, { name: 'a', titles: 'a', valueUrl: 'https://example.org/{+a}' }],
      /t.csv a: Reserved characters of the value are encoded/,
    ],
    [
      'other templates',
      [id, { name: 'a', titles: 'a', valueUrl: 'https://example.org/{?a}' }],
      /t.csv a: Skipped because R2RML does not support the template https:\/\/example.org\/\{\?a\}/,
    ],
    [
      'row numbers',
      [id, { name: 'a', titles: 'a', valueUrl: '#row={_row}' }],
      /t.csv a: Skipped because the template #row=\{_row\} uses _row/,
    ],
    [
      'several IRIs',
      [id, { name: 'a', titles: 'a', separator: ';', valueUrl: '{+a}' }],
      /t.csv a: Skipped because several values in a cell cannot become/,
    ],
    [
      'statements of empty cells',
      [id, { name: 'a', titles: 'a', valueUrl: 'https://example.org/{id}' }],
      /t.csv a: The statement is also made in rows/,
    ],
    [
      'IRIs made of several cells',
      [id, { name: 'a', titles: 'a' }, { name: 'b', titles: 'b', valueUrl: 'https://example.org/{a}/{b}' }],
      /t.csv b: No statement is made if a part/,
    ],
  ])('%s', async (_, columns, words) => {
    const { stdout, stderr } = await mapping('rml', tableOf(columns, 'id,a,b\n1,2,3\n'));
    expect(stderr).toMatch(words);
    expect(() => new Parser().parse(stdout)).not.toThrow();
    const said = columns.length - (words.source.includes('Skipped') ? 1 : 0);
    expect(stdout.match(/^ {2}rr:predicateObjectMap/gm)).toHaveLength(said);
  });

  it('uses the first of several titles as the column name', async () => {
    const file = tableOf([id, { name: 'a', titles: ['first', 'second'] }], 'id,first\n1,x\n');
    expect((await mapping('rml', file)).stdout).toContain('rml:reference "first"');
  });

  it('identifies rows without an IRI by their key', async () => {
    const file = tableOf([id, { name: 'a', titles: 'a' }], 'id,a\n1,x\n2,x\n', {
      aboutUrl: undefined,
      primaryKey: 'id',
    });
    const { stdout, stderr } = await mapping('rml', file);
    expect(stderr).toContain('Row numbers are not available');
    expect(stdout).toContain('rr:template "row{id}" ; rr:termType rr:BlankNode');
    const made = await runRml(stdout, path.dirname(file));
    expect(made.map((line) => line.replace(/_:\S+/, '_'))).toEqual(
      (await standard(file)).map((line) => line.replace(/_:\S+/, '_')),
    );
  });
});

it('expands short templates', async () => {
  const to = (valueUrl: string, name: string) => ({
    name,
    virtual: true,
    propertyUrl: 'https://example.org/p',
    valueUrl,
  });
  const columns = [
    id,
    { name: 'a', titles: 'a', required: true },
    ...['{a}', 'x{a}', 'schema:{a}', '#{a}', '../{a}/b'].map((one, i) => to(one, `v${i}`)),
  ];
  const file = tableOf(columns, 'id,a\n1,é x\n2,y\n');
  const { stdout, stderr } = await mapping('rml', file);
  expect(stderr).toBe('');
  expect(await runRml(stdout, path.dirname(file))).toEqual(await standard(file));
});

it('escapes hostile names', async () => {
  const name = 'a "quoted" {name}\\ > ] .\n<urn:x> <urn:y> <urn:z> .';
  const file = tableOf([id, { name: 'a', titles: name, propertyUrl: 'https://example.org/p' }], 'id\n', {});
  for (const language of ['rml', 'r2rml']) {
    const quads = new Parser({ baseIRI: 'https://example.org/' }).parse((await mapping(language, file)).stdout);
    expect(quads.filter(({ subject }) => subject.value === 'urn:x')).toEqual([]);
    const expected = language === 'rml' ? name : `"${name.replaceAll('"', '""')}"`;
    expect(quads.some(({ object }) => object.value === expected)).toBe(true);
  }
});

it('describes a non-default dialect', async () => {
  const file = tableOf([id, { name: 'a', titles: 'a' }], 'id;a\n1;2\n');
  const document = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...document, dialect: { delimiter: ';' } }));
  const { stdout, stderr } = await mapping('rml', file);
  expect(stdout).toContain('csvw:delimiter ";"');
  expect(stderr).toContain('does not follow RFC 4180');
});

it.each(['rml', 'r2rml'])('does not write an empty mapping for undescribed tables in %s', async (language) => {
  const folder = temporaryFolder();
  writeFileSync(path.join(folder, 'a.csv'), 'a,b\n1,2\n');
  const { code, stdout, stderr } = await gcm(['mapping', language, 'a.csv'], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toContain(
    'a.csv: Skipped because its columns are not described. Describe them in a metadata document\n',
  );
  expect(stderr).toMatch(/^gcm: .*a\.csv.* as a mapping\n/m);
});
