import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { editColumn } from '../support/csv-rows.js';
import { append, replace } from '../support/edit.js';
import { newProject, temporaryFolder } from '../support/gcm.js';
import { readAction, runAction, runStep } from '../support/runner.js';

const action = readAction();

/** Returns the lines that the runner interprets, outside `::stop-commands::TOKEN` … `::TOKEN::`. */
function heard(stdout: string): string[] {
  const [, token] = /^::stop-commands::(\S+)$/m.exec(stdout) ?? [];
  const [before = '', after = ''] = stdout.split(`::${token}::\n`);
  expect(stdout.split(`::${token}::\n`)).toHaveLength(2);
  return [...before.slice(0, before.indexOf('::stop-commands')).split('\n'), ...after.split('\n')].filter(Boolean);
}

describe('the action on a pull request', () => {
  it('passes and writes a summary if there are no problems', async () => {
    const { code, stdout, summary, sarif } = runAction(await newProject());
    expect(code, stdout).toBe(0);
    expect(heard(stdout).filter((line) => !line.startsWith('::notice'))).toEqual([]);
    expect(summary).toMatch(/\S/);
    expect(JSON.parse(sarif ?? '')).toMatchObject({ version: '2.1.0', runs: [{ results: [] }] });
  });

  it('fails and shows each problem at its line, in the summary and in the SARIF file', async () => {
    const project = await newProject();
    replace(path.join(project, 'data'), 'concepts.csv', '1|2', '1|9');
    const { code, stdout, summary, sarif } = runAction(project);
    expect(code).toBe(1);
    expect(stdout).toContain('data/concepts.csv:4:8 error [foreign-key]'); // in the log
    expect(heard(stdout)).toContainEqual(expect.stringMatching(/^::error file=data\/concepts\.csv,line=4,.*::/));
    expect(summary).toMatch(/\| H4 \| Unknown id .*9/);
    const [result] = JSON.parse(sarif ?? '').runs[0].results;
    expect(result).toMatchObject({ ruleId: 'foreign-key', level: 'error' });
    expect(result.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: 'data/concepts.csv' },
      region: { startLine: 4 },
    });
  });

  it.each([
    ['false', 0],
    ['true', 1],
  ])('with strict %s ends with %i when there is a warning', async (strict, expected) => {
    const project = await newProject();
    replace(path.join(project, 'data'), 'concepts.csv', 'Exemple 2', '');
    const { code, stdout } = runAction(project, { strict });
    expect(code).toBe(expected);
    expect(heard(stdout).join('\n')).toMatch(/^::(warning|error) file=data\/concepts\.csv,line=5,/m);
  });

  it('builds a release that names the commit, but only if there are no problems', async () => {
    const project = await newProject();
    const commit = '0123456789abcdef0123456789abcdef01234567';
    expect(runAction(project, { out: 'public', commit }).code).toBe(0);
    const catalogue = readFileSync(path.join(project, 'public/current/catalogue.ttl'), 'utf8');
    expect(catalogue).toContain(`<swh:1:rev:${commit}>`);
    replace(path.join(project, 'data'), 'concepts.csv', '1|2', '1|9');
    const { code, stdout } = runAction(project, { out: 'other', commit });
    expect(code).toBe(1);
    expect(heard(stdout)).toContainEqual(expect.stringMatching(/^::error file=data\/concepts\.csv,line=4,.*::/));
    expect(existsSync(path.join(project, 'other'))).toBe(false);
  });

  it.each([
    [{ commit: 'f'.repeat(40) }, 'The input commit needs the input out, the folder for the release.'],
    [{ out: 'public', commit: 'main' }, '--commit: "main" must be a full git hash'],
    [{ out: 'data' }, '--out: "data" is inside the input folder "data"'],
  ])('reports the invalid input %j', async (given, words) => {
    const { code, stdout } = runAction(await newProject(), given as Record<string, string>);
    expect(code).toBe(2);
    expect(stdout).toContain(words);
  });

  it('compares a pull request with its base branch', async () => {
    const origin = await newProject();
    const rows = ['Oak', 'Elm', 'Ash', 'Fir', 'Yew', 'Fig', 'Box', 'Pear', 'Plum', 'Lime', 'Pine', 'Palm', 'Teak'];
    const lines = rows.map((name, i) => `${i + 3},${name},${name},,,,,1,`);
    append(path.join(origin, 'data'), 'concepts.csv', lines.join('\n'));
    const git = (folder: string, ...args: string[]): string =>
      execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@b.c', ...args], { cwd: folder, encoding: 'utf8' });
    git(origin, 'init', '--quiet', '--initial-branch', 'main');
    git(origin, 'add', '.');
    git(origin, 'commit', '--quiet', '--message', 'first');
    const clone = path.join(temporaryFolder(), 'clone');
    git(origin, 'clone', '--quiet', origin, clone);
    git(clone, 'update-ref', '-d', 'refs/remotes/origin/main');
    editColumn(path.join(clone, 'data'), 'concepts.csv', 'prefLabel@en', ([first = '', ...rest]) => [...rest, first]);
    const { code, stdout, summary } = runAction(clone, {}, { GITHUB_BASE_REF: 'main' });
    expect(code).toBe(1);
    expect(stdout).toContain('Compared with origin/main');
    expect(summary).toContain('Compared with origin/main');
    expect(heard(stdout).join('\n')).toMatch(/^::error file=data\/concepts\.csv,.*further up/m);
    expect(runAction(clone, {}, { GITHUB_BASE_REF: 'other' }).stdout).toContain('The sheets are not compared');
    expect(runAction(clone, { since: 'none' }, { GITHUB_BASE_REF: 'main' }).code).toBe(0);
  });

  it('checks a project in a subfolder, with file paths relative to the repository', async () => {
    const above = path.dirname(await newProject());
    replace(path.join(above, 'new/data'), 'concepts.csv', '1|2', '1|9');
    const { code, stdout } = runAction(above, { data: 'new/data', ontology: 'new/ontology', queries: 'new/queries' });
    expect(code).toBe(1);
    expect(heard(stdout).join('\n')).toMatch(/^::error file=new\/data\/concepts\.csv,line=4,/m);
  });
});

