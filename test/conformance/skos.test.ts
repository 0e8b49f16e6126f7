import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Parser } from 'n3';
import { describe, expect, it } from 'vitest';
import { shippedRules } from '../../src/check/project-rules.js';
import { runRules } from '../../src/check/rules.js';
import { createStore } from '../../src/graph/store.js';
import { suiteFolder } from '../support/conformance.js';

/** Valid and invalid examples of the SKOS Reference (skohub-io/shapes), for our rules with the prefix skos-. */
const folder = suiteFolder('skos', 'SKOS_TESTS');
const rules = shippedRules('checks').filter(({ name }) => name.startsWith('skos-'));
const base = 'https://example.org/';

function errors(file: string): string[] {
  const store = createStore(base);
  store.add(new Parser({ baseIRI: base }).parse(readFileSync(file, 'utf8')));
  return runRules(store, rules)
    .filter(({ severity }) => severity === 'error')
    .map(({ message }) => message);
}

const filesOf = (verdict: string): string[] => {
  const within = path.join(folder ?? '', verdict, 'skos.shacl.ttl');
  return folder ? readdirSync(within).map((name) => path.join(within, name)) : [];
};

describe.skipIf(!folder)(folder ? 'SKOS Reference' : 'SKOS Reference: missing test suite (SKOS_TESTS)', () => {
  it('has 51 files', () => expect([...filesOf('valid'), ...filesOf('invalid')]).toHaveLength(51));
  it.each(filesOf('valid'))('%s is valid', (file) => expect(errors(file)).toEqual([]));
  it.each(filesOf('invalid'))('%s is invalid', (file) => expect(errors(file)).not.toEqual([]));
});
