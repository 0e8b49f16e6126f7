import { spawnSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { root, temporaryFile, temporaryFolder } from '../support/gcm.js';
import { startGcm, until } from '../support/processes.js';

describe('gcm csvw to-rdf', () => {
  it('removes temporary files when it is stopped', async () => {
    const folder = temporaryFolder();
    const [file, out] = ['t.csv', 't.nq'].map((name) => path.join(folder, name)) as [string, string];
    writeFileSync(file, `a,b\n${'1,2\n'.repeat(2_000_000)}`);
    const { child, ended } = startGcm(['csvw', 'to-rdf', file, '--out', out]);
    await until(() => readdirSync(folder).length > 1, 20);
    child.kill('SIGTERM');
    expect(await ended).toMatchObject({ code: 143, signal: null });
    expect(readdirSync(folder)).toEqual(['t.csv']);
  });

  it('ends without an error if the reader ends', () => {
    const file = temporaryFile('t.csv', `a,b\n${'1,2\n'.repeat(20_000)}`); // a pipe cannot hold its statements
    const script = `"${process.execPath}" dist/cli/gcm.js csvw to-rdf "${file}" --minimal | head -1`;
    const { stdout, stderr } = spawnSync('bash', ['-c', script], { cwd: root, encoding: 'utf8' });
    expect(stdout.trim().split('\n')).toHaveLength(1);
    expect(stderr).toBe('');
  });
});
