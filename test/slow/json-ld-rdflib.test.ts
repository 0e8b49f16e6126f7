import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../support/gcm.js';
import { realRelease } from '../support/releases.js';

/** Reads the JSON-LD with rdflib, which differs from jsonld.js in the aliases and datatypes of values. */

const python = ['python3', '/usr/bin/python3'].find(
  (program) => spawnSync(program, ['-c', 'import rdflib']).status === 0,
);

const compared = (release: string, file: string, ...options: string[]): string => {
  const script = path.join(root, 'test/support/same-statements.py');
  const files = [file, 'gcm-sdg.nt'].map((one) => path.join(release, one));
  const { stdout, stderr } = spawnSync(python as string, [script, ...files, ...options], { encoding: 'utf8' });
  return stdout + stderr;
};

it.skipIf(python === undefined)('rdflib reads the same statements from JSON-LD', { timeout: 300_000 }, async () => {
  const release = await realRelease();
  expect(compared(release, 'gcm-sdg.jsonld')).toMatch(/^\d{4,} statements\n$/);
  for (const document of ['objective/10', 'sdg/C160202', 'sdg/10.7', 'total/targets', 'area/001'])
    expect(compared(release, `site/${document}.jsonld`, 'part')).toMatch(/^\d+ statements\n$/);
});
