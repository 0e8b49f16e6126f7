import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { ownRules, root, smallProject } from '../support/gcm.js';

it('gcm check writes reports to devices', () => {
  const words = [...ownRules, '--report', 'text=/dev/null', '--report', 'json=/dev/stdout'].join(' ');
  const { stdout } = spawnSync(`"${process.execPath}" ${root}dist/cli/gcm.js check ${words} | cat`, {
    cwd: smallProject(),
    shell: true,
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout).counts).toMatchObject({ error: 0 });
});
