import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fingerprint } from '../support/fingerprint.js';
import { gcmProcess, root, temporaryFolder } from '../support/gcm.js';
import { realRelease } from '../support/shared-release.js';

const release = await realRelease();
const dump = (extension: string): string => path.join(release, `gcm-sdg.${extension}`);
const manifest = () => JSON.parse(readFileSync(path.join(release, 'manifest.json'), 'utf8'));

/** Programs in other languages: they share no code and no author with what wrote the dumps. */
describe.each([
  ['rapper', 'ttl', ['-q', '-i', 'turtle', '-o', 'ntriples']],
  ['rapper', 'rdf', ['-q', '-i', 'rdfxml', '-o', 'ntriples']],
  ['serdi', 'ttl', ['-i', 'turtle', '-o', 'ntriples']],
  ['serdi', 'trig', ['-i', 'trig', '-o', 'nquads']],
])('%s reads %s', (program, extension, args) => {
  const isThere = spawnSync(program, ['-v']).error === undefined;
  it.skipIf(!isThere)(isThere ? 'to the last statement' : 'is skipped: the program is not installed', () => {
    const { stdout, status } = spawnSync(program, [...args, dump(extension)], { encoding: 'utf8', maxBuffer: 1 << 28 });
    expect(status).toBe(0);
    const { triples, quads } = manifest();
    expect(new Set(stdout.split('\n').filter(Boolean)).size).toBe(extension === 'trig' ? quads : triples);
  });
});

it('a release of the real data has the same bytes in another folder, order of folders, time zone and locale', () => {
  const other = temporaryFolder();
  for (const folder of ['data', 'ontology', 'queries'])
    cpSync(path.join(root, folder), path.join(other, folder), { recursive: true });
  const env = { TZ: 'America/St_Johns', LC_ALL: 'zh_CN.UTF-8' };
  const node = ['--import', new URL('../support/reversed-folders.mjs', import.meta.url).href];
  expect(gcmProcess(['build'], { cwd: other, env, node }).code).toBe(0);
  expect(fingerprint(path.join(other, 'build'))).toEqual(fingerprint(path.dirname(release)));
});
