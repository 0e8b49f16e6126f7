import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { replace } from './support/edit.js';
import { gcm, ownRules, smallProject, temporaryFolder } from './support/gcm.js';
import { elementsOf } from './support/report.js';

/** Creates a small project with a link to an unknown target. */
function brokenProject(): string {
  const project = smallProject();
  replace(path.join(project, 'data'), 'links.csv', '10.7', '10.77');
  return project;
}

const check = (project: string, args: string[], env: Record<string, string> = {}) =>
  gcm(['check', ...ownRules, ...args], { cwd: project, env: { GITHUB_WORKSPACE: '', ...env } });

describe('gcm check --report', () => {
  const project = brokenProject();

  it('shows the row in the file', async () => {
    const { code, stdout } = await check(project, []);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^data\/links\.csv:2:2 error \[foreign-key\] Unknown target "10\.77" .*\n {4}2 │ 1,10\.77,.*\n {4} {2}│ {3}\^{5}\n/m,
    );
  });

  it('writes several reports in one run', async () => {
    const out = temporaryFolder();
    const file = (name: string): string => path.join(out, name);
    const asked = ['junit', 'sarif', 'html', 'markdown', 'json'].flatMap((name) => [
      '--report',
      `${name}=${file(`a=b.${name}`)}`,
    ]);
    const { code, stdout, stderr } = await check(project, ['--report', 'text', ...asked, '--report', 'github']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^data\/links\.csv:2:2 error [\s\S]*^::error file=data\/links\.csv,line=2,/m);
    expect(stderr.match(/Report written to/g)).toHaveLength(5);
    expect(readdirSync(out).sort()).toEqual(['a=b.html', 'a=b.json', 'a=b.junit', 'a=b.markdown', 'a=b.sarif']);
    const read = (name: string): string => readFileSync(file(`a=b.${name}`), 'utf8');
    expect(JSON.parse(read('sarif')).runs[0].results[0].ruleId).toBe('foreign-key');
    expect(JSON.parse(read('json')).counts.error).toBe(1);
    expect(elementsOf(read('junit')).filter(({ name }) => name === 'failure')).toHaveLength(1);
    expect(read('html')).toContain('<mark dir="auto">10.77</mark>');
    expect(read('html')).toContain('<h3>Names exist in all six languages'); // from the rule's header
    expect(read('markdown')).toContain('<b>10.77</b>');
  });

  it('is reproducible, and does not contain paths of the computer', async () => {
    const names = ['text', 'json', 'junit', 'sarif', 'github', 'markdown', 'html'];
    const reports = async (): Promise<string[]> => {
      const out = temporaryFolder();
      await check(
        project,
        names.flatMap((name) => ['--report', `${name}=${path.join(out, name)}`]),
      );
      return names.map((name) => readFileSync(path.join(out, name), 'utf8'));
    };
    const first = await reports();
    expect(await reports()).toEqual(first);
    expect(first.join('')).not.toContain(project);
  });

  it('uses paths relative to the repository', async () => {
    const { stdout } = await check(project, ['--report', 'github'], { GITHUB_WORKSPACE: path.dirname(project) });
    expect(stdout).toContain(`::error file=${path.basename(project)}/data/links.csv,line=2,`);
  });
});

describe('a report that cannot be written', () => {
  const project = smallProject();
  mkdirSync(path.join(project, 'out'));
  const sheet = readFileSync(path.join(project, 'data/links.csv'), 'utf8');

  it.each([
    ['a missing folder', ['--report', 'sarif=nowhere/gcm.sarif'], 'Missing folder "nowhere"'],
    ['a folder', ['--report', 'sarif=out'], '"out" is a folder'],
    ['no name', ['--report', 'sarif='], 'Missing file name'],
    ['no format', ['--report', 'pdf=gcm.pdf'], ' text, json'],
    ['one file twice', ['--report', 'json=out/a', '--report', 'text=./out/a'], 'Two reports cannot use the same file'],
    [
      'one file for two',
      ['--report', 'json', '--report', 'text', '--report-file', 'a'],
      'Only one report can have this option',
    ],
    ['a sheet', ['--report', 'json=data/links.csv'], '"data/links.csv" is in the input folder "data"'],
    [
      'a new file in the folder of the sheets',
      ['--report', 'json=data/problems.json'],
      'is in the input folder "data"',
    ],
  ])('is rejected before any work: %s', async (_what, args, words) => {
    const { code, stdout, stderr } = await gcm(['build', ...ownRules, '--out', 'build', ...args], { cwd: project });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(words);
    expect(existsSync(path.join(project, 'build'))).toBe(false);
    expect(readFileSync(path.join(project, 'data/links.csv'), 'utf8')).toBe(sheet);
  });

  it('does not change an existing report', async () => {
    const file = path.join(project, 'out/report.json');
    writeFileSync(file, 'the last one');
    await gcm(['check', '--data', 'nowhere', '--report', 'json', '--report-file', file], { cwd: project });
    expect(readFileSync(file, 'utf8')).toBe('the last one');
  });
});

it('shows the row in gcm csvw validate', async () => {
  const folder = temporaryFolder();
  const metadata = {
    '@context': 'http://www.w3.org/ns/csvw',
    url: 'people.csv',
    tableSchema: { columns: [{ name: 'name' }, { name: 'age', datatype: 'integer' }] },
  };
  writeFileSync(path.join(folder, 'people.csv'), 'name,age\nAnna,seven\n');
  writeFileSync(path.join(folder, 'people.json'), JSON.stringify(metadata));
  const { code, stdout } = await gcm(['csvw', 'validate', '--report', 'text', 'people.json'], { cwd: folder });
  expect(code).toBe(1);
  expect(stdout).toMatch(/^people\.csv:2:2 error .*\n {4}2 │ Anna,seven\n {4} {2}│ {6}\^{5}$/m);
});
