import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Change, ChangeSet, Kind } from '../src/diff/changes.js';
import { compare } from '../src/diff/diff.js';
import { extensions } from '../src/node/diff/read-dump.js';
import { escapeLiteral } from '../src/rdf/nquads.js';
import { changesBetween, dumpOf, sideAt } from './support/diffing.js';
import { edit } from './support/edit.js';
import { type Framework, frameworkData, type Row } from './support/frameworks.js';
import { gcm, ownRules, root, smallProject, temporaryFolder } from './support/gcm.js';
import { asyncProperty } from './support/property.js';
import { releaseOf } from './support/releases.js';

/** Changes of a kind, as "17.6.1 C170601 > C170602". */
const local = (iri: string): string => iri.replace('http://metadata.un.org/sdg/', '');
const passing = ({ subject, after, others = [] }: Change): string =>
  `${after[0]?.value} ${others.map(local).join(' ')} > ${local(subject)}`;
const of = (set: ChangeSet, kind: Kind): Change[] => set.changes.filter((change) => change.kind === kind);
const isIndicator = ({ subject }: Change): boolean => /\/C[0-9]{2}[0-9a-d]{2}[0-9]{2}$/.test(subject);

describe('the frameworks of 2019, 2023 and 2025', () => {
  const reference = path.join(root, '../shared/reference/indicator-changes.csv');
  const rows: Row[] = existsSync(reference) ? parse(readFileSync(reference), { columns: true }) : [];
  const inStep = (step: string): Row[] => rows.filter((row) => row['step'] === step);
  const wordings = inStep('2023 -> 2025').filter(({ change }) => change === 'wording');
  const formerTitles = new Map(wordings.map((row) => [row['from_code'] ?? '', row['from_title'] ?? '']));
  const found = new Map<string, ChangeSet>();
  beforeAll(async () => {
    const data = (year: Framework): string => frameworkData(year, year === '2025' ? new Map() : formerTitles);
    const [a, b, c] = [await sideAt(data('2019')), await sideAt(data('2023')), await sideAt(data('2025'))];
    found.set('2017/2019 -> 2023', await compare(a, b));
    found.set('2023 -> 2025', await compare(b, c));
  });
  const [first, second] = ['2017/2019 -> 2023', '2023 -> 2025'];
  const step = (name = ''): ChangeSet => found.get(name) as ChangeSet;

  it('pass a number on to a new permanent code', () => {
    expect(of(step(first), 'code-passed-on').map(passing)).toContain('1.5.2 C010502 > C200211');
    expect(of(step(first), 'code-passed-on')).toHaveLength(27);
    expect(of(step(second), 'code-passed-on').map(passing).sort()).toEqual([
      '15.9.1 C150902 > C150903',
      '3.b.3 C030b03 > C030b04',
      '4.6.1 C040601 > C040602',
    ]);
  });

  it('reuse a number', () => {
    expect(of(step(first), 'code-reused').map(passing)).toEqual(['17.6.1 C170601 > C170602']);
    expect(of(step(second), 'code-reused').map(passing)).toEqual([
      '8.9.2 C080902 > C080903',
      '11.c.1 C110c01 > C110c02',
    ]);
  });

  it('change the number of an indicator', () => {
    expect(of(step(first), 'recoded')).toMatchObject([
      { subject: 'http://metadata.un.org/sdg/C170602', before: [{ value: '17.6.2' }], after: [{ value: '17.6.1' }] },
    ]);
    expect(of(step(second), 'recoded')).toEqual([]);
  });

  it('have no breaking changes, because the sheets explain them', () =>
    expect([...found.values()].map(({ breakingCount }) => breakingCount)).toEqual([0, 0]));

  it.skipIf(rows.length === 0)('have the changes that the reference lists', () => {
    for (const [name, set] of found) {
      const listed = (change: string): Row[] => inStep(name).filter((row) => row['change'] === change);
      const passed = [...of(set, 'code-passed-on'), ...of(set, 'code-reused')];
      const renewed = listed('same code, new UNSD permanent code (different indicator)');
      const lines = renewed.map((row) => `${row['indicator_code']} ${row['from_code']} > ${row['to_code']}`);
      expect(passed.map(passing)).toEqual(expect.arrayContaining(lines));
      const retired = of(set, 'retired').map(({ subject }) => local(subject));
      const gone = listed('code gone').map((row) => row['from_code'] ?? '');
      const isElsewhere = (code: string): boolean => code === 'C170602'; // now 17.6.1
      expect(retired).toEqual(expect.arrayContaining(gone.filter((code) => !isElsewhere(code))));
      const added = of(set, 'added')
        .filter(isIndicator)
        .map(({ subject }) => local(subject));
      expect(added).toEqual(expect.arrayContaining(listed('code new').map((row) => row['to_code'] ?? '')));
      const renamed = of(set, 'relabelled')
        .filter(isIndicator)
        .map(({ subject }) => local(subject));
      expect(renamed.sort()).toEqual([...new Set(listed('wording').map((row) => row['to_code'] ?? ''))].sort());
    }
  });
});

