import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readQueries } from '../src/graph/query-file.js';
import { createStore, type Store } from '../src/graph/store.js';
import { diskFiles } from '../src/node/disk-files.js';
import { gcm, root } from './support/gcm.js';
import { realRelease } from './support/releases.js';

/**
 * Saved queries have the answers in test/examples for the release of the real data. Those that name figures in their header
 * ask more than the graph, so the command adds these figures.
 */
const queries = readQueries(diskFiles, path.join(root, 'queries/examples'));
const store: Store = createStore('https://w3id.org/gcm-graph/');

beforeAll(async () => {
  store.load(readFileSync(path.join(await realRelease(), 'gcm-sdg.nq'), 'utf8'));
});
afterAll(() => store.close());

describe('saved queries', () => {
  it('have one expected answer each', () => {
    const answers = readdirSync(path.join(root, 'test/examples')).map((name) => path.basename(name, '.csv'));
    expect(queries.length).toBeGreaterThanOrEqual(12);
    expect(answers.sort()).toEqual(queries.map(({ name }) => name).sort());
  });

  it.each(queries)('answer as expected: $name', async ({ name, text, header }) => {
    const expected = readFileSync(path.join(root, 'test/examples', `${name}.csv`), 'utf8');
    expect(expected.trim()).toContain('\n'); // an example without an answer shows nothing
    const answer = header['figures'] === undefined ? store.answer(text, 'text/csv') : await answerOfCommand(name);
    expect(answer.replaceAll('\r\n', '\n')).toBe(expected);
  });
});

async function answerOfCommand(name: string): Promise<string> {
  const out = path.dirname(await realRelease());
  const { code, stdout, stderr } = await gcm(['query', name, '--format', 'csv', '--out', out]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}
