import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { codeTexts } from '../src/check/problem-catalogue.js';
import { checksOf, derivationsOf, settingsFaults, shippedRules } from '../src/check/project-rules.js';
import { tokensOf, withTokens } from '../src/check/rule-tokens.js';
import { filesOf } from '../src/files.js';
import { derive } from '../src/graph/derive.js';
import { createStore } from '../src/graph/store.js';
import { noRoles, readRoles } from '../src/roles/roles.js';
import { root } from './support/gcm.js';

/** The rules that ship with the program, and the settings of a project for them. */

const projectOf = (files: Record<string, string>) => ({
  files: filesOf(new Map(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)]))),
  queries: 'queries',
});
const withSettings = (rows: string) =>
  projectOf({ 'queries/checks.csv': `rule,severity,title,reason,remedy,message\n${rows}` });
const tokens = tokensOf(noRoles);
const named = (project: ReturnType<typeof projectOf>, name: string) =>
  checksOf(project, tokens).find((rule) => rule.name === name);
const ownRule = '# title: T\n# severity: error\n# reason: R\n# remedy: R\n# looks-at: rdf:type\n# message: M\nSELECT';

describe('the rules of a project', () => {
  it('are its own and the shipped ones, by name', () => {
    const rules = checksOf(projectOf({ 'queries/checks/names.rq': ownRule }), tokens);
    const names = rules.map(({ name }) => name);
    expect(names).toEqual([...names].sort());
    expect(names).toContain('names');
    expect(names).toContain('mojibake');
    expect(rules.find(({ name }) => name === 'mojibake')?.file).toBe('gcm-graph/rules/checks/mojibake.rq');
  });

  it('replace shipped ones of the same name', () => {
    const project = projectOf({
      'queries/checks/mojibake.rq': ownRule,
      'queries/derive/10-inverses.rq': '# title: T\n',
    });
    expect(checksOf(project, tokens).filter(({ name }) => name === 'mojibake')).toMatchObject([
      { file: 'queries/checks/mojibake.rq' },
    ]);
    expect(derivationsOf(project).map(({ file }) => file)).toEqual([
      'queries/derive/10-inverses.rq',
      'gcm-graph/rules/derive/20-top-concepts.rq',
      'gcm-graph/rules/derive/30-deprecated.rq',
    ]);
  });

  it('can be switched off, and get another severity and other words', () => {
    const project = withSettings(
      [
        'mojibake,off,,Texts of this project are old.,,',
        'derive/30-deprecated,off,,Items stay in use.,,',
        'no-orphan,notice,A lonely concept,,Look up.,{focus} is alone',
        'notation-unique,,,,,',
        '',
      ].join('\n'),
    );
    expect(settingsFaults(project)).toEqual([]);
    expect(named(project, 'mojibake')).toBeUndefined();
    expect(derivationsOf(project).map(({ name }) => name)).toEqual(['10-inverses', '20-top-concepts']);
    expect(named(project, 'no-orphan')?.header).toMatchObject({
      severity: 'notice',
      title: 'A lonely concept',
      remedy: 'Look up.',
      message: '{focus} is alone',
    });
    expect(named(project, 'no-orphan')?.header['reason']).toBe(named(projectOf({}), 'no-orphan')?.header['reason']);
    expect(named(project, 'notation-unique')?.header['severity']).toBe('error');
    const rule = 'gcm-graph/rules/checks/no-orphan.rq';
    const found = { code: 'no-orphan', severity: 'notice' as const, message: '', where: { file: rule }, rule };
    expect(codeTexts(project, [found])('no-orphan')).toMatchObject({ title: 'A lonely concept', remedy: 'Look up.' });
  });

  it('need the roles that they are about', () => {
    const names = (roles: typeof noRoles) => checksOf(projectOf({}), tokensOf(roles)).map(({ name }) => name);
    const none = names(noRoles);
    for (const name of ['names-in-each-language', 'connection-missing', 'link-status-known'])
      expect(none).not.toContain(name);
    const text = readFileSync(path.join(root, 'test/shipped-checks/roles.ttl'), 'utf8');
    expect(names(readRoles(new Parser().parse(text)))).toEqual(shippedRules('checks').map(({ name }) => name));
  });

  it('are on the page about rules', () => {
    const page = readFileSync(path.join(root, 'docs/rules.md'), 'utf8');
    const listed = page
      .split('\n')
      .filter((line) => /^\| `[a-z/]+-/.test(line) || /^\| `(?:mojibake|derive)/.test(line));
    expect(listed).toEqual([
      ...shippedRules('checks').map(
        ({ name, header: { severity, title } }) => `| \`${name}\` | ${severity} | ${title} |`,
      ),
      ...shippedRules('derive').map(({ name, header: { title } }) => `| \`derive/${name}\` | ${title} |`),
    ]);
  });

  it('have a value for each token', () => {
    for (const { text } of shippedRules('checks'))
      for (const [, name = ''] of text.matchAll(/%\??([a-z-]+)%/g)) expect(tokens).toHaveProperty(name);
    expect(withTokens('VALUES ?one { %some% } VALUES ?other { %?none% }', { some: '<a>', none: '' })).toBe(
      'VALUES ?one { <a> } VALUES ?other {  }',
    );
    const spacesOf = (...abouts: string[]) =>
      tokensOf(noRoles, [{ columns: abouts.map((aboutUrl) => ({ aboutUrl })) }] as never)['spaces'];
    expect(spacesOf('../item/{code}', 'https://example.com/{code}', 'https://example.com/{code}')).toBe(
      '"https://example.com/"',
    );
    expect(spacesOf('{+uri}')).toBe('""');
    expect(withTokens('{ %none% }', { none: '' })).toBeUndefined();
  });
});

