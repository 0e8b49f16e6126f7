import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { gcm, wholeProject } from './support/gcm.js';

/** Broken parts of a project. The file is reported, nothing is published, and no other files are written. */
type Edit = (file: (name: string) => string, change: (name: string, from: string | RegExp, to: string) => void) => void;

const query = (...lines: string[]): string =>
  `${lines.map((line) => `# ${line}\n`).join('')}SELECT ?s { ?s ?p ?o } LIMIT 1\n`;
const column = '"columns": [\n          { "name": "id", "titles": "id", "required": true';

const breakages: [name: string, message: RegExp, edit: Edit][] = [
  [
    'an export that leaves the release',
    /must be a file name in a release/,
    (file) => writeFileSync(file('queries/exports/zz.rq'), query('title: x', 'file: ../../esc.csv', 'format: csv')),
  ],
  [
    'an export in the place of a dump',
    /must be a file name in a release .*gcm-sdg\.nt/,
    (file) => writeFileSync(file('queries/exports/zz.rq'), query('title: x', 'file: gcm-sdg.nt', 'format: csv')),
  ],
  [
    'an export in the place of the manifest',
    /manifest\.json/,
    (file) => writeFileSync(file('queries/exports/zz.rq'), query('title: x', 'file: manifest.json', 'format: csv')),
  ],
  [
    'an export with a syntax error',
    /zz\.rq\S* error \[rule-broken]/,
    (file) => writeFileSync(file('queries/exports/zz.rq'), '# title: x\n# file: x.csv\n# format: csv\nSELECT {'),
  ],
  [
    'an export that is not a SELECT query',
    /zz\.rq\S* error \[rule-broken].*must be a SELECT query/,
    (file) => writeFileSync(file('queries/exports/zz.rq'), '# title: x\n# file: x.csv\n# format: csv\nASK {}'),
  ],
  [
    'a summary with a syntax error',
    /zz\.rq\S* error \[rule-broken]/,
    (file) => writeFileSync(file('queries/summary/zz.rq'), '# title: x\nSELECT {'),
  ],
  [
    'an example that is an update',
    /zz\.rq\S* error \[rule-broken] zz cannot be run: This is an update/,
    (file) => writeFileSync(file('queries/examples/zz.rq'), '# title: x\nDELETE WHERE { ?s ?p ?o }'),
  ],
  [
    'an example with a syntax error',
    /zz\.rq:2:8 error \[rule-broken] zz cannot be run: /,
    (file) => writeFileSync(file('queries/examples/zz.rq'), '# title: x\nSELECT {'),
  ],
  [
    'a rule without a header',
    /zz\.rq\S* error \[rule-broken] zz cannot be run: its header has no title/,
    (file) => writeFileSync(file('queries/checks/zz.rq'), ''),
  ],
  [
    'a rule that does not select ?focus',
    /zz\.rq\S* error \[rule-broken].*it does not select \?focus/,
    (file, change) => {
      cpSync(file('queries/checks/objective-has-target.rq'), file('queries/checks/zz.rq'));
      change('queries/checks/zz.rq', /\?focus/g, '?thing');
    },
  ],
  [
    'a derive rule that creates a script',
    /90-x\.rq\S* error \[rule-broken].*javascript/,
    (file) =>
      writeFileSync(
        file('queries/derive/90-x.rq'),
        '# title: x\n# reason: x\n# graph: graph/x\nCONSTRUCT { ?s a ?i } { ?s a ?c BIND(IRI("javascript:alert(1)") AS ?i) }',
      ),
  ],
  [
    'a derive rule without a valid graph',
    /90-x\.rq\S* error \[rule-broken].*is not an IRI of a graph/,
    (file) =>
      writeFileSync(
        file('queries/derive/90-x.rq'),
        '# title: x\n# reason: x\n# graph: urn:x> <y\nCONSTRUCT { ?s a ?c } { ?s a ?c }',
      ),
  ],
  [
    'an identifier that leaves the release',
    /identifier .* and the version .* must be valid in file names/,
    (_file, change) => {
      change(
        'data/tables.json',
        /("name": "identifier", "titles": "identifier", "required": true), "datatype": \{[^}]*\}/,
        '$1',
      );
      change('data/dataset.csv', 'dataset,gcm-sdg', 'dataset,../../pwn');
    },
  ],
  [
    'two datasets',
    /Expected 1 dataset with identifier, version and licence. Found: 2/,
    (_file, change) => change('data/dataset.csv', /\n(dataset)(,.*\n)/, '\n$1$2other$2'),
  ],
  [
    'a source that is not an IRI',
    /dc:source: Invalid @id .*: expected an IRI/,
    (_file, change) => change('data/tables.json', '"../source/a-res-73-195"', '"urn:x> <http://evil.example> "'),
  ],
  [
    'a source that is only a name',
    /dc:source must be/,
    (_file, change) => change('data/tables.json', '{ "@id": "../source/a-res-73-195" }', '"a-res-73-195"'),
  ],
  [
    'a graph that is a script',
    /Missing graph of data\/all-goals\.csv/,
    (_file, change) => change('data/tables.json', '"../graph/links"', '"javascript:alert(1)"'),
  ],
  [
    'a context that is not an object',
    /context\.jsonld\S* error \[release-part]/,
    (file) => writeFileSync(file('ontology/context.jsonld'), '{ "@context": 5 }'),
  ],
  [
    'a context that is not JSON',
    /context\.jsonld\S* error \[release-part]/,
    (file) => writeFileSync(file('ontology/context.jsonld'), '{'),
  ],
  [
    'a context that cannot be used',
    /context\.jsonld:\d+:\d+ error \[release-part] id has the value 5/,
    (_file, change) => change('ontology/context.jsonld', '"id": "@id"', '"id": 5'),
  ],
  [
    'a frame that cannot be used',
    /frame\.jsonld:\d+:\d+ error \[release-part] @embed has the value "@bogus"/,
    (_file, change) => change('ontology/frame.jsonld', '"@embed": "@never"', '"@embed": "@bogus"'),
  ],
  [
    'a vocabulary that is not Turtle',
    /gcm\.ttl:1 error \[release-part]/,
    (file) => writeFileSync(file('ontology/gcm.ttl'), 'nonsense'),
  ],
  [
    'a shape with a broken pattern',
    /shapes\.ttl\S* error \[shape-broken]/,
    (_file, change) => change('ontology/shapes.ttl', /sh:pattern "[^"]*"/, 'sh:pattern "("'),
  ],
  [
    'a template that does not close',
    /tables\.json\S* error \[metadata].*Invalid character "\{" in the template/,
    (_file, change) => change('data/tables.json', '"../source/{id}"', '"../source/{id"'),
  ],
  [
    'a template of a missing column',
    /tables\.json\S* error \[metadata].*Unknown column "nope" in a template/,
    (_file, change) => change('data/tables.json', '"../source/{id}"', '"../source/{nope}"'),
  ],
  [
    'a property that is not an IRI',
    /tables\.json\S* error \[metadata].*Invalid character " " in the template/,
    (_file, change) => change('data/tables.json', '"foaf:page"', '"not an iri"'),
  ],
  [
    'two columns with the same name',
    /tables\.json\S* error \[metadata].*"id"/,
    (_file, change) =>
      change('data/tables.json', column, `"columns": [{ "name": "id" },${column.slice('"columns": ['.length)}`),
  ],
];

