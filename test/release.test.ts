import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DataFactory } from 'n3';
import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { tableFile } from '../src/publish/release-contents.js';
import { allowMarkup } from './support/edit.js';
import { gcm, ownRules, root, smallProject, temporaryFolder } from './support/gcm.js';
import { readers, testDumps } from './support/release-dumps.js';
import { fingerprint, realBuild, releaseOf, smallSite } from './support/releases.js';

const filling = { base: '', version: '', licence: '' };
const release = await smallSite();

describe('a release', () => {
  testDumps(release);

  it('comes with a summary', async () => {
    const { code, stderr } = await realBuild();
    expect(stderr).toContain('Published');
    expect(stderr).toMatch(/^Concepts by class: .*\bObjective 23\b/m);
    expect(stderr).toMatch(/^stated +statedTarget +155 +154$/m);
    expect(code).toBe(0);
  });

  it('contains no cells that a spreadsheet would run as formulas', () => {
    const formula = { columns: ['v'], rows: [['=1+1', '+1', '@x', '-1'].map((value) => DataFactory.literal(value))] };
    expect(
      tableFile(filling, { name: '', file: '', text: '', header: { file: 'x', format: 'csv' } }, formula).bytes,
    ).toEqual(utf8("v\n'=1+1,'+1,'@x,'-1\n"));
    const lines = { columns: ['v'], rows: [[DataFactory.literal('a\tb\nc')]] };
    expect(
      tableFile(filling, { name: '', file: '', text: '', header: { file: 'x', format: 'tsv' } }, lines).bytes,
    ).toEqual(utf8('v\na b c\n'));
  });
});

describe('verify', () => {
  const broken = temporaryFolder();
  it('reports a file with one changed byte, a missing file and an unlisted file', async () => {
    cpSync(release, broken, { recursive: true, dereference: true });
    const victim = path.join(broken, 'gcm-sdg.ttl');
    const bytes = readFileSync(victim);
    bytes[1000] = (bytes[1000] as number) ^ 1;
    writeFileSync(victim, bytes);
    writeFileSync(path.join(broken, 'stranger.txt'), '');
    rmSync(path.join(broken, 'data/links.csv'));
    const { code, stdout } = await gcm(['verify', broken]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/gcm-sdg\.ttl error \[file-changed]/);
    expect(stdout).toMatch(/links\.csv error \[file-missing]/);
    expect(stdout).toMatch(/stranger\.txt error \[file-unlisted]/);
  });
});

