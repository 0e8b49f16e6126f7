import { cpSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shippedRules } from '../../src/check/project-rules.js';
import { caseEdits, caseGroups } from '../case-edits/case-edits.js';
import { makeMistake, mistakes } from '../case-edits/mistakes.js';
import { exampleProject } from './examples.js';
import { realProject, root, smallProject, temporaryFolder } from './gcm.js';

const casesFolder = path.join(root, 'test/cases');

/** The names of all golden cases: edits and mistakes. */
export const caseNames = [...Object.values(caseGroups), mistakes].flatMap((group) => Object.keys(group)).sort();

/** The expected report of a case, and texts ("FILE: TEXT") that its release must contain. */
export interface Expected {
  report: string;
  published: string[];
}

/** The file with the expected reports of the group of a case, for example "bytes.txt" for an edit of `bytes.ts`. */
function reportsFile(name: string): string {
  const group = Object.keys(caseGroups).find((one) => name in (caseGroups[one] ?? {}));
  return path.join(casesFolder, `${group ?? 'mistakes'}.txt`);
}

/** Reads a file of expected reports: "=== NAME", the report up to "exit CODE", and lines that begin with "published". */
function readReports(file: string): Map<string, Expected> {
  const sections = existsSync(file) ? readFileSync(file, 'utf8').split(/^=== /m).slice(1) : [];
  return new Map(
    sections.map((section) => {
      const [, name = '', report = '', rest = ''] = /^(.*)\n([\s\S]*^exit \d+\n)([\s\S]*)$/m.exec(section) ?? [];
      return [name, { report, published: [...rest.matchAll(/^published (.*)$/gm)].map(([, text]) => text as string) }];
    }),
  );
}

/** The expectations by the name of their case. */
export const expectations = new Map(
  readdirSync(casesFolder)
    .filter((file) => file.endsWith('.txt') && !file.endsWith('.actual.txt'))
    .flatMap((file) => [...readReports(path.join(casesFolder, file))]),
);

/** Writes the reports of cases that differ to copies of their files (bytes.actual.txt). A copy can replace its file. */
export function writeActual(reports: ReadonlyMap<string, string>): void {
  for (const file of new Set(caseNames.map(reportsFile))) {
    const actualFile = file.replace(/\.txt$/, '.actual.txt');
    rmSync(actualFile, { force: true });
    const names = caseNames.filter((name) => reportsFile(name) === file);
    if (!names.some((name) => reports.has(name))) continue;
    const sections = names.flatMap((name) => {
      const expected = expectations.get(name);
      const report = reports.get(name) ?? expected?.report;
      const published = expected?.published.map((text) => `published ${text}\n`) ?? [];
      return report ? `=== ${name}\n${report}${published.join('')}` : [];
    });
    writeFileSync(actualFile, sections.join('\n'));
  }
}

/** True for a case that edits the real sheets and compares them with an earlier version. */
export const isSince = (name: string): boolean => name.startsWith('since-');

/** True for a case that changes files of an example. */
export const isMistake = (name: string): boolean => name.startsWith('mistake-');

/** True for a case of the catalogue of bad sheets. */
export const isOfCatalogue = (name: string): boolean => /^\d/.test(name);

/** Creates the folder of a case. Only an example has its own ontology and queries. `real`: copies the real sheets. */
export function prepared(name: string, real = realProject): string {
  const mistake = mistakes[name];
  if (mistake) {
    const folder = exampleProject(mistake.example);
    makeMistake(folder, mistake);
    return folder;
  }
  const folder = isSince(name) ? real() : smallProject();
  const data = path.join(folder, 'data');
  if (isSince(name)) cpSync(data, path.join(folder, 'release-1'), { recursive: true });
  caseEdits[name]?.(data);
  return folder;
}

/**
 * Copies the rules. The small project has few translations, so without one rule, reports do not repeat the same 12 warnings.
 * Without the saved queries, which other tests run, a check takes less time.
 */
export function caseQueries(): string {
  const queries = path.join(temporaryFolder(), 'queries');
  cpSync(path.join(root, 'queries'), queries, { recursive: true });
  rmSync(path.join(queries, 'checks/names-in-six-languages.rq'));
  rmSync(path.join(queries, 'examples'), { recursive: true });
  for (const name of readdirSync(queries).filter((one) => /^checks\.\w+\.csv$/.test(one)))
    rmSync(path.join(queries, name)); // their translations name all rules
  return queries;
}

/** Copies the queries with one rule, for comparisons with an earlier version. */
export function oneRuleQueries(): string {
  const queries = caseQueries();
  for (const file of readdirSync(path.join(queries, 'checks')))
    if (file !== 'objective-numbers-run-on.rq') rmSync(path.join(queries, 'checks', file));
  const off = [...shippedRules('checks').map(({ name }) => name), 'derive/10-inverses', 'derive/20-top-concepts'];
  const settings = off.map((name) => `${name},off,This test is about one rule.\n`);
  writeFileSync(path.join(queries, 'checks.csv'), `rule,severity,reason\n${settings.join('')}`);
  return queries;
}
