import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { honestEdits, openDesk, reportedEdits } from '../../bench/accidents/honest.mjs';
import { createJudge, figuresOf, readProject, sheetsOf, withChanges } from '../../bench/accidents/judge.mjs';
import type { Problem } from '../../src/problem.js';
import { frameworkData, frameworks, readRows, writeRows } from '../support/frameworks.js';
import { gcm, root, temporaryFolder } from '../support/gcm.js';
import { done } from '../support/workbooks.js';

/** Right data gives no new problem. `npm run bench:honest` prints the table. */
const files = readProject(root);
const sheets = new Map([...sheetsOf(files), ...figuresOf(files)]);
const table: string[] = [];
const inWords = ({ severity, code, message }: Problem): string => `${severity} [${code}] ${message}`;
const record = (edit: string, found: Problem[]): void => {
  table.push(`| ${edit} | ${found.length} | ${[...new Set(found.map(({ code }) => code))].join(', ')} |`);
};
afterAll(() => {
  process.stdout.write(`\n| edit | new problems | codes |\n|---|---|---|\n${table.sort().join('\n')}\n`);
});

describe('an honest edit is not reported', () => {
  let judgeChanges: Awaited<ReturnType<typeof createJudge>>;
  beforeAll(async () => {
    judgeChanges = await createJudge(files);
  });

  it.each(Object.entries(honestEdits))('%s', async (name, edit) => {
    const desk = openDesk(sheets);
    edit(desk);
    const { found } = await judgeChanges(desk.changes());
    record(name, found);
    const expected = reportedEdits[name];
    if (expected) expect(found.map(({ code }) => code).sort()).toEqual(expected);
    else expect(found.map(inWords)).toEqual([]);
  });
});

describe('whole projects', () => {
  it.each([
    ['the real data', async () => root],
    [
      'the template',
      async () => {
        const folder = temporaryFolder();
        done(await gcm(['init', folder]));
        return folder;
      },
    ],
  ])('%s', async (name, folder) => {
    const { code, stdout } = await gcm(['check', '--since', 'none', '--report', 'json'], { cwd: await folder() });
    const { problems } = JSON.parse(stdout) as { problems: Problem[] };
    const known = name === 'the real data' ? standing : [];
    const found = problems.filter((problem) => !known.includes(problem.code));
    record(name, found);
    expect([code, found.map(inWords)]).toEqual([0, []]);
  });

  it('the frameworks of 2019, 2023 and 2025, each compared with the one before', async () => {
    const versions = frameworks.map((year) => {
      const data = frameworkData(year);
      const indicators = readRows(data, 'indicators.csv');
      const numbers: Record<string, number> = {
        indicators: indicators.filter(({ status }) => status === 'current').length,
        'tier-1': indicators.filter(({ tier }) => tier === 'I').length,
        'tier-2': indicators.filter(({ tier }) => tier === 'II').length,
        places: readRows(data, 'indicator-targets.csv').length,
      };
      const totals = readRows(data, 'totals.csv').map((row) => ({
        ...row,
        number: String(numbers[row['total'] as string] ?? row['number']),
      }));
      writeRows(data, 'totals.csv', totals);
      const names = readdirSync(data).filter((name) => name.endsWith('.csv'));
      const changes = new Map([
        ...names.map((name): [string, Uint8Array] => [`data/${name}`, readFileSync(path.join(data, name))]),
        ...[...figuresOf(files)].map(([name, bytes]): [string, Uint8Array | undefined] => [
          name,
          existsSync(path.join(data, '..', name)) ? bytes : undefined,
        ]),
      ]);
      return { year, changes };
    });
    for (const [i, { year, changes }] of versions.entries()) {
      const before = versions[i - 1]?.changes ?? [];
      const { found, foundAlone } = await (await createJudge(withChanges(files, before)))(changes);
      const problems = (i === 0 ? foundAlone : found).filter(({ code }) => !gapsOfFrameworks.includes(code));
      record(`the framework of ${year}`, problems);
      expect.soft(problems.map(inWords), year).toEqual([]);
    }
  });
});

/** In the framework of 2019 no indicator is retired, and some indicators of later frameworks have no custodian. */
const gapsOfFrameworks = ['connected-indicator-has-custodian', 'rule-without-focus'];

/** Codes of the known gaps in the real data. */
const standing = [
  'connected-indicator-has-custodian',
  'link-contradicts-text',
  'names-in-six-languages',
  'objective-has-stated-target',
  'proposal-still-needed',
  'series-has-figures',
  'source-is-recent',
];