/** 128 MiB of zeros. */
const bomb = dumpOf(gzipSync(Buffer.alloc(1 << 27)), 'nq.gz');

describe('compares', () => {
  const project = smallProject();
  const data = path.join(project, 'data');
  const git = (...args: string[]): void => {
    const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.org', '-c', 'commit.gpgsign=false'];
    const { status, stderr } = spawnSync('git', [...identity, ...args], { cwd: project, encoding: 'utf8' });
    expect({ status, stderr: status === 0 ? '' : stderr }).toEqual({ status: 0, stderr: '' });
  };
  const diff = (...args: string[]) => gcm(['diff', ...args, ...ownRules], { cwd: project });
  beforeAll(async () => {
    git('init', '--quiet');
    git('add', '.');
    git('commit', '--quiet', '--message', 'first');
    git('tag', 'v1');
    await releaseOf(project, '--no-site');
    mkdirSync(path.join(project, 'broken'));
    writeFileSync(path.join(project, 'broken/manifest.json'), '{}');
    edit(data, 'figures/SM_DTH_MIGR.csv', (text) => text.replace(',5318,', ',5320,'));
    git('commit', '--quiet', '--all', '--message', 'second');
  });
  const sentence =
    '1 figure of SM_DTH_MIGR “Total deaths and disappearances recorded during migration (number)” was revised';

  it.each([
    ['git revisions', ['v1', 'HEAD']],
    ['git trees', ['HEAD~1:', 'HEAD:data']],
    ['a release and a data folder', ['build/current', 'data']],
    ['the folder of the releases and a project', ['build', '.']],
    ['dumps', ['build/current/gcm-sdg.nq', 'HEAD']],
    ...extensions.map((one): [string, string[]] => [`a dump in ${one}`, [`build/current/gcm-sdg${one}`, 'data']]),
  ])('%s', async (_what, args) => {
    const { code, stdout, stderr } = await diff(...args);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain(sentence);
    expect(stdout.match(/^\S.*$/gm)).toHaveLength(3); // the heading, and one kind of change
  });

  it('a compressed dump with the same dump in another order and spelling', async () => {
    const lines = readFileSync(path.join(project, 'build/current/gcm-sdg.nq'), 'utf8');
    const packed = dumpOf(gzipSync(lines), 'nq.gz');
    const shuffled = lines.split('\n').reverse().join('\r\n').replaceAll('é', '\\u00E9').replaceAll('> .', '>\t. # so');
    const reversed = `${lines.trimEnd().split('\n').reverse().join('\n')}\n`;
    for (const other of [
      dumpOf(reversed, 'nq'),
      dumpOf(shuffled, 'nq'),
      path.join(project, 'build/current/gcm-sdg.nt'),
    ]) {
      expect(await changesBetween(packed, other)).toMatchObject({ changes: [], others: [] });
      expect(await changesBetween(other, packed)).toMatchObject({ changes: [], others: [] });
    }
  });

  it('a release with itself', async () =>
    expect((await diff('build', 'build')).stdout).toBe('From gcm-sdg 0.1.0 to gcm-sdg 0.1.0\n\nNothing changed.\n'));

  it.each([
    ['an unknown name', ['v2', 'data'], 2, 'is not a release, a dump, a data folder or a git revision'],
    ['an option of git', ['data', 'HEAD@{0}:--output=x'], 2, 'Missing folder'],
    ['a revision without the folder', ['HEAD', 'HEAD:nowhere'], 2, 'Missing folder "nowhere" in revision "HEAD"'],
    [
      'a folder that is neither a release nor a project',
      ['data', '.git'],
      2,
      'contains neither a release (manifest.json) nor sheets (tables.json)',
    ],
    ['a file of another kind', ['data/links.csv', 'data'], 2, '.nt, .nq, .ttl, .trig, .rdf, .jsonld'],
    ['invalid RDF/XML', ['data', dumpOf('<a>\n<b></a>', 'rdf')], 1, 'dump.rdf: 2:'],
    ['invalid JSON', ['data', dumpOf('{ "@id": ', 'jsonld')], 1, 'Cannot read'],
    [
      'JSON-LD with an external context',
      ['data', dumpOf('{ "@context": "https://a.example/" }', 'jsonld')],
      1,
      'fetch',
    ],
    ['JSON-LD that would lose data', ['data', dumpOf('{ "@id": "urn:a", "name": 1 }', 'jsonld')], 1, 'Cannot read'],
    ['a long invalid statement', ['data', dumpOf(`<urn:a> <urn:b> "${'x'.repeat(5000)} .`, 'nt')], 1, 'Cannot read'],
    ['a file with control characters', ['data', dumpOf('<urn:a> \u001b[31m\u0007red .\n', 'nt')], 1, 'line 1'],
    ['a gzip bomb', ['data', bomb], 1, 'decompresses to more than 67,108,864 bytes, 200 times its size'],
    ['an incomplete release', ['broken', 'data'], 2, 'sheets (tables.json): manifest.json has no “name”'],
    ['a broken line', ['data', dumpOf('<urn:a> <urn:b> <urn:c> .\n<urn:a> nonsense\n', 'nq')], 1, 'line 2'],
    ['broken Turtle', ['data', dumpOf('<urn:a> <urn:b>\n\n <urn:c> <urn:d> .\n', 'ttl')], 1, 'line 3'],
    ['an IRI with an escaped end', ['data', dumpOf('<urn:a> <urn:b> <urn:\\u003E> .\n', 'nt')], 1, 'line 1'],
    [
      'a truncated gzip file',
      ['data', dumpOf(gzipSync('<urn:a> <urn:b> <urn:c> .\n').subarray(0, 20), 'nq.gz')],
      1,
      'Cannot decompress',
    ],
    ['an unknown format', ['data', 'data', '--format', 'constructor'], 2, 'one of text, markdown, json, turtle'],
    ['only one side', ['data'], 2, 'missing required argument'],
  ])('reports %s in one line', async (_what, args, expected, words) => {
    const { code, stdout, stderr } = await diff(...args);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(words);
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(stderr.length).toBeLessThan(600);
    expect(stderr.trim()).not.toMatch(/\p{Cc}/u);
  });

  it('separates derived statements from other statements if the rules are known', async () => {
    const fewer = temporaryFolder();
    cpSync(data, fewer, { recursive: true });
    edit(fewer, 'links.csv', (text) => text.replace(/[^\n]+\n$/, ''));
    for (const [from, to] of [
      ['data', fewer],
      ['build/current/gcm-sdg.nt', fewer],
      [fewer, 'build/current'],
    ]) {
      const { code, stdout, stderr } = await diff(from as string, to as string);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toMatch(/^Derived statements, by property: \d+$/m);
      expect(stdout).not.toContain('Other statements');
    }
    expect((await diff(fewer, 'build/current/gcm-sdg.nq')).stdout).toContain('Derived statements');
    const lines = readFileSync(path.join(project, 'build/current/gcm-sdg.nt'), 'utf8').split('\n');
    const one = lines.findIndex((line) => line.includes('#connectedObjective> '));
    const without = dumpOf(lines.filter((_, i) => i !== one).join('\n'), 'nt'); // the rules are unknown for two dumps
    expect((await diff('build/current/gcm-sdg.nt', without)).stdout).toContain('Other statements, by property: 1\n');
  });

  it('counts changed figures that the graph does not contain, by series', async () => {
    const other = temporaryFolder();
    cpSync(data, other, { recursive: true });
    edit(other, 'context/MIGRANT_STOCK.csv', (text) => `${text.replace('75422690', '75422691')}001,1995,FEMALE,8\n`);
    const { code, stdout } = await diff(data, other);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^New figures: 1\n {2}1 figure of MIGRANT_STOCK .* was added\.$/m);
    expect(stdout).toMatch(
      /^Revised figures: 1\n {2}1 figure of MIGRANT_STOCK .* was revised: .*1990: 75422690 → 75422691\.$/m,
    );
    expect((await diff('build/current', other)).stdout).toContain('75422690 → 75422691');
  });

  it('reports the place of the first error in the sheets', async () => {
    const broken = temporaryFolder();
    cpSync(data, broken, { recursive: true });
    edit(broken, 'figures/SM_DTH_MIGR.csv', (text) => text.replace(',5320,', ',many,'));
    expect(await diff('HEAD', broken)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('SM_DTH_MIGR.csv row 2'),
    });
  });

  it('exits with 1 for a breaking change', async () => {
    const gone = temporaryFolder();
    cpSync(data, gone, { recursive: true });
    edit(gone, 'principles.csv', (text) => text.replace(/^b,.*\n/m, ''));
    const { code, stdout } = await diff('HEAD', gone);
    expect(code).toBe(1);
    expect(stdout).toContain('[iri-gone] principle/b “International cooperation” was removed, but its IRI');
  });
});

