import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  cachedBuild,
  callsOf,
  callsOnCache,
  inFolders,
  leftovers,
  newVersion,
  projectWithFigures,
  removeCache,
  succeed,
  wholeVersion,
} from '../support/crash.js';
import { newProject, root, temporaryFile, temporaryFolder } from '../support/gcm.js';
import { canTrace, runGcm, startGcm, until, untraced } from '../support/processes.js';

const build = ['build', '--no-site'];
const project = await newProject();
const out = path.join(project, 'build');
beforeAll(() => succeed(build, project));

/**
 * A failed build must not change the release, must report one line, and must leave no temporary files. If it cannot open
 * folders any more, the next build removes what another thread has written.
 */
async function failsCleanly(args: string[], code: number, message: RegExp, canOpen = true): Promise<void> {
  const before = wholeVersion(out);
  const next = newVersion(project);
  const end = await runGcm(build, { cwd: project, strace: args });
  expect(end.stderr).toMatch(message);
  expect(end.stderr.trim().split('\n')).toHaveLength(1);
  expect(end.code).toBe(code);
  expect(wholeVersion(out)).toBe(before);
  if (canOpen) expect(leftovers(out)).toEqual([]);
  await succeed(build, project);
  expect(wholeVersion(out)).toBe(next);
  expect(leftovers(out)).toEqual([]);
}

describe.skipIf(!canTrace)(`a system error ${canTrace ? 'is reported in one line' : untraced}`, () => {
  it.each([
    ['fsync', 'EIO', '1'], // a file
    ['fsync', 'ENOSPC', '5+'], // and everything after it
    ['fsync', 'EDQUOT', '1'], // an error without a name in Node
    ['/^rename', 'EROFS', '1'], // of the release
    ['/^rename', 'EIO', '2'], // of the link
    ['/^symlink', 'ENOSPC', '1'],
    ['/^mkdir', 'ENOSPC', '2'], // of the staging folder, after the folder of the releases
    ['/^fchmod|^chmod', 'EPERM', '1'],
  ])('%s: %s at %s', (call, error, when) =>
    failsCleanly(
      ['-o', '/dev/null', '-e', `inject=${call}:error=${error}:when=${when}`],
      1,
      new RegExp(`^gcm: System error: ${error}: `),
    ),
  );

  it.each(['', '+'])('openat: EMFILE from the first file of a release on%s', async (onward) => {
    newVersion(project);
    const opened = (await callsOf(project, build, ['openat'])).find(({ line }) => line.includes('/.staging-'));
    await failsCleanly(
      ['-o', '/dev/null', '-e', `inject=openat:error=EMFILE:when=${opened?.number}${onward}`],
      1,
      /^gcm: System error: EMFILE: /,
      onward === '',
    );
  });
});

it.skipIf(!canTrace)(
  `an error of the cache ${canTrace ? 'does not change or stop a build' : untraced}`,
  { timeout: 600_000 },
  async () => {
    const projects = [await projectWithFigures(), await projectWithFigures()];
    newVersion(projects[0] as string);
    const points = await callsOnCache(projects[0] as string);
    expect(points.length).toBeGreaterThan(6);
    await inFolders(projects, points, async (project, { name, number, line }) => {
      const next = newVersion(project);
      removeCache(project);
      const strace = ['-o', '/dev/null', '-e', `inject=${name}:error=EIO:when=${number}`];
      const { code, stderr } = await runGcm(cachedBuild, { cwd: project, strace });
      expect({ code, stderr }, line).toMatchObject({ code: 0, stderr: expect.not.stringContaining('EIO') });
      const out = path.join(project, 'build');
      expect(wholeVersion(out)).toBe(next);
      expect(
        leftovers(out).filter((one) => one !== 'cache'),
        line,
      ).toEqual([]);
    });
  },
);

const canMount = spawnSync('unshare', ['-rm', 'mount', '-t', 'tmpfs', 'none', '/tmp']).status === 0;

it.skipIf(!canMount)(
  `a full disk ${canMount ? 'does not change the release' : 'is not tested: mounting is not allowed'}`,
  async () => {
    const small = await newProject();
    mkdirSync(path.join(small, 'build'));
    writeFileSync(
      path.join(small, 'full.sh'),
      [
        'set -e',
        'mount -t tmpfs -o size=1000k none build',
        `gcm() { "${process.execPath}" "${path.join(root, 'dist/cli/gcm.js')}" "$@"; }`,
        'gcm build --no-site 2>first.txt',
        'ls -A build build/releases >before.txt',
        "sed -i 's/,0\\.1\\.0,/,0.2.0,/' data/dataset.csv",
        'gcm build --no-site && exit 99 || test $? = 1',
        'ls -A build build/releases | diff before.txt -',
        'gcm verify',
      ].join('\n'),
    );
    const { status, stdout, stderr } = spawnSync('unshare', ['-rm', 'bash', 'full.sh'], {
      cwd: small,
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^gcm: System error: ENOSPC: .* '.*build.*'\. The disk is full: .*\n$/);
    expect(stdout).toMatch(/^Verified: all files are unchanged .*\n$/m);
    expect(status).toBe(0);
  },
);

it.skipIf(!canMount)(
  `a full disk ${canMount ? 'does not leave a part of a cache' : 'is not tested: mounting is not allowed'}`,
  () => {
    const folder = temporaryFolder();
    const cache = JSON.stringify(path.join(root, 'dist/node/figures/cache.js'));
    const script = temporaryFile(
      'write.mjs',
      `import { readCached, writeCached } from ${cache};
      console.log(writeCached('.', 'x', 'small'), writeCached('.', 'x', '0'.repeat(1e6)), readCached('.', 'x'));`,
    );
    const full = `mount -t tmpfs -o size=64k none . && cd "$PWD" && "${process.execPath}" "${script}" && find . -type f`;
    const { stdout, stderr } = spawnSync('unshare', ['-rm', 'bash', '-c', full], { cwd: folder, encoding: 'utf8' });
    expect({ stdout, stderr }).toEqual({ stdout: 'true false small\n./cache/x\n', stderr: '' });
  },
);

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s during publishing ends a build with %i, and removes the staging folder', async (signal, code) => {
  const before = wholeVersion(out);
  const next = newVersion(project);
  // The signal is sent when the staging folder appears. It can arrive before or after the last rename.
  const { child, ended } = startGcm(build, { cwd: project });
  await until(() => child.exitCode !== null || leftovers(out).length > 0, 1);
  child.kill(signal);
  const end = await ended;
  expect(end.code).toBe(code);
  expect(end.stderr).toContain(`gcm: Stopped by ${signal}. No partial release was left behind\n`);
  expect([before, next]).toContain(wholeVersion(out));
  expect(leftovers(out)).toEqual([]);
});