describe('attacks on the action', () => {
  it('does not execute a workflow command in a cell', async () => {
    const project = await newProject();
    const hostile = '::add-mask::e ##[add-matcher]data/concepts.csv';
    replace(path.join(project, 'data'), 'concepts.csv', 'Exemple 1.2', `"${hostile}\n${hostile}"`);
    replace(path.join(project, 'data'), 'concepts.csv', '\n2,', `\n${hostile},`);
    const { code, stdout } = runAction(project);
    expect(code).toBe(1);
    for (const line of heard(stdout)) expect(line).toMatch(/^::(error|warning|notice) /);
  });

  it.each(['$(touch pwned)', '`touch pwned`', '"; touch pwned; "', '--version', 'nowhere'])(
    'reports a folder named %s and does not execute it',
    async (data) => {
      const project = await newProject();
      const { code, stdout } = runAction(project, { data });
      expect(code).toBe(2);
      expect(existsSync(path.join(project, 'pwned'))).toBe(false);
      expect(heard(stdout)).toContainEqual(expect.stringMatching(/^::error title=gcm::/));
    },
  );

  it('reports an invalid value of strict', async () => {
    const { code, stdout } = runAction(await newProject(), { strict: 'yes' });
    expect(code).toBe(2);
    expect(stdout).toContain('::error title=gcm::The input strict must be true or false.');
  });
});

it('the action installs and compiles the program in its own folder', () => {
  const place = temporaryFolder(); // contains a package without dependencies, so that nothing is downloaded
  const scripts = { compile: 'node -e "fs.writeFileSync(\'compiled\', process.cwd())"', prepare: 'exit 1' };
  writeFileSync(path.join(place, 'package.json'), JSON.stringify({ name: 'standin', version: '1.0.0', scripts }));
  const lock = {
    name: 'standin',
    version: '1.0.0',
    lockfileVersion: 3,
    packages: { '': { name: 'standin', version: '1.0.0' } },
  };
  writeFileSync(path.join(place, 'package-lock.json'), JSON.stringify(lock));
  const step = action.runs.steps.find(({ name }) => name === 'Install gcm');
  const { code, stdout } = runStep(step ?? {}, temporaryFolder(), { 'github.action_path': place });
  expect(code, stdout).toBe(0);
  expect(existsSync(path.join(place, 'compiled'))).toBe(true);
  writeFileSync(path.join(place, 'package.json'), JSON.stringify({ name: 'standin', version: '1.0.0' }));
  expect(runStep(step ?? {}, temporaryFolder(), { 'github.action_path': place }).code).not.toBe(0);
});

it('the action fails if the check did not run', () => {
  const result = action.runs.steps.at(-1) ?? {};
  expect(result.if).toContain('always()');
  expect(runStep(result, temporaryFolder(), { 'steps.check.outputs.exit-code': '' }).code).toBe(1);
});