it('finds all differences between two graphs, independent of blocks', async () => {
  const [type, name] = [
    'http://www.w3.org/1999/02/22-rdf-syntax-ns#type',
    'http://www.w3.org/2004/02/skos/core#prefLabel',
  ];
  const properties = ['http://a', type, name, 'urn:p'];
  const number = (max: number) => fc.integer({ min: 0, max });
  const statement = fc.tuple(number(40), number(3), fc.string({ maxLength: 3 }));
  const [graph, few] = [fc.array(statement, { minLength: 300, maxLength: 600 }), fc.array(statement, { maxLength: 4 })];
  const linesOf = (statements: [number, number, string][]): Set<string> =>
    new Set(statements.map(([s, p, o]) => `<urn:s${s}> <${properties[p]}> "${escapeLiteral(`${o} é`)}" .\n`));
  const bytesOf = (lines: Set<string>): Buffer =>
    Buffer.concat([...lines].map((line) => Buffer.from(line)).sort(Buffer.compare));
  const without = (some: Set<string>, others: Set<string>): string[] => [...some].filter((line) => !others.has(line));
  const subjects = (lines: Iterable<string>, property: string): string[] =>
    [
      ...new Set([...lines].filter((line) => line.includes(property)).map((line) => line.slice(1, line.indexOf('>')))),
    ].sort();
  await asyncProperty(fc.tuple(graph, few, fc.array(number(600), { maxLength: 4 })), 60, async ([one, more, left]) => {
    const [a, b] = [linesOf(one), linesOf([...one.filter((_, i) => !left.includes(i)), ...more])];
    const set = await changesBetween(dumpOf(bytesOf(a), 'nt'), dumpOf(bytesOf(b), 'nt'));
    const found = (kind: Kind): string[] => of(set, kind).map(({ subject }) => subject);
    const [was, is] = [subjects(a, type), subjects(b, type)];
    expect(found('added')).toEqual(is.filter((one) => !was.includes(one)));
    expect(found('removed')).toEqual(was.filter((one) => !is.includes(one)));
    const renamed = subjects([...without(a, b), ...without(b, a)], name);
    expect(found('relabelled')).toEqual(renamed.filter((one) => was.includes(one) && is.includes(one)));
    const isUntold = (line: string): boolean => {
      const subject = line.slice(1, line.indexOf('>'));
      const [before, after] = [was.includes(subject), is.includes(subject)];
      return before === after && !(before && line.includes(name));
    };
    const sum = (key: 'added' | 'removed'): number => set.others.reduce((total, tally) => total + tally[key], 0);
    expect(sum('removed')).toBe(without(a, b).filter(isUntold).length);
    expect(sum('added')).toBe(without(b, a).filter(isUntold).length);
  });
});
