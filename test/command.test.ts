import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { loadEngine } from '#engine';
import { commands, namesOf } from '../src/cli/main.js';
import { diffFormats } from '../src/diff/formats.js';
import { protocols } from '../src/node/push/protocols.js';
import { queryFormats } from '../src/publish/user-query.js';
import { edit } from './support/edit.js';
import { gcm, ownRules, root, smallProject, temporaryFolder, wholeProject } from './support/gcm.js';
import { realRelease } from './support/releases.js';

const out = path.dirname(await realRelease());
const query = (...args: string[]) => gcm(['query', ...args, '--out', out]);

describe('gcm', () => {
  it('shows every command with an example', async () => {
    const { code, stdout } = await gcm(['--help']);
    expect(code).toBe(0);
    for (const { usage, summary, example } of commands) {
      const names = namesOf(usage);
      expect(stdout).toContain(names[0]);
      const help = await gcm([...names, '--help']);
      expect(help.code).toBe(0);
      expect(help.stdout).toContain(example);
      expect(help.stdout).toContain(summary.slice(0, 30));
    }
  });

  it('has each command in the file of its first word', () => {
    for (const { usage } of commands)
      expect(existsSync(path.join(root, `src/cli/${namesOf(usage)[0]}.ts`)) ? '' : usage).toBe('');
  });

  it.each([
    ['query', '--format <format>', queryFormats],
    ['diff', '--format <format>', diffFormats],
    ['push', '--protocol <protocol>', protocols],
  ])('lists all choices for %s %s', (name, flags, choices) => {
    const options = commands.find(({ usage }) => namesOf(usage).join(' ') === name)?.options ?? [];
    const words = options.flatMap((option) => (option[0] === flags ? option[1] : []));
    expect(words.join().match(/[\w-]+/g)).toEqual(expect.arrayContaining(Object.keys(choices)));
  });

  it.each([
    ['an unknown command', ['biuld']],
    ['an unknown option', ['check', '--reprot', 'json']],
    ['an unknown report format', ['check', '--report', 'pdf']],
    ['a missing folder', ['check', '--data', 'nowhere']],
    ['an invalid base IRI', ['check', '--base', 'example.org']],
    ['an unknown saved query', ['query', 'objective-11x']],
    ['a folder without saved queries', ['query', '--queries', 'nowhere']],
    ['an unknown result format', ['query', 'objective-10', '--format', 'pdf']],
    ['a result format that does not fit the query', ['query', 'objective-10', '--format', 'turtle']],
    ['a query with a syntax error', ['query', 'SELECT * { ?s ?p }']],
    ['a source that is not a graph', ['query', 'SELECT * { ?s ?p ?o }', '--source', 'package.json']],
    ['one argument too many', ['check', 'data']],
  ])('reports %s in at most two lines and exits with 2', async (_what, args) => {
    const { code, stderr } = await gcm(args);
    expect(code).toBe(2);
    expect(stderr).not.toMatch(/\n\s+at /); // no stack trace
    expect(stderr.trimEnd().split('\n').length).toBeLessThanOrEqual(2);
    expect(stderr.length).toBeGreaterThan(10);
  });

  it('shows its help without a command, and exits with 2', async () => {
    const { code, stderr } = await gcm([]);
    expect(code).toBe(2);
    expect(stderr).toContain('Usage: gcm [options] [command]');
  });

  it('suggests another folder if the project is missing', async () => {
    expect((await gcm(['check'], { cwd: temporaryFolder() })).stderr).toMatch(
      /Missing folder "data". Go to .* gcm init$/m,
    );
  });

  it('suggests the nearest command or query', async () => {
    expect((await gcm(['biuld'])).stderr).toContain('Did you mean build?');
    expect((await gcm(['query', 'objective-1'])).stderr).toContain('Did you mean "objective-10"?');
  });

  it('uses no colour in a pipe or with NO_COLOR', async () => {
    const cwd = smallProject();
    for (const env of [{ NO_COLOR: '1' }, {}])
      expect((await gcm(['check', ...ownRules], { cwd, env })).stdout).not.toContain('\u001b');
  });
});

