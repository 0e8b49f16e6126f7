import { describe, expect, it } from 'vitest';
import { type Explanation, explanationsOf } from '../src/check/explanations.js';
import { translationFaults } from '../src/check/problem-catalogue.js';
import { programTexts } from '../src/check/program-texts.js';
import { checksOf, derivationsOf } from '../src/check/project-rules.js';
import { tokensOf } from '../src/check/rule-tokens.js';
import { filesOf } from '../src/files.js';
import { noRoles } from '../src/roles/roles.js';
import { languagesOfWords } from '../src/site/words.js';
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
  explanationsOf(projectOf(files), rules, [], programTexts)(language);

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

/** Parts of a text that are the same in all languages: file names, options, terms, codes, symbols and numbers. */
const fixed =
  /[\w./#~$-]*\w\.(?:json|csv|rq|ttl|xlsx|numbers|xlsb)\b|--[a-z]+|\b(?:skos|dct|owl):\w+|\bgcm [a-z]+|#\w+[!/]\w*|\b\d+(?:[./-]\d+)+\b|\b[A-Z]{3,}\d*\b/g;
const free = ['SDG', 'TRUE', 'URL']; // a language can have its own word

/** Returns the faults of a translation. */
function faultsOf(english: string, text: string, language: string): string[] {
  const lost = (english.match(fixed) ?? []).filter((word) => !free.includes(word) && !text.includes(word));
  const longest = (language === 'zh' ? 1 : 1.8) * english.length + 12;
  return [
    ...lost.map((word) => `lacks ${word}`),
    ...(text === english && text !== '' ? ['is not translated'] : []),
    ...(text.length > longest ? [`has ${text.length} characters instead of ${english.length}`] : []),
  ];
}

/** The faults of all translations of a project. */
function faults(project: typeof ownProject, rules: typeof ownChecks, languages: string[]): string[] {
  const find = explanationsOf(project, rules, derivationsOf(project), programTexts);
  const parts = ({ title, cause, remedy }: Explanation): string[] => [title, cause, remedy];
  return languages.flatMap((language) =>
    [...find('en')].flatMap(([code, english]) => {
      const translated = find(language).get(code) as Explanation;
      const found =
        translated.language === language
          ? parts(english).flatMap((text, at) => faultsOf(text, parts(translated)[at] ?? '', language))
          : ['is missing'];
      return found.map((fault) => `${language} ${code} ${fault}`);
    }),
  );
}

describe('the translations', () => {
  it('of the program exist for all languages of the site, are complete, and keep names and numbers', () => {
    expect(['en', ...Object.keys(programTexts)].sort()).toEqual([...languagesOfWords].sort());
    const empty = projectOf({});
    const project = { ...empty, queries: 'none' };
    expect(faults(project, checksOf(project, tokensOf(noRoles)), Object.keys(programTexts))).toEqual([]);
    const known = Object.keys(programTexts['fr']?.texts ?? {});
    expect(known.length).toBeGreaterThan(170);
    for (const { texts } of Object.values(programTexts)) expect(Object.keys(texts)).toEqual(known);
  });

  it('of this project are complete in the languages of its site', () => {
    expect(faults(ownProject, ownChecks, ['ar', 'es', 'fr', 'ru', 'zh'])).toEqual([]);
  });
});
