import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../src/check/project-rules.js';
import { tokensOf, withTokens } from '../src/check/rule-tokens.js';
import { isShipped, runRules } from '../src/check/rules.js';
import { createStore } from '../src/graph/store.js';
import { readRoles } from '../src/roles/roles.js';
import { root } from './support/gcm.js';
import { ownChecks } from './support/rules.js';

/**
 * Each rule has a file with two graphs: the rules of queries/checks in test/checks, and the rules that ship with the program
 * in test/shipped-checks. In the graph after `# pass` the rule checks resources without a finding. In the graph after
 * `# fail` it finds the resources of the comments `# expect: IRI`.
 */
const textIn = (file: string): string => readFileSync(path.join(root, 'test', file), 'utf8');
const rules = ownChecks.filter((rule) => !isShipped(rule));
const base = 'https://w3id.org/gcm-graph/';
const tokens = {
  ...tokensOf(readRoles(new Parser().parse(textIn('shipped-checks/roles.ttl')))),
  spaces: '"https://example.com/topic/" "https://example.org/terms#"', // as tables.json and the ontology give them
};
const shipped = shippedRules('checks').map((rule) => ({ ...rule, text: withTokens(rule.text, tokens) ?? '' }));
const suites = {
  checks: { rules, base },
  'shipped-checks': { rules: shipped, base: 'https://example.org/' },
};
type Suite = keyof typeof suites;
const pairs = (Object.keys(suites) as Suite[]).flatMap((suite) =>
  suites[suite].rules.map((rule) => ({ suite, rule, name: rule.name })),
);

function violations(suite: Suite, rule: (typeof rules)[number], graph: 'pass' | 'fail') {
  const [prefixes = '', pass = '', fail = ''] = textIn(`${suite}/${rule.name}.ttl`).split(/^# (?:pass|fail)$/m);
  const text = prefixes + { pass, fail }[graph];
  const { base } = suites[suite];
  const store = createStore(base);
  store.add(new Parser({ baseIRI: base }).parse(text));
  const expected = [...text.matchAll(/^# expect: (\S+)/gm)].map((match) => match[1]);
  return { found: runRules(store, [rule]), expected };
}

describe('rules', () => {
  it('are at least twenty', () => expect(rules.length).toBeGreaterThanOrEqual(20));

  it.each(pairs)('$suite/$name', ({ suite, rule, name }) => {
    expect(violations(suite, rule, 'pass').found).toEqual([]);
    const { found, expected } = violations(suite, rule, 'fail');
    expect(expected.length).toBeGreaterThan(0);
    expect(found.map(({ focus }) => focus).sort()).toEqual(expected.sort());
    for (const { code, message, severity } of found) {
      expect(code).toBe(name);
      expect(['error', 'warning', 'notice']).toContain(severity);
      expect(message).not.toMatch(/\{\w+\}/); // every variable of the message is bound
    }
    if (rule.text.match(/^SELECT .*\?other\b/m)) expect(found.map(({ other }) => other)).not.toContain(undefined);
  });

  it('report that they have nothing to check', () => {
    const found = runRules(createStore(base), rules.slice(0, 1));
    expect(found).toMatchObject([{ code: 'rule-without-focus', severity: 'warning' }]);
  });

  it('report a second resource', () => {
    const store = createStore(base);
    store.load('<https://example.org/a> <https://example.org/p> <https://example.org/b> .');
    const [first] = rules as [(typeof rules)[number]];
    const rule = {
      ...first,
      header: { ...first.header, message: '{focus}' },
      text: 'SELECT ?focus ?other { ?focus ?p ?other }',
    };
    expect(runRules(store, [rule])).toMatchObject([{ focus: 'https://example.org/a', other: 'https://example.org/b' }]);
  });

  it('name resources in English, or else in the first language that has a name', () => {
    const store = createStore(base);
    const named = (name: string): void =>
      store.load(`<https://example.org/a> <http://www.w3.org/2004/02/skos/core#prefLabel> ${name} .`);
    for (const name of ['"Alpha"@pt', '"Beta"@de-AT', '"Gamma"@fr']) named(name);
    const [first] = rules;
    if (!first) throw new Error('no rule');
    const header = { ...first.header, message: '{focus}' };
    const rule = { ...first, header, text: 'SELECT ?focus { ?focus ?p ?o } LIMIT 1' };
    const nameIn = (...languages: string[]) => runRules(store, [rule], languages)[0]?.message;
    expect(nameIn('de', 'fr')).toContain('Beta');
    expect(nameIn('zh', 'fr')).toContain('Gamma');
    expect(nameIn()).toContain('Alpha');
    named('"Delta"@en');
    expect(nameIn('de')).toContain('Delta');
  });

  it('with an invalid severity are errors', () => {
    const [rule] = rules;
    if (!rule) throw new Error('no rule');
    const slip = { ...rule, header: { ...rule.header, severity: 'eror' } };
    expect(runRules(createStore(base), [slip])).toMatchObject([{ code: 'rule-broken', severity: 'error' }]);
  });

  it('that cannot be run are errors', () => {
    const rule = { ...(rules[0] as (typeof rules)[number]), text: 'SELECT ?focus WHERE { nonsense' };
    expect(runRules(createStore(base), [rule])).toMatchObject([{ code: 'rule-broken', severity: 'error' }]);
  });
});
