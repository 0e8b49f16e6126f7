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
    // A build argument can pin the base image of both stages by its digest.
    expect([text.match(/^FROM /gm)?.length, text.match(/^FROM \$\{NODE_IMAGE\}/gm)?.length]).toEqual([2, 2]);
    expect(text).toMatch(/^ARG NODE_IMAGE=/m);
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

  it.skipIf(noSystemd)('systemd rates the exposure of the unit below 2.0 of 10', () => {
    const unit = path.join(root, 'deploy/gcm.service');
    const { status, stdout } = spawnSync(
      'systemd-analyze',
      ['security', '--offline=true', '--no-pager', '--threshold=19', unit], // in tenths
      { encoding: 'utf8' },
    );
    expect([status, stdout]).toEqual([
      0,
      expect.stringMatching(/Overall exposure level for gcm\.service: [01]\.\d OK/),
    ]);
  });

  it('uses only options of gcm serve', () => {
    const known = spawnSync(process.execPath, [path.join(root, 'dist/cli/gcm.js'), 'serve', '--help'], {
      encoding: 'utf8',
    });
    for (const file of ['deploy/Dockerfile', 'deploy/gcm.service'])
      for (const [option] of read(file).matchAll(/(?<=serve.*)--\w+/g)) expect(known.stdout).toContain(option);
  });
});
