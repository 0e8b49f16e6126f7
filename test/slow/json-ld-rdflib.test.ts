import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/gcm.js';
import { realRelease } from '../support/releases.js';

/** Reads the JSON-LD with rdflib, which differs from jsonld.js in the aliases and datatypes of values. */

const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import rdflib']).status === 0,
);

it.skipIf(python === undefined)('rdflib reads the same statements from JSON-LD', { timeout: 600_000 }, async () => {
  const release = await realRelease();
  const documents = ['objective/10', 'sdg/C160202', 'sdg/10.7', 'total/targets', 'area/001'];
  const files = ['gcm-sdg.nt', 'gcm-sdg.jsonld', ...documents.map((one) => `site/${one}.jsonld`)];
  const script = path.join(root, 'test/support/same-statements.py');
  const paths = files.map((file) => path.join(release, file));
  const { stdout, stderr } = spawnSync(python as string, [script, ...paths], { encoding: 'utf8' });
  expect(stderr).toBe('');
  const lines = stdout.trim().split('\n');
  expect(lines.filter((line) => !/^\d+ statements$/.test(line))).toEqual([]);
  expect(lines).toHaveLength(files.length - 1);
});
