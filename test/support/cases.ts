import { cpSync, existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shippedRules } from '../../src/check/project-rules.js';
import { caseEdits } from '../case-edits/case-edits.js';
import { makeMistake, mistakes } from '../case-edits/mistakes.js';
import { exampleProject } from './examples.js';
import { realProject, root, smallProject, temporaryFolder } from './gcm.js';

/** The folders of the golden cases. */
export const casesFolder = path.join(root, 'test/cases');

/** The names of all golden cases. */
export const caseNames = readdirSync(casesFolder);

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
  const input = path.join(casesFolder, name, 'input');
  if (existsSync(input)) cpSync(input, data, { recursive: true });
  for (const file of readdirSync(data).filter((one) => one.endsWith('.gone'))) {
    rmSync(path.join(data, file));
    rmSync(path.join(data, file.slice(0, -'.gone'.length)));
  }
  caseEdits[name]?.(data);
  return folder;
}

/** Copies the queries. The small project has few translations, so without one rule, reports do not repeat the same 12 warnings. */
export function caseQueries(): string {
  const queries = path.join(temporaryFolder(), 'queries');
  cpSync(path.join(root, 'queries'), queries, { recursive: true });
  rmSync(path.join(queries, 'checks/names-in-six-languages.rq'));
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
