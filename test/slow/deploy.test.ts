import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { validate } from 'dockerfile-utils';
import { describe, expect, it } from 'vitest';
import { root } from '../support/gcm.js';

const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const noSystemd = spawnSync('systemd-analyze', ['--version']).status !== 0;

describe('deployment files', () => {
  it('the Dockerfile is valid, uses existing scripts, and runs as an unprivileged user', () => {
    const text = read('deploy/Dockerfile');
    expect(validate(text).map(({ message }) => message)).toEqual([]);
    expect(text).toMatch(/^USER node$/m);
    expect(validate('FROM\nRUNN x')).not.toEqual([]); // the linter works
    const { scripts } = JSON.parse(read('package.json'));
    for (const [, script] of text.matchAll(/npm run (\w+)/g)) expect(scripts[script as string]).toBeTruthy();
  });

  it.skipIf(noSystemd)('systemd accepts the unit', (context) => {
    const { status, stderr } = spawnSync('systemd-analyze', ['verify', path.join(root, 'deploy/gcm.service')], {
      encoding: 'utf8',
    });
    if (/not executable/.test(stderr)) context.skip('node is not at /usr/bin/node on this machine');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  });

  it('uses only options of gcm serve', () => {
    const known = spawnSync(process.execPath, [path.join(root, 'dist/cli/gcm.js'), 'serve', '--help'], {
      encoding: 'utf8',
    });
    for (const file of ['deploy/Dockerfile', 'deploy/gcm.service'])
      for (const [option] of read(file).matchAll(/(?<=serve.*)--\w+/g)) expect(known.stdout).toContain(option);
  });
});
