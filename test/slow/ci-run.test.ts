import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { root, temporaryFolder } from '../support/gcm.js';

/** Runs .ci/run with a fake npm, a shell script that only writes reports. */
function run(npm: string): { status: number | null; last: string | undefined } {
  const folder = temporaryFolder();
  for (const name of ['.ci', 'bin']) mkdirSync(path.join(folder, name));
  cpSync(path.join(root, '.ci/run'), path.join(folder, '.ci/run'));
  cpSync(path.join(root, 'README.md'), path.join(folder, 'README.md'));
  writeFileSync(path.join(folder, '.ci/packages'), '');
  const report = '{"numPassedTests":3,"numFailedTests":0,"numPendingTests":0,"numTodoTests":0,"testResults":[]}';
  const script = `#!/bin/sh\nreport() { echo '${report}' | sed "$1" >"$GCM_TEST_RESULTS"; }\n${npm}\n`;
  writeFileSync(path.join(folder, 'bin/npm'), script, { mode: 0o755 });
  const env = { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env['PATH']}` };
  const { status, stdout } = spawnSync('bash', ['.ci/run'], { cwd: folder, env, encoding: 'utf8' });
  return { status, last: stdout.trim().split('\n').at(-1) };
}

const passes = 'case "$*" in test|"run test:all") report "";; esac';

it.each([
  ['every test passes', passes, 0, '6 passed, 0 failed, 0 skipped'],
  [
    'a test fails',
    `${passes.replace('""', '/numFailedTests/s/:0/:2/1')}; [ "$*" != test ]`,
    1,
    '6 passed, 4 failed, 0 skipped',
  ],
  ['no package can be installed', `[ "$*" != ci ] || exit 1\n${passes}`, 1, '6 passed, 1 failed, 0 skipped'],
  ['the build fails', `[ "$*" != "run build" ] || exit 1\n${passes}`, 1, '6 passed, 1 failed, 0 skipped'],
  [
    'a suite writes no report',
    'case "$*" in test) report "";; *:all) exit 1;; esac',
    1,
    '3 passed, 1 failed, 0 skipped',
  ],
  ['a suite fails outside of its tests', `${passes}; [ "$*" != test ]`, 1, '6 passed, 1 failed, 0 skipped'],
])('.ci/run reports in its exit code and its last line if %s', (_what, npm, status, last) => {
  expect(run(npm)).toEqual({ status, last });
});
