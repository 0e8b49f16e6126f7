import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, temporaryFolder } from './support/gcm.js';
import { smallRelease } from './support/releases.js';

const commit = 'f'.repeat(40);

describe('gcm why', () => {
  const folder = temporaryFolder(); // without other sheets and rules
  beforeAll(async () => {
    cpSync(await smallRelease('--commit', commit), path.join(folder, 'build/current'), { recursive: true });
  });
  const why = (...args: string[]) => gcm(['why', 'objective/1', ...args], { cwd: folder });

  it('shows the cell, the rule and the commit', async () => {
    const { code, stdout, stderr } = await why();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^objective\/1 +skos:prefLabel +.* build\/current\/data\/objectives\.csv:2:2$/m);
    expect(stdout).toMatch(
      /^objective\/1 +gcm:statedTarget +sdg:.* build\/current\/queries\/derive\/70-connections\.rq$/m,
    );
    expect(stderr).toContain(`Git commit of the sheets: ${commit}\n`);
  });

  it('shows the file and the row of a figure', async () => {
    const { code, stdout } = await gcm(['why', 'cube/SM_DTH_MIGR/001/2015'], { cwd: folder });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^cube\/SM_DTH_MIGR\/001\/2015 +sdmxm:obsValue +6749 +build\/current\/data\/figures\/SM_DTH_MIGR\.csv:3:3$/m,
    );
    expect((await gcm(['why', 'cube/SM_DTH_MIGR/001/1999'], { cwd: folder })).code).toBe(1);
  });

  it('suggests IRIs for a code', async () => {
    for (const given of ['1', 'objectives/1']) {
      const { code, stderr } = await gcm(['why', given], { cwd: folder });
      expect(code).toBe(1);
      expect(stderr).toMatch(
        /^gcm: No statements about \S+\. Did you mean (?:"\S+" or )*"objective\/1"(?: or "\S+")*\?\n$/,
      );
    }
  });

  it('shows all statements of the dump', async () => {
    const subjects = (await why()).stdout.split('\n').filter((line) => line.startsWith('objective/1 '));
    const dumped = (
      await gcm(['query', 'SELECT ?p ?o ?g { GRAPH ?g { <objective/1> ?p ?o } }', '--format', 'csv'], {
        cwd: folder,
      })
    ).stdout;
    const stated = dumped.split(/\r?\n/).filter((line) => line.includes('graph/') && !line.includes('wasDerivedFrom'));
    expect(subjects.length).toBe(stated.length);
  });

  it('uses the sheets with --data, or without a release', async () => {
    cpSync(path.join(folder, 'build/current/data'), path.join(folder, 'sheets'), { recursive: true });
    const rules = ['--queries', 'build/current/queries', '--ontology', 'build/current/ontology'];
    const asked = await why('--data', 'sheets', ...rules);
    expect(asked.stdout).toMatch(/ sheets\/objectives\.csv:2:2$/m);
    expect(asked.stderr).toBe('');
    expect(await why('--out', 'nowhere')).toMatchObject({
      code: 2,
      stderr: 'gcm: Missing release at "nowhere/current". Run gcm build first, or name sheets with --data\n',
    });
    renameSync(path.join(folder, 'sheets'), path.join(folder, 'data'));
    const here = await why('--out', 'nowhere', ...rules);
    expect(here.stdout).toMatch(/ data\/objectives\.csv:2:2$/m);
    expect(here.stderr).toBe('Missing release at "nowhere/current". Using the sheets in "data" instead\n');
  });

  it('reports an invalid or incomplete release', async () => {
    const whole = path.join(folder, 'build/current');
    const copy = (name: string, change: (current: string) => void): string => {
      const current = path.join(folder, name, 'current');
      cpSync(whole, current, { recursive: true, dereference: true });
      change(current);
      return name;
    };
    const broken = copy('broken', (current) => writeFileSync(path.join(current, 'manifest.json'), '{'));
    const message = 'gcm: "broken/current" is not a release: manifest.json is not valid JSON\n';
    expect(await why('--out', broken)).toMatchObject({ code: 2, stderr: message });
    const bare = copy('bare', (current) => rmSync(path.join(current, 'queries'), { recursive: true }));
    expect(await why('--out', bare)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has no folder "queries"'),
    });
  });
});
