import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { ruleHeader, runRules } from '../src/check/rules.js';
import { readQueries } from '../src/graph/query-file.js';
import { createStore } from '../src/graph/store.js';
import { diskFiles } from '../src/node/disk-files.js';
import { root } from './support/gcm.js';

/**
 * Each rule of queries/checks has a pair of graphs in test/checks: `pass.ttl`, in which it finds nothing though there is
 * something to look at, and `fail.ttl`, in which it finds what the comments `# expect: IRI` name.
 */
const rules = readQueries(diskFiles, path.join(root, 'queries/checks'), ruleHeader);
const base = 'https://w3id.org/gcm-graph/';

function violations(name: string, file: string) {
  const text = readFileSync(path.join(root, 'test/checks', name, file), 'utf8');
  const store = createStore(base);
  store.add(new Parser({ baseIRI: base }).parse(text));
  const rule = rules.filter((one) => one.name === name);
  return { found: runRules(store, rule), expected: [...text.matchAll(/^# expect: (\S+)/gm)].map((match) => match[1]) };
}

describe('rules', () => {
  it('are at least twenty', () => expect(rules.length).toBeGreaterThanOrEqual(20));

  it.each(rules.map(({ name }) => name))('%s', (name) => {
    expect(violations(name, 'pass.ttl').found).toEqual([]);
    const { found, expected } = violations(name, 'fail.ttl');
    expect(expected.length).toBeGreaterThan(0);
    expect(found.map(({ focus }) => focus).sort()).toEqual(expected.sort());
    for (const { code, message, severity } of found) {
      expect(code).toBe(name);
      expect(['error', 'warning', 'notice']).toContain(severity);
      expect(message).not.toMatch(/\{\w+\}/); // every variable of the message is bound
    }
    const rule = rules.find((one) => one.name === name);
    if (rule?.text.match(/^SELECT .*\?other\b/m)) expect(found.map(({ other }) => other)).not.toContain(undefined);
  });

  it('that have nothing to look at say so', () => {
    const found = runRules(createStore(base), rules.slice(0, 1));
    expect(found).toMatchObject([{ code: 'rule-without-focus', severity: 'warning' }]);
  });

  it('name the second thing that takes part', () => {
    const store = createStore(base);
    store.load('<https://example.org/a> <https://example.org/p> <https://example.org/b> .');
    const rule = { ...(rules[0] as (typeof rules)[number]), text: 'SELECT ?focus ?other { ?focus ?p ?other }' };
    expect(runRules(store, [rule])).toMatchObject([{ focus: 'https://example.org/a', other: 'https://example.org/b' }]);
  });

  it('with a slip in the severity are problems, and stop a build', () => {
    const [rule] = rules;
    if (!rule) throw new Error('no rule');
    const slip = { ...rule, header: { ...rule.header, severity: 'eror' } };
    expect(runRules(createStore(base), [slip])).toMatchObject([{ code: 'rule-broken', severity: 'error' }]);
  });

  it('that cannot be run are problems, not crashes', () => {
    const rule = { ...(rules[0] as (typeof rules)[number]), text: 'SELECT ?focus WHERE { nonsense' };
    expect(runRules(createStore(base), [rule])).toMatchObject([{ code: 'rule-broken', severity: 'error' }]);
  });
});
