import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inFolders, leftovers, newVersion, succeed, wholeVersion } from '../support/crash.js';
import { newProject } from '../support/gcm.js';
import { startGcm, until } from '../support/processes.js';
import { seed } from '../support/property.js';

const kills = 100;
const build = ['build', '--no-site'];

/** Waits until a build begins to write, or ends. */
async function writing(out: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  await until(() => isOver || leftovers(out).length > 0, 1);
}

/** Measures the duration of a build and of its writing part, in milliseconds. */
async function timesOf(project: string): Promise<{ whole: number; publishing: number }> {
  newVersion(project);
  const begin = performance.now();
  const { ended } = startGcm(build, { cwd: project });
  await writing(path.join(project, 'build'), ended);
  const staged = performance.now();
  expect(await ended).toMatchObject({ code: 0 });
  return { whole: performance.now() - begin, publishing: performance.now() - staged };
}

it(`${kills} kills at random times leave the old or the new release`, { timeout: 900_000 }, async () => {
  const moments = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { seed, numRuns: kills });
  const projects = [await newProject(), await newProject()];
  for (const project of projects) await succeed(build, project);
  const [times] = await Promise.all(projects.map(timesOf));
  const { whole, publishing } = times as { whole: number; publishing: number };
  const counts = { old: 0, midway: 0, new: 0 };
  await inFolders(projects, [...moments.entries()], async (project, [i, moment]) => {
    const out = path.join(project, 'build');
    const before = wholeVersion(out);
    const next = newVersion(project);
    const { child, ended } = startGcm(build, { cwd: project });
    const isLate = i % 3 === 0; // every third kill while files are written, which is a small part of the time
    if (isLate) await writing(out, ended);
    await Promise.race([ended, setTimeout(moment * (isLate ? publishing : whole))]);
    child.kill('SIGKILL');
    await ended;
    const after = wholeVersion(out);
    expect([before, next]).toContain(after);
    const isMidway = leftovers(out).length > 0;
    counts[isMidway ? 'midway' : after === next ? 'new' : 'old']++;
    if (after === before && !isMidway) return; // the disk is unchanged
    await succeed(build, project);
    expect(wholeVersion(out)).toBe(next);
    expect(leftovers(out)).toEqual([]);
  });
  console.log(counts);
  expect(counts.midway).toBeGreaterThan(10);
});
