import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from './support/gcm.js';

const rules = path.join(root, 'rules');

it('the compiled program has the text of every file in rules/', () => {
  const files = readdirSync(rules, { recursive: true, encoding: 'utf8' }).filter((file) => /\.(rq|ttl)$/.test(file));
  const texts = files.map((file) => [file.replaceAll(path.sep, '/'), readFileSync(path.join(rules, file), 'utf8')]);
  const shipped = JSON.parse(readFileSync(path.join(root, 'src/roles/shipped.json'), 'utf8'));
  expect(texts.length).toBeGreaterThan(0);
  expect(shipped).toEqual(Object.fromEntries(texts));
});
