import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { gcm, temporaryFolder } from './support/gcm.js';
import { smallRelease } from './support/small-release.js';

const commit = 'f'.repeat(40);

describe('gcm why of a release alone', () => {
  const folder = temporaryFolder(); // neither sheets nor rules beside it
  beforeAll(() => {
    cpSync(smallRelease('--commit', commit), path.join(folder, 'build/current'), { recursive: true });
  });
  const why = (...args: string[]) => gcm(['why', 'objective/1', ...args], { cwd: folder });

  it('names the cell, the rule and the commit', () => {
    const { code, stdout, stderr } = why();
    expect(code).toBe(0);
    expect(stdout).toMatch(/^objective\/1 +skos:prefLabel +.* build\/current\/data\/objectives\.csv:2:2$/m);
    expect(stdout).toMatch(
      /^objective\/1 +gcm:connectedTarget +sdg:.* build\/current\/queries\/derive\/70-connections\.rq$/m,
    );
    expect(stderr).toContain(`the sheets were taken from the commit ${commit}\n`);
  });

  it('says all that the dump says', () => {
    const subjects = why()
      .stdout.split('\n')
      .filter((line) => line.startsWith('objective/1 '));
    const dumped = gcm(['query', 'SELECT ?p ?o ?g { GRAPH ?g { <objective/1> ?p ?o } }', '--format', 'csv'], {
      cwd: folder,
    }).stdout;
    const stated = dumped.split(/\r?\n/).filter((line) => line.includes('graph/') && !line.includes('wasDerivedFrom'));
    expect(subjects.length).toBe(stated.length);
  });

  it('asks the sheets when told to, or when there is no release', () => {
    cpSync(path.join(folder, 'build/current/data'), path.join(folder, 'sheets'), { recursive: true });
    const rules = ['--queries', 'build/current/queries', '--ontology', 'build/current/ontology'];
    const asked = why('--data', 'sheets', ...rules);
    expect(asked.stdout).toMatch(/ sheets\/objectives\.csv:2:2$/m);
    expect(asked.stderr).toBe('');
    rmSync(path.join(folder, 'sheets'), { recursive: true });
    expect(why('--out', 'nowhere')).toMatchObject({ code: 2, stderr: 'gcm: --data: there is no folder data\n' });
  });
});