it.each([
  ['mojibak,off,,R,,', 'A2', 'The program has no rule mojibak that the project can change. Did you mean "mojibake"?'],
  ['mojibake,eror,,,,', 'B2', 'eror is not a severity of this rule. Did you mean "error"?'],
  ['derive/10-inverses,notice,,,,', 'B2', 'notice is not a severity of this rule'],
  ['mojibake,off,,,,', 'D2', 'The rule mojibake is off, but the row gives no reason'],
  ['mojibake,,,,,{valeu}', 'F2', 'The message contains {valeu}, which the rule does not supply'],
  ['mojibake,notice,,,,\nmojibake,error,,,,', 'A3', 'The rule mojibake already has a row'],
])('the setting %s is an error in %s', (rows, cell, message) => {
  expect(settingsFaults(withSettings(rows))).toMatchObject([
    { code: 'rule-settings', severity: 'error', message, where: { file: 'queries/checks.csv', cell } },
  ]);
});

it('unknown columns and broken files of settings are errors', () => {
  const faults = (text: string) => settingsFaults(projectOf({ 'queries/checks.csv': text }));
  expect(faults('rule,severty\nmojibake,off\n')).toMatchObject([
    { message: 'severty is not a column of the settings of rules. Did you mean "severity"?', where: { cell: 'B1' } },
  ]);
  expect(faults('rule,severity\n"mojibake,off\n')).toMatchObject([{ severity: 'error' }]);
  expect(faults('')).toEqual([]);
  expect(faults('rule,severity\n,\n\n')).toEqual([]);
  const conflict = 'rule\n<<<<<<< ours\nmojibake\n=======\nno-orphan\n>>>>>>> theirs\n';
  expect(faults(conflict)).toMatchObject([{ code: 'git-conflict', where: { row: 2 } }]);
});

describe('shipped derivations', () => {
  const skos = '@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix ex: <https://example.org/> . ';
  const derivedFrom = (text: string): string[] => {
    const store = createStore('https://example.org/');
    const quads = new Parser().parse(`${skos}@prefix dct: <http://purl.org/dc/terms/> . ${text}`);
    store.add(quads);
    const { derived, problems } = derive(store, shippedRules('derive'), 'https://example.org/', quads);
    expect(problems).toEqual([]);
    const short = (name: string): string => name.replace(/^.*[#/]/, '');
    return derived
      .flatMap((one) => one.quads)
      .map(({ subject, predicate, object }) => [subject, predicate, object].map(({ value }) => short(value)).join(' '))
      .sort();
  };

  it('add the inverses that are missing', () => {
    expect(derivedFrom('ex:a skos:broader ex:b . ex:b skos:narrower ex:a . ex:c skos:related ex:d .')).toEqual([
      'd related c',
    ]);
  });

  it('begin a scheme with the concepts without a parent', () => {
    const tree = 'ex:a skos:inScheme ex:s . ex:b skos:inScheme ex:s ; skos:broader ex:a . ex:a skos:narrower ex:b . ';
    expect(derivedFrom(tree)).toEqual(['a topConceptOf s', 's hasTopConcept a']);
    expect(derivedFrom(`${tree} ex:c skos:inScheme ex:s ; skos:topConceptOf ex:s .`)).toEqual(['s hasTopConcept c']);
  });

  it('leave orphans of a lower kind', () => {
    const kinds = `ex:a a ex:Group ; skos:inScheme ex:s . ex:b a ex:Item ; skos:inScheme ex:s ; skos:broader ex:a .
      ex:a skos:narrower ex:b . ex:c a ex:Item ; skos:inScheme ex:s .`;
    expect(derivedFrom(kinds)).toEqual(['a topConceptOf s', 's hasTopConcept a']);
    expect(derivedFrom(kinds.replace('ex:a a ex:Group', 'ex:a a ex:Item'))).toEqual([
      'a topConceptOf s',
      'c topConceptOf s',
      's hasTopConcept a',
      's hasTopConcept c',
    ]);
  });

  it('withdraw what has a successor', () => {
    expect(derivedFrom('ex:a dct:isReplacedBy ex:b .')).toEqual(['a deprecated true']);
  });
});
