import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explanations } from '../src/check/problem-catalogue.js';
import { catalogue } from './case-edits/catalogue.js';
import { mistakes } from './case-edits/mistakes.js';
import {
  caseNames,
  caseQueries,
  expectations,
  isMistake,
  isOfCatalogue,
  isSince,
  oneRuleQueries,
  prepared,
  writeActual,
} from './support/cases.js';
import { type Ended, gcm, root, smallProject, temporaryFolder } from './support/gcm.js';
import { fingerprint } from './support/releases.js';
import { ownChecks, ownProject } from './support/rules.js';

/**
 * Each edit in `test/case-edits` is a test. It changes the data of the small project of test/project. The output of the
 * command must equal the report in test/cases. The reports of the edits in `bytes.ts` are in `bytes.txt`. If reports differ,
 * `bytes.actual.txt` is the new file.
 *
 * A case whose name begins with a number belongs to the catalogue of bad sheets. It is built in a folder with a release. If
 * it has an error, the release must not change. Otherwise the new graph must equal the graph of the clean project, or
 * contain the texts after its report (`published FILE: TEXT`).
 *
 * A case whose name begins with `since-` edits the real sheets and compares them with the unchanged sheets, or with none if
 * it begins with `since-none-`.
 *
 * A case whose name begins with `mistake-` changes files of a project in examples/. A build never fails if a check passes.
 */
const rules = ['--ontology', path.join(root, 'ontology')];
let queries = '';

const differing = new Map<string, string>();

beforeAll(() => {
  queries = caseQueries();
  rules.push('--queries', queries);
});

afterAll(() => writeActual(differing));

function expectReport(name: string, { code, stdout, stderr }: Ended): void {
  const talk = stderr
    .replace(/^(?:Compared with build\S*|Not compared with .*)\n/m, '')
    .replace(/^\n[\s\S]*\n(?=Published )/, '') // the summary
    .replace(/^(Published \S+?)-[0-9a-f]{12}(?:-\d+)?$/m, '$1-HASH')
    .replace(/^Next: .*\n/m, '');
  const actual = `${stdout.replaceAll(root, '')}${talk}exit ${code}\n`.replaceAll(queries, '/queries');
  const expected = expectations.get(name)?.report ?? '(no expectation yet)';
  if (actual !== expected) differing.set(name, actual);
  expect(actual).toBe(expected);
}

describe('golden cases', () => {
  it('have a report, and each report has a case', () => expect([...expectations.keys()].sort()).toEqual(caseNames));

  it.each(caseNames.filter((name) => ![isOfCatalogue, isSince, isMistake].some((is) => is(name))))(
    '%s',
    async (name) => {
      expectReport(name, await gcm(['check', '--verbose', ...rules], { cwd: prepared(name) }));
    },
  );
});

describe('mistakes in the files of a project', () => {
  it('have a case for each kind', () => {
    expect(Object.keys(mistakes).sort()).toEqual([...expectations.keys()].filter(isMistake).sort());
    const kinds = new Set(Object.keys(mistakes).map((name) => Number(/\d+/.exec(name)?.[0])));
    expect([...kinds]).toEqual(Array.from({ length: 35 }, (_, i) => i + 1));
  });

  it.each(Object.keys(mistakes))('%s', async (name) => {
    const folder = prepared(name);
    const ended = await gcm(['check', '--verbose'], { cwd: folder });
    expectReport(name, ended);
    const built = await gcm(['build', '--no-site'], { cwd: folder });
    expect(built.stdout + built.stderr).not.toMatch(/\n\s+at /);
    expect(built.code).toBe(ended.code);
  });
});

describe('sheets since an earlier version', () => {
  let oneRule = '';
  beforeAll(() => {
    oneRule = oneRuleQueries();
  });

  it.each(caseNames.filter(isSince))('%s', async (name) => {
    const since = name.startsWith('since-none-') ? 'none' : 'release-1';
    const options = ['--ontology', path.join(root, 'ontology'), '--queries', oneRule, '--since', since];
    expectReport(name, await gcm(['check', '--verbose', ...options], { cwd: prepared(name) }));
  });
});

describe('the catalogue of bad sheets', () => {
  const clean = path.join(temporaryFolder(), 'build');
  beforeAll(async () => {
    expect(await gcm(['build', '--no-site', '--out', clean, ...rules], { cwd: smallProject() })).toMatchObject({
      code: 0,
    });
  });

  it.each(caseNames.filter(isOfCatalogue))('%s', async (name) => {
    const folder = prepared(name);
    const out = path.join(folder, 'build');
    cpSync(clean, out, { recursive: true, verbatimSymlinks: true });
    const ended = await gcm(['build', '--verbose', '--no-site', '--out', 'build', ...rules], { cwd: folder });
    expect(ended.stdout + ended.stderr).not.toMatch(/\n\s+at /);
    expectReport(name, ended);
    const hasError = / error \[/.test(ended.stdout);
    expect(ended.code).toBe(hasError ? 1 : 0);
    if (hasError) expect(fingerprint(out)).toEqual(fingerprint(clean));
    else expectPublished(name, out, clean);
  });

  it('has cases with the expected problems for each entry', () => {
    const shown = (number: string): string[] =>
      caseNames.filter((name) => name.startsWith(`${number}-`)).flatMap((name) => [...findings(name)]);
    expect(Object.keys(catalogue).length).toBe(80);
    const missing = Object.entries(catalogue).map(([number, expected]) => {
      const found = shown(number.padStart(2, '0'));
      return [number, expected.filter((one) => !found.includes(one))] as const;
    });
    expect(missing.filter(([, expected]) => expected.length > 0)).toEqual([]);
  });

  it('contains only codes with an explanation', () => {
    const groups = explanations(ownProject, ownChecks);
    const shipped = readdirSync(path.join(root, 'rules/checks')).map((file) => path.basename(file, '.rq'));
    const known = new Set([...groups.flatMap(({ codes }) => Object.keys(codes)), ...shipped]);
    const codes = caseNames.flatMap((name) => [...findings(name)]).map((finding) => finding.split(' ')[1] ?? '');
    expect([...new Set(codes)].filter((code) => code !== '' && !known.has(code))).toEqual([]);
  });
});

/** Returns severities and codes in the expected report of a case ("error foreign-key"), or "kept" without problems. */
function findings(name: string): Set<string> {
  const report = expectations.get(name)?.report ?? '';
  const found = [...report.matchAll(/ (error|warning|notice) \[(\S+)\]/g)].map(
    ([, severity, code]) => `${severity} ${code}`,
  );
  return new Set(found.length > 0 ? found : ['kept']);
}

function expectPublished(name: string, out: string, clean: string): void {
  const read = (folder: string, file: string): string => readFileSync(path.join(folder, 'current', file), 'utf8');
  const texts = expectations.get(name)?.published ?? [];
  if (texts.length === 0) expect(read(out, 'gcm-sdg.nt')).toBe(read(clean, 'gcm-sdg.nt'));
  for (const line of texts) {
    const [, file = '', text = ''] = /^(\S+): (.*)$/.exec(line) ?? [];
    expect(read(out, file)).toContain(text);
  }
}
