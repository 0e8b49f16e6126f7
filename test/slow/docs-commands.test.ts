import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { blocks, gcmLines, read } from '../support/documents.js';
import { gcmProcess, root, temporaryFolder } from '../support/gcm.js';
import { round, startWatch } from '../support/processes.js';

const project = temporaryFolder();
beforeAll(() => {
  for (const folder of ['data', 'ontology', 'queries'])
    cpSync(path.join(root, folder), path.join(project, folder), { recursive: true });
  const figures = path.join(project, 'data/figures');
  cpSync(path.join(figures, 'SI_RMT_COST.csv'), path.join(project, 'downloads/SI_RMT_COST.csv'));
  // all figures would take minutes
  for (const name of readdirSync(figures).filter((one) => one !== 'SI_RMT_COST.csv')) {
    const lines = readFileSync(path.join(figures, name), 'utf8').split(/(?<=\n)/);
    writeFileSync(path.join(figures, name), lines.slice(0, 50).join(''));
  }
  expect(gcmProcess(['build', '--no-site'], { cwd: project }).code).toBe(0); // a command below also makes the site
}, 300_000);

describe('commands in the documents', { timeout: 300_000 }, () => {
  const waits = ([, line]: [string, string]): boolean => line === 'npx gcm watch';

  it('gcm watch builds, and waits until it is stopped', async () => {
    expect(gcmLines.filter(waits)).toHaveLength(1);
    const watching = startWatch(project, []);
    expect(await watching.told(round)).toContain('Published');
    expect(await watching.end('SIGINT')).toBe(130);
  });

  it.each(gcmLines.filter((one) => !waits(one)))('%s: %s', (_page, line) => {
    const script = `gcm() { "${process.execPath}" "${path.join(root, 'dist/cli/gcm.js')}" "$@"; }\n${line.replaceAll('npx gcm', 'gcm')}`;
    const { status, stderr } = spawnSync('bash', ['-c', script], { cwd: project, encoding: 'utf8' });
    expect(stderr).not.toContain('bug');
    expect(status).toBe(0);
  });
});

it.each([
  [0, 'true\n'],
  [1, '[]\n'],
])('example %i of the library prints %j', (number, expected) => {
  const example = blocks(read('docs/csvw.md'), 'js')[number] ?? '';
  const { stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', example], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ stdout, stderr }).toEqual({ stdout: expected, stderr: '' });
});
