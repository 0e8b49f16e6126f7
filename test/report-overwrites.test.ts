import { spawnSync } from 'node:child_process';
import { cpSync, linkSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, it } from 'vitest';
import { gcm, ownRules, root, smallProject } from './support/gcm.js';

/** Reports do not overwrite inputs, under any name. */
let cwd = '';

/** Returns the content of all files in the project, also of links. */
const contents = (): Record<string, string> =>
  Object.fromEntries(
    readdirSync(cwd, { recursive: true, withFileTypes: true })
      .filter((entry) => !entry.isDirectory() && !entry.isFIFO())
      .map(({ parentPath, name }) => path.join(parentPath, name))
      .filter((file) => !file.includes('linked'))
      .map((file) => [file, readFileSync(file, 'latin1')]),
  );

const inProject = (name: string): string => path.join(cwd, name);

/** Runs a command that must fail without changes. */
async function refused(args: string[], words: string): Promise<void> {
  const before = contents();
  expect(await gcm(args, { cwd })).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(words) });
  expect(contents()).toEqual(before);
}

beforeEach(() => {
  cwd = smallProject();
});

describe('gcm check', () => {
  const check = (report: string, words: string): Promise<void> =>
    refused(['check', ...ownRules, '--report', report], words);

  it.each([
    ['link', () => symlinkSync('data/links.csv', inProject('other'))],
    ['hard link', () => linkSync(inProject('data/links.csv'), inProject('other'))],
  ])('does not overwrite a sheet through a %s', async (_, make) => {
    make();
    await check('json=other', '--report: "other" is in the input folder "data"');
  });

  it('follows links to a folder of sheets, and links in it', async () => {
    symlinkSync('data', inProject('linked'));
    mkdirSync(inProject('elsewhere'));
    writeFileSync(inProject('elsewhere/notes.csv'), 'a\n');
    symlinkSync('../elsewhere/notes.csv', inProject('data/notes.csv'));
    for (const [data, file] of [
      ['linked', 'data/units.csv'],
      ['data', 'linked/units.csv'],
      ['data', 'linked/new.json'],
      ['data', 'elsewhere/notes.csv'],
    ] as const)
      await refused(
        ['check', ...ownRules, '--data', data, '--report', `json=${file}`],
        `"${file}" is in the input folder "${data}"`,
      );
  });

  it('recognizes two names of the same file', async () => {
    writeFileSync(inProject('report'), '');
    symlinkSync('report', inProject('again'));
    await refused(
      ['check', ...ownRules, '--report', 'json=report', '--report', 'text=again'],
      'Two reports cannot use the same file "again"',
    );
  });

  it('does not write to a pipe, which may have no reader', async () => {
    spawnSync('mkfifo', [inProject('pipe')]);
    await refused(['check', ...ownRules, '--report', 'json=pipe'], '--report: "pipe" is not a regular file');
  });
});

describe('the folders of rules', () => {
  it.each(['ontology', 'queries'])('cannot contain a report: %s', async (folder) => {
    for (const name of ['ontology', 'queries']) cpSync(path.join(root, name), inProject(name), { recursive: true });
    await refused(['check', '--report', `json=${folder}/problems.json`], `is in the input folder "${folder}"`);
  });
});

describe('gcm watch', () => {
  it('does not write a report into the folders that it watches', () =>
    refused(['watch', ...ownRules, '--report', 'json=data/problems.json'], 'in the input folder "data"'));
});

describe('gcm csvw validate', () => {
  it.each([
    ['the file', 'data/units.csv', 'data/units.csv'],
    ['the metadata', 'data/tables.json', 'data/tables.json'],
    ['a table of the metadata', 'data/tables.json', 'data/units.csv'],
  ])('does not overwrite %s', (_, input, file) =>
    refused(
      ['csvw', 'validate', input, '--report', `json=${file}`],
      `--report: "${file}" is an input file. Choose another file`,
    ),
  );
});

describe('gcm workbook import', () => {
  beforeEach(async () => expect(await gcm(['workbook', 'export', 'mine.xlsx'], { cwd })).toMatchObject({ code: 0 }));

  it('does not overwrite the workbook', () =>
    refused(
      ['workbook', 'import', 'mine.xlsx', '--report', 'json=./mine.xlsx'],
      '--report: "./mine.xlsx" is an input file',
    ));

  it('marks the workbook in place on request', async () => {
    const units = inProject('data/units.csv');
    writeFileSync(units, `${readFileSync(units, 'utf8')}NEW,"A new unit"\n`);
    const sheets = Object.keys(unzipSync(readFileSync(inProject('mine.xlsx')))).length;
    const args = ['workbook', 'import', 'mine.xlsx', '--dry-run', '--force', '--report', 'workbook=mine.xlsx'];
    expect(await gcm([...args, ...ownRules], { cwd })).toMatchObject({ code: 0 });
    const marked = unzipSync(readFileSync(inProject('mine.xlsx')));
    expect(Object.keys(marked).length).toBeGreaterThan(sheets);
    expect(strFromU8(marked['xl/workbook.xml'] as Uint8Array)).toContain('name="Problems"');
  });
});