function brokenProject(edit: Edit): string {
  const project = wholeProject();
  const file = (name: string): string => path.join(project, name);
  edit(file, (name, from, to) => {
    const before = readFileSync(file(name), 'utf8');
    const after = before.replace(from, to);
    expect(after).not.toBe(before);
    writeFileSync(file(name), after);
  });
  return project;
}

describe('a build', () => {
  it.each(breakages)('fails with %s', async (_name, message, edit) => {
    const project = brokenProject(edit);
    const before = readdirSync(project).sort();
    const { code, stdout, stderr } = await gcm(['build', '--out', 'build'], { cwd: project });
    expect(code).toBe(1);
    expect(stdout + stderr).toMatch(message);
    expect(stderr).not.toMatch(/\n\s+at |bug in gcm/);
    expect(
      readdirSync(project)
        .filter((name) => name !== 'build')
        .sort(),
    ).toEqual(before);
    const build = path.join(project, 'build');
    const left = existsSync(build) ? readdirSync(build, { recursive: true }) : [];
    expect(left.filter((name) => name !== 'releases')).toEqual([]);
  });

  it('warns if no shape checks anything', async () => {
    const project = brokenProject((file) => {
      rmSync(file('queries/checks'), { recursive: true });
      writeFileSync(file('ontology/shapes.ttl'), '');
    });
    const { code, stdout } = await gcm(['check', '--verbose'], { cwd: project });
    expect(code).toBe(0);
    expect(stdout).toMatch(/shapes\.ttl warning \[rule-without-focus]/);
  });

  it('accepts rules with line ends and a byte order mark from Windows', async () => {
    const project = brokenProject((file) => {
      const rule = file('queries/checks/objective-has-target.rq');
      writeFileSync(rule, `\ufeff${readFileSync(rule, 'utf8').replaceAll('\n', '\r\n')}`);
    });
    expect((await gcm(['check'], { cwd: project })).code).toBe(0);
  });

  it('does not start if its report cannot be written', async () => {
    const project = brokenProject(() => {});
    expect(await gcm(['build', '--report-file', 'nowhere/report.txt'], { cwd: project })).toMatchObject({ code: 2 });
    expect(readdirSync(project)).not.toContain('build');
  });

  it('of many thousand broken rows reports one problem with the number of cells', async () => {
    const project = brokenProject((file) => {
      const used = '1,17.18,theme,migrationdataportal-sdgs,'; // a source without uses would be suggested
      const rows = Array.from({ length: 20_000 }, (_, i) => `${i + 100},99.${i},statd,nobody,`);
      writeFileSync(file('data/links.csv'), `objective,target,status,source,note\n${used}\n${rows.join('\n')}\n`);
    });
    const { code, stdout } = await gcm(['check', '--verbose'], { cwd: project });
    expect(code).toBe(1);
    expect(stdout).toContain('3 cells of this row do not fit their columns: objective, target, source');
    expect(stdout).toContain('and in 59,999 more cells: B3, D3, A4, B4, D4, …');
    expect(stdout).toContain('status "statd" is used 20,000 times in data/links.csv');
    expect(stdout).toContain('\n2 errors, 0 warnings, 1 notice\n'); // rules were skipped
  });

  it('reads rows with mixed line ends', async () => {
    const project = brokenProject((file) => {
      const links = file('data/links.csv');
      const lines = readFileSync(links, 'utf8').split('\n');
      writeFileSync(links, lines.map((line, i) => (i < 3 ? `${line}\r` : line)).join('\n'));
    });
    expect((await gcm(['check'], { cwd: project })).code).toBe(0);
  });
});
