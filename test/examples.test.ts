import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readQueries } from '../src/graph/query-file.js';
import { createStore, type Store } from '../src/graph/store.js';
import { diskFiles } from '../src/node/disk-files.js';
import { root } from './support/gcm.js';
import { realRelease } from './support/releases.js';

/** Every saved query gives, over the release of the real data, the answer that stands in test/examples. */
const queries = readQueries(diskFiles, path.join(root, 'queries/examples'), ['title', 'description']);
const store: Store = createStore('https://w3id.org/gcm-graph/');

beforeAll(async () => {
  store.load(readFileSync(path.join(await realRelease(), 'gcm-sdg.nq'), 'utf8'));
});

describe('saved queries', () => {
  it('are at least twelve, each with an expected answer and no answer without a query', () => {
    const answers = readdirSync(path.join(root, 'test/examples')).map((name) => path.basename(name, '.csv'));
    expect(queries.length).toBeGreaterThanOrEqual(12);
    expect(answers.sort()).toEqual(queries.map(({ name }) => name).sort());
  });

  it.each(queries.map(({ name }) => name))('%s', (name) => {
    const { text } = queries.find((query) => query.name === name) as (typeof queries)[number];
    const expected = readFileSync(path.join(root, 'test/examples', `${name}.csv`), 'utf8');
    expect(store.answer(text, 'text/csv').replaceAll('\r\n', '\n')).toBe(expected);
  });
});
