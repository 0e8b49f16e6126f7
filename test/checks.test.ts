import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { runRules } from '../src/check/rules.js';
import { readQueries } from '../src/graph/query-file.js';
import { createStore } from '../src/graph/store.js';
import { diskFiles } from '../src/node/disk-files.js';
import { root } from './support/gcm.js';

/**
 * Each rule of queries/checks has two graphs in test/checks. In `pass.ttl` it checks resources without a finding. In
 * `fail.ttl` it finds the resources of the comments `# expect: IRI`.
 */
const rules = readQueries(diskFiles, path.join(root, 'queries/checks'));
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