describe('gcm check', () => {
  it('finds no errors in the real data, and the known warnings', async () => {
    const { code, stdout, stderr } = await gcm(['check', '--report', 'json', '--since', 'none']);
    expect(code).toBe(0);
    expect(stderr).toBe(''); // progress is only shown on a terminal
    const { counts, problems } = JSON.parse(stdout);
    expect(counts.error).toBe(0);
    const at = (name: string): string[] =>
      problems
        .filter(({ code }: { code: string }) => code === name)
        .map(({ where }: Found) => `${where.file}:${where.cell}`);
    expect(at('objective-has-stated-target')).toEqual(['data/objectives.csv:A20']); // objective 19
    expect(at('link-contradicts-text')).toHaveLength(3); // objectives 9, 17 and 18
    expect((await gcm(['check', '--strict'])).code).toBe(1);
  });

  it('reports the row of an objective without a target', async () => {
    const project = smallProject();
    edit(path.join(project, 'data'), 'links.csv', (text) => text.replace(/^2,.*\n/m, ''));
    const { code, stdout } = await gcm(['check', '--report', 'json', ...ownRules], { cwd: project });
    expect(code).toBe(1);
    const found = JSON.parse(stdout).problems.find(({ code }: { code: string }) => code === 'objective-has-target');
    expect(found.where).toMatchObject({ file: 'data/objectives.csv', row: 3 });
  });

  it('reports a mistyped target once, at its cell', async () => {
    const project = smallProject();
    edit(path.join(project, 'data'), 'links.csv', (text) => text.replace('10.7', '10.77'));
    const { stdout } = await gcm(['check', '--report', 'json', ...ownRules], { cwd: project });
    const errors = JSON.parse(stdout).problems.filter(({ severity }: { severity: string }) => severity === 'error');
    expect(errors).toMatchObject([
      { code: 'foreign-key', where: { file: 'data/links.csv', row: 2, column: 'target', cell: 'B2', value: '10.77' } },
    ]);
    expect(errors[0].message).toContain('Did you mean "10.7"?');
  });

  it('does not read pipes, folders and links to other folders', async () => {
    const project = smallProject();
    const data = (file: string): string => path.join(project, 'data', file);
    for (const file of ['links.csv', 'units.csv', 'areas.csv']) rmSync(data(file));
    execFileSync('mkfifo', [data('links.csv')]);
    symlinkSync(path.join(root, 'data/units.csv'), data('units.csv'));
    mkdirSync(data('areas.csv'));
    const { code, stdout } = await gcm(['check', ...ownRules], { cwd: project });
    expect(code).toBe(1);
    for (const file of ['links', 'units', 'areas'])
      expect(stdout).toContain(`data/${file}.csv error [file-unreadable]`);
  });

  it('reports system errors', async () => {
    const { code, stderr } = await gcm(['query', temporaryFolder()]); // a folder instead of a file
    expect(code).toBe(1);
    expect(stderr).toMatch(/^gcm: Cannot read /m);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('reports invalid rules and shapes', async () => {
    const project = wholeProject();
    const rule = path.join(project, 'queries/derive/99-broken.rq');
    const header = '# title: x\n# reason: x\n# graph: graph/x\n';
    const check = () => gcm(['check'], { cwd: project });
    writeFileSync(rule, `${header}CONSTRUCT {`);
    expect((await check()).stdout).toMatch(/99-broken\.rq:4:11 error \[rule-broken]/);
    writeFileSync(rule, `${header}CONSTRUCT { [] a <x> } {}`);
    expect((await check()).stdout).toContain('creates blank nodes');
    writeFileSync(rule, 'CONSTRUCT {} {}');
    expect(await check()).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('99-broken cannot be run: its header has no title, reason, graph'),
    });
    rmSync(rule);
    const shapes = path.join(project, 'ontology/shapes.ttl');
    const good = readFileSync(shapes, 'utf8');
    writeFileSync(shapes, `${good}\nshapes:Objective sh:sparql [] .`);
    expect((await check()).stdout).toMatch(/shapes\.ttl\S* error \[shape-unsupported]/);
    writeFileSync(shapes, `${good}\nshapes:Empty a sh:NodeShape ; sh:targetClass gcm:Nothing .`);
    expect((await check()).stdout).toMatch(/shapes\.ttl\S* warning \[rule-without-focus]/);
    writeFileSync(shapes, 'nonsense');
    expect((await check()).stdout).toMatch(/shapes\.ttl\S* error \[shape-broken]/);
  });

  it('writes the report to a file', async () => {
    const file = path.join(temporaryFolder(), 'report.json');
    expect(
      (await gcm(['check', '--report', 'json', '--report-file', file, ...ownRules], { cwd: smallProject() })).stdout,
    ).toBe('');
    expect(JSON.parse(readFileSync(file, 'utf8')).counts.error).toBe(0);
  });

  it('accepts any base IRI', async () => {
    const args = ['check', '--base', 'https://example.org/compact/', '--report', 'json', ...ownRules];
    const { code, stdout } = await gcm(args, { cwd: smallProject() });
    expect(code).toBe(0);
    expect(JSON.parse(stdout).counts.error).toBe(0);
  });
});

