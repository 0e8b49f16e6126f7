import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, temporaryFolder } from './support/gcm.js';
import { smallRelease } from './support/releases.js';

const commit = 'f'.repeat(40);

describe('gcm why of a release alone', () => {
  const folder = temporaryFolder(); // neither sheets nor rules beside it
  beforeAll(async () => {
    cpSync(await smallRelease('--commit', commit), path.join(folder, 'build/current'), { recursive: true });
  });
  const why = (...args: string[]) => gcm(['why', 'objective/1', ...args], { cwd: folder });

  it('names the cell, the rule and the commit', async () => {
    const { code, stdout, stderr } = await why();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^objective\/1 +skos:prefLabel +.* build\/current\/data\/objectives\.csv:2:2$/m);
    expect(stdout).toMatch(
      /^objective\/1 +gcm:connectedTarget +sdg:.* build\/current\/queries\/derive\/70-connections\.rq$/m,
    );
    expect(stderr).toContain(`the sheets were taken from the commit ${commit}\n`);
  });

  it('offers what a code without its list may mean', async () => {
    for (const given of ['1', 'objectives/1']) {
      const { code, stderr } = await gcm(['why', given], { cwd: folder });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^gcm: nothing is said about \S+; did you mean (?:\S+ or )*objective\/1(?: or \S+)*\?\n$/);
    }
  });

  it('says all that the dump says', async () => {
    const subjects = (await why()).stdout.split('\n').filter((line) => line.startsWith('objective/1 '));
    const dumped = (
      await gcm(['query', 'SELECT ?p ?o ?g { GRAPH ?g { <objective/1> ?p ?o } }', '--format', 'csv'], {
        cwd: folder,
      })
    ).stdout;
    const stated = dumped.split(/\r?\n/).filter((line) => line.includes('graph/') && !line.includes('wasDerivedFrom'));
    expect(subjects.length).toBe(stated.length);
  });

  it('asks the sheets when told to, or when there is no release', async () => {
    cpSync(path.join(folder, 'build/current/data'), path.join(folder, 'sheets'), { recursive: true });
    const rules = ['--queries', 'build/current/queries', '--ontology', 'build/current/ontology'];
    const asked = await why('--data', 'sheets', ...rules);
    expect(asked.stdout).toMatch(/ sheets\/objectives\.csv:2:2$/m);
    expect(asked.stderr).toBe('');
    expect(await why('--out', 'nowhere')).toMatchObject({
      code: 2,
      stderr: 'gcm: there is no release at nowhere/current: run gcm build first, or name sheets with --data\n',
    });
    renameSync(path.join(folder, 'sheets'), path.join(folder, 'data'));
    const here = await why('--out', 'nowhere', ...rules);
    expect(here.stdout).toMatch(/ data\/objectives\.csv:2:2$/m);
    expect(here.stderr).toBe('there is no release at nowhere/current yet: this is what the sheets in data say\n');
  });

  it('says so when the release is none, or cannot be traced', async () => {
    const whole = path.join(folder, 'build/current');
    const copy = (name: string, change: (current: string) => void): string => {
      const current = path.join(folder, name, 'current');
      cpSync(whole, current, { recursive: true, dereference: true });
      change(current);
      return name;
    };
    const broken = copy('broken', (current) => writeFileSync(path.join(current, 'manifest.json'), '{'));
    const told = 'gcm: what is at broken/current is no release: manifest.json is not valid JSON\n';
    expect(await why('--out', broken)).toMatchObject({ code: 2, stderr: told });
    const bare = copy('bare', (current) => rmSync(path.join(current, 'queries'), { recursive: true }));
    expect(await why('--out', bare)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no queries to trace'),
    });
  });
});
