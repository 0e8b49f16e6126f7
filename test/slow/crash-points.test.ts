import { cpSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Call,
  cachedBuild,
  callsOf,
  callsOnCache,
  changing,
  inFolders,
  leftovers,
  newVersion,
  projectWithFigures,
  removeCache,
  removing,
  succeed,
  wholeVersion,
} from '../support/crash.js';
import { newProject, temporaryFolder } from '../support/gcm.js';
import { canTrace, runGcm, untraced } from '../support/processes.js';

/** Kills a command at each system call that changes the disk. */
const build = ['build', '--no-site'];
const killAt = ({ name, number }: Call): string[] => [
  '-o',
  '/dev/null',
  '-e',
  `inject=${name}:signal=KILL:when=${number}`,
];

/** Runs a command that is killed at a call. Runs it again if strace itself failed, which says so. */
async function killedAt(point: Call, args: string[], cwd: string, tries = 3): Promise<void> {
  const { stderr, ...ended } = await runGcm(args, { cwd, strace: killAt(point) });
  if (tries > 1 && stderr.startsWith('strace: ')) return killedAt(point, args, cwd, tries - 1);
  const words = `${point.name} ${point.number}: ${point.line}\n${stderr}`;
  expect(ended, words).toMatchObject({ code: null, signal: 'SIGKILL' });
}

async function builtProject(): Promise<string> {
  const project = await newProject();
  await succeed(build, project);
  return project;
}

describe.skipIf(!canTrace)(`a kill ${canTrace ? 'at each call' : untraced}`, () => {
  it('of a build leaves the old or the new release, and the next build removes other files', {
    timeout: 600_000,
  }, async () => {
    const projects = [await builtProject(), await builtProject()];
    newVersion(projects[0] as string);
    const points = await callsOf(projects[0] as string, build, [...changing, ...removing]);
    console.log(`${points.length} points: ${[...new Set(points.map(({ name }) => name))].join(', ')}`);
    expect(points.filter(({ name }) => name === 'fsync').length).toBeGreaterThan(20);
    expect(points.filter(({ name }) => name.startsWith('rename'))).toHaveLength(2);
    expect(points.filter(({ name }) => name.startsWith('symlink'))).toHaveLength(1);
    const outcomes = new Set<string>();
    await inFolders(projects, points, async (project, point) => {
      const out = path.join(project, 'build');
      const before = wholeVersion(out);
      const next = newVersion(project);
      await killedAt(point, build, project);
      const after = wholeVersion(out);
      expect([before, next]).toContain(after);
      outcomes.add(after === next ? 'new' : 'old');
      await succeed(build, project);
      expect(wholeVersion(out)).toBe(next);
      expect(leftovers(out)).toEqual([]);
    });
    expect(outcomes).toEqual(new Set(['old', 'new']));
  });

  it('while the cache is written leaves a release and a cache for the next build, which removes other files', {
    timeout: 600_000,
  }, async () => {
    const projects = [await projectWithFigures(), await projectWithFigures()];
    newVersion(projects[0] as string);
    const calls = await callsOnCache(projects[0] as string);
    const points = calls.filter(({ line }) => line.includes('/.cache-'));
    expect(points.map(({ name }) => name.replace(/^rename.*/, 'rename'))).toEqual([
      'openat',
      'rename',
      'openat',
      'rename',
    ]);
    await inFolders(projects, points, async (project, point) => {
      const out = path.join(project, 'build');
      const before = wholeVersion(out);
      const next = newVersion(project);
      removeCache(project);
      await killedAt(point, cachedBuild, project);
      expect([before, next]).toContain(wholeVersion(out));
      await succeed(cachedBuild, project);
      expect(wholeVersion(out)).toBe(next);
      expect(leftovers(out)).toEqual(['cache']);
      expect(readdirSync(path.join(out, 'cache')).sort()).toEqual([
        'figure-files.json',
        expect.stringMatching(/^figures-/),
      ]);
    });
  });

  it.each([
    ['prune', ['releases', 'prune', '--keep', '1'], 10],
    ['rollback', ['rollback'], 3],
  ])(
    'of a %s leaves complete releases, and the next command removes other files',
    { timeout: 600_000 },
    async (_what, args, least) => {
      const project = await builtProject();
      newVersion(project);
      await succeed(build, project);
      const copy = (): string => {
        const folder = temporaryFolder();
        cpSync(path.join(project, 'build'), path.join(folder, 'build'), {
          recursive: true,
          verbatimSymlinks: true,
          preserveTimestamps: true,
        });
        return folder;
      };
      const points = await callsOf(copy(), args, [...changing, ...removing]);
      expect(points.length).toBeGreaterThanOrEqual(least);
      await inFolders([0, 1], points, async (_number, point) => {
        const folder = copy();
        const out = path.join(folder, 'build');
        await killedAt(point, args, folder);
        wholeVersion(out);
        await succeed(['releases', 'prune', '--keep', '1'], folder);
        wholeVersion(out);
        expect(leftovers(out)).toEqual([]);
        rmSync(folder, { recursive: true });
      });
    },
  );
});