describe('a build', () => {
  it('with an error publishes nothing, and does not change the last release', async () => {
    const project = smallProject();
    expect((await gcm(['build', ...ownRules], { cwd: project })).code).toBe(0);
    const before = fingerprint(path.join(project, 'build'));
    const links = path.join(project, 'data/links.csv');
    writeFileSync(links, readFileSync(links, 'utf8').replace('10.7', '10.77'));
    const failed = await gcm(['build', ...ownRules], { cwd: project });
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('Nothing was published');
    expect(fingerprint(path.join(project, 'build'))).toEqual(before);
  });

  it('removes the temporary files of a killed process', async () => {
    const project = smallProject();
    const left = ['.staging-4194305-abc', `.removed-${process.pid}-abc`, '.current-7'];
    const others = ['.staging', '.git', 'notes'];
    for (const name of [...left, ...others, 'releases'])
      mkdirSync(path.join(project, 'build', name), { recursive: true });
    expect((await gcm(['build', ...ownRules], { cwd: project })).code).toBe(0);
    expect(readdirSync(path.join(project, 'build')).sort()).toEqual([...others, 'cache', 'current', 'releases'].sort());
  });

  it('with a warning publishes nothing with --strict', async () => {
    const project = smallProject();
    expect((await gcm(['build', '--strict', ...ownRules], { cwd: project })).code).toBe(1);
    expect(existsSync(path.join(project, 'build'))).toBe(false);
  });

  it('of changed data updates current, and keeps the old release', async () => {
    const project = smallProject();
    await gcm(['build', ...ownRules], { cwd: project });
    const first = readlinkSync(path.join(project, 'build/current'));
    const dataset = path.join(project, 'data/dataset.csv');
    writeFileSync(dataset, readFileSync(dataset, 'utf8').replace('0.1.0', '0.2.0'));
    expect((await gcm(['build', ...ownRules], { cwd: project })).code).toBe(0);
    expect(readlinkSync(path.join(project, 'build/current'))).toMatch(/^releases\/0\.2\.0-/);
    expect(existsSync(path.join(project, 'build', first, 'manifest.json'))).toBe(true);
  });

  it('contains its version, its IRI and the previous version', async () => {
    const project = smallProject();
    const dataset = path.join(project, 'data/dataset.csv');
    writeFileSync(
      dataset,
      readFileSync(dataset, 'utf8').replace('0.1.0', '0.2.0').replace(',2026-11-24,,', ',2026-11-24,0.1.0,'),
    );
    await releaseOf(project, '--no-site');
    const text = readFileSync(path.join(project, 'build/current/gcm-sdg.ttl'), 'utf8');
    expect(text).toContain('owl:versionInfo "0.2.0"');
    expect(text).toContain('@prefix dataset: <https://w3id.org/gcm-graph/dataset/>.');
    expect(text).toContain('owl:versionIRI dataset:0.2.0');
    expect(text).toContain('owl:priorVersion dataset:0.1.0');
    expect(text).toContain('dct:issued "2026-11-24"^^xsd:date');
  });

  it('with another base changes only the IRIs of the project', async () => {
    const project = smallProject();
    await releaseOf(project, '--base', 'https://example.org/c/');
    const text = readFileSync(path.join(project, 'build/current/gcm-sdg.nq'), 'utf8');
    expect(text).toContain('<https://example.org/c/objective/1> ');
    expect(text).toContain(' <https://example.org/c/graph/objectives> .');
    expect(text.replaceAll('https://w3id.org/gcm-graph/ontology#', '')).not.toContain('https://w3id.org/gcm-graph/');
    expect(text).toContain('<http://metadata.un.org/sdg/10.7> ');
  });

  it('that fails leaves no files behind', async () => {
    const project = smallProject();
    for (const folder of ['ontology', 'queries'])
      cpSync(path.join(root, folder), path.join(project, folder), { recursive: true });
    expect((await gcm(['build'], { cwd: project })).code).toBe(0);
    const before = fingerprint(path.join(project, 'build'));
    const context = path.join(project, 'ontology/context.jsonld');
    writeFileSync(context, readFileSync(context, 'utf8').replace('"id": "@id"', '"id": 5'));
    const failed = await gcm(['build'], { cwd: project });
    expect(failed).toMatchObject({ code: 1, stderr: expect.stringContaining('Nothing was published') });
    expect(fingerprint(path.join(project, 'build'))).toEqual(before);
  });

  it('preserves any text and any code in every dump', async () => {
    const project = smallProject();
    const label =
      '"quoted" <b> & \\ tab\there\nnew line\r\nand a Windows one ]]> \r \u0627\u0644\u0647\u062c\u0631\u0629 \u{1f6b6}\u200d\u2640\ufe0f \ue000';
    const objectives = path.join(project, 'data/objectives.csv');
    allowMarkup(path.dirname(objectives), 'objectives.csv');
    writeFileSync(
      objectives,
      readFileSync(objectives, 'utf8').replace('Minimize adverse drivers', `"${label.replaceAll('"', '""')}"`),
    );
    const built = await gcm(['build', ...ownRules], { cwd: project });
    expect(built.code).toBe(0);
    const current = path.join(project, 'build/current');
    const union = await readers['nt']?.(path.join(current, 'gcm-sdg.nt'));
    const line = union?.find((one) => one.includes('\u{1f6b6}'));
    expect(JSON.parse(line?.match(/"(?:[^"\\]|\\.)*"/)?.[0] ?? '""')).toBe(label);
    for (const extension of ['ttl', 'rdf', 'jsonld'])
      expect(await readers[extension]?.(path.join(current, `gcm-sdg.${extension}`))).toEqual(union);
    expect(union?.some((one) => one.includes('sdg/16.10> '))).toBe(true);
    expect(
      union
        ?.filter((one) => one.includes('"16.1"^^'))
        .every((one) => one.startsWith('<http://metadata.un.org/sdg/16.1>')),
    ).toBe(true);
  });
});
