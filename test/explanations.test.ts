import { describe, expect, it } from 'vitest';
import { explanationsOf } from '../src/check/explanations.js';
import { translationFaults } from '../src/check/problem-catalogue.js';
import { derivationsOf } from '../src/check/project-rules.js';
import { filesOf } from '../src/files.js';
import { ownChecks, ownProject } from './support/rules.js';

/** Explanations of problems in the languages of the pages. */

const ownRule = '# title: Rivers end\n# severity: error\n# reason: Water.\n# remedy: Look.\n# message: M\nSELECT';
const projectOf = (files: Record<string, string>) => ({
  files: filesOf(
    new Map(
      Object.entries({ 'queries/checks/rivers.rq': ownRule, ...files }).map(([name, text]) => [
        name,
        new TextEncoder().encode(text),
      ]),
    ),
  ),
  queries: 'queries',
  ontology: 'ontology',
});
const rivers = {
  name: 'rivers',
  file: '',
  text: '',
  header: { title: 'Rivers end', reason: 'Water.', remedy: 'Look.' },
};
const explained = (files: Record<string, string>, language: string, rules = [rivers]) =>
  explanationsOf(projectOf(files), rules, [])(language);

describe('the explanations of a project', () => {
  it('are in English without a translation', () => {
    expect(explained({}, 'en').get('rivers')).toEqual({
      title: 'Rivers end',
      cause: 'Water.',
      remedy: 'Look.',
      kind: 'Rules',
      language: 'en',
    });
    expect(explained({}, 'is').get('file-missing')).toMatchObject({ title: 'Missing file', language: 'en' });
  });

  it('come from its own files, also for a regional language, and only if they are complete', () => {
    const file = 'rule,title,reason,remedy\nrivers,Alle Flüsse münden,Wasser.,"Sieh, wo."\n';
    expect(explained({ 'queries/checks.de.csv': file }, 'de-AT').get('rivers')).toMatchObject({
      title: 'Alle Flüsse münden',
      cause: 'Wasser.',
      remedy: 'Sieh, wo.',
      language: 'de-AT',
    });
    const half = 'rule,title,reason,remedy\nrivers,Alle Flüsse münden,Wasser.,\n';
    expect(explained({ 'queries/checks.de.csv': half }, 'de').get('rivers')).toMatchObject({
      title: 'Rivers end',
      language: 'en',
    });
  });

  it('report rows without a rule', () => {
    const file = 'rule,title,reason,remedy\nriver,a,b,c\nrivers,a,b,c\nrivers,a,b,c\nno-orphan,a,b,c\n';
    const problems = translationFaults(projectOf({ 'queries/checks.de.csv': file }), [rivers], []);
    expect(problems.map(({ message, where }) => [message, where.row])).toEqual([
      ['river is not a rule of this project, so its translation is not used. Did you mean "rivers"?', 2],
      ['The rule rivers already has a row', 4],
    ]);
    expect(translationFaults(ownProject, ownChecks, derivationsOf(ownProject))).toEqual([]);
  });
});