describe('gcm query', () => {
  it('runs a saved query', async () => {
    const { code, stdout } = await query('objective-10');
    expect(code).toBe(0);
    for (const target of ['5.2', '8.7', '8.8', '10.7', '16.2', '16.3'])
      expect(stdout).toMatch(new RegExp(`^${target} `, 'm'));
    expect(stdout).toContain('C160202');
  });

  it('loads a large release in small blocks, because the memory of the engine never shrinks', async () => {
    const load = vi.spyOn(loadEngine().Store.prototype, 'load');
    await query('ASK { ?s ?p ?o }');
    const sizes = load.mock.calls.map(([nquads]) => (nquads as Uint8Array | string).length);
    load.mockRestore();
    expect(sizes.reduce((sum, size) => sum + size)).toBe(statSync(path.join(out, 'current/gcm-sdg.nq')).size);
    expect(Math.max(...sizes)).toBeLessThan(1 << 20);
  });

  it('lists the saved queries without an argument', async () => {
    expect((await query()).stdout).toContain('objective-10');
  });

  it.each([
    ['json', /"bindings"/],
    ['csv', /^target,/],
    ['tsv', /^\?target\t/],
    ['xml', /<sparql/],
    ['table', /^target /],
  ])('writes %s', async (format, pattern) =>
    expect((await query('objective-10', '--format', format)).stdout).toMatch(pattern),
  );

  it('runs SPARQL text without prefixes, relative to the base', async () => {
    expect((await query('ASK { <objective/10> gcm:connectedTarget sdg:16.2 }')).stdout).toBe('true\n');
    expect((await query('CONSTRUCT { ?s ?p ?o } { ?s a gcm:Objective ; ?p ?o }')).stdout).toContain('objective/23');
  });

  it('runs a query file', async () => {
    const file = path.join(temporaryFolder(), 'mine.rq');
    writeFileSync(
      file,
      'SELECT (COUNT(*) AS ?n) { GRAPH <graph/links> { ?link a <https://w3id.org/gcm-graph/ontology#Link> } }',
    );
    expect((await query(file, '--format', 'csv')).stdout.replaceAll('\r', '')).toBe('n\n188\n');
  });

  it('supports FROM and DESCRIBE, but not updates', async () => {
    const count = async (from: string): Promise<string> =>
      (await query(`SELECT (COUNT(*) AS ?n) ${from} { ?s ?p ?o }`, '--format', 'csv')).stdout
        .replaceAll('\r', '')
        .split('\n')[1] ?? '';
    expect(await count('FROM <http://nowhere.example/>')).toBe('0');
    expect(Number(await count('FROM <https://w3id.org/gcm-graph/graph/links>'))).toBeLessThan(4000);
    expect(Number(await count(''))).toBeGreaterThan(50_000);
    expect((await query('DESCRIBE <objective/10>')).stdout).toContain('Eradicate trafficking');
    expect((await query('DELETE WHERE { ?s ?p ?o }')).code).toBe(2);
  });

  it('reports the line and column of an error without the added prefixes', async () => {
    const { code, stderr } = await query('SELECT ?s {\n ?s gcm:connectedTarget');
    expect(code).toBe(2);
    expect(stderr).toMatch(/^gcm: Syntax error at line 1, column 11, or just before: "{" is never closed\n$/);
  });

  it('requires the query before --source', async () => {
    const { code, stderr } = await query('--source', 'package.json', 'SELECT * { ?s ?p ?o }');
    expect(code).toBe(2);
    expect(stderr).toContain('before --source');
  });

  it('reports a query that the engine cannot answer', async () => {
    const deep = `ASK { FILTER(${'('.repeat(20_000)}true${')'.repeat(20_000)}) }`;
    const { code, stderr } = await query(deep);
    expect(code).toBe(2);
    expect(stderr).toContain('The query cannot be answered');
  });

  it('queries files and an endpoint together', async () => {
    const folder = temporaryFolder();
    const mine = path.join(folder, 'mine.ttl');
    writeFileSync(mine, '<http://metadata.un.org/sdg/16.2> <https://example.org/rank> 1 .');
    const theirs = path.join(folder, 'theirs.nt');
    writeFileSync(theirs, '<http://metadata.un.org/sdg/16.2> <https://example.org/name> "trafficking" .\n');
    const text = 'SELECT ?rank ?name { ?t <https://example.org/rank> ?rank ; <https://example.org/name> ?name }';
    expect((await query(text, '--source', mine, theirs, '--format', 'csv')).stdout.replaceAll('\r', '')).toBe(
      'rank,name\n1,trafficking\n',
    );

    const server = createServer((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/turtle' });
      response.end(readFileSync(mine));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mine.ttl`;
    const { stdout } = await query(text, '--source', url, theirs, '--format', 'csv');
    server.close();
    expect(stdout.replaceAll('\r', '')).toBe('rank,name\n1,trafficking\n');
  });

  it('fails without a release', async () => {
    expect(await gcm(['query', 'objective-10', '--out', temporaryFolder()])).toMatchObject({ code: 2 });
  });
});

describe('gcm why', () => {
  it('shows each statement with its cell or rule', async () => {
    const { code, stdout } = await gcm(['why', 'objective/10', '--data', 'data']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/prefLabel +Prevent, combat.*data\/objectives\.csv:11:2/);
    expect(stdout).toMatch(/statedTarget +sdg:16\.2 +queries\/derive\/70-connections\.rq/);
  });

  it('reports an unknown resource', async () => {
    expect(await gcm(['why', 'objective/99', '--data', 'data'])).toMatchObject({ code: 1 });
  });
});

interface Found {
  where: { file: string; cell: string };
}
