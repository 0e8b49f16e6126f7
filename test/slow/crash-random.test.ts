import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { besides, inRooms, newVersion, wholeVersion } from '../support/crash.js';
import { newProject } from '../support/gcm.js';
import { runGcm, startGcm, until } from '../support/processes.js';
import { seed } from '../support/property.js';

const kills = 100;
const build = ['build', '--no-site'];

/** Waits until the build has begun to write, or has ended. */
async function writing(out: string, ended: Promise<unknown>): Promise<void> {
  let isOver = false;
  void ended.then(() => {
    isOver = true;
  });
  await until(() => isOver || besides(out).length > 0, 1);
}

/** How long a build takes without a disturbance, and the part of it that writes, in milliseconds. */
async function timesOf(project: string): Promise<{ whole: number; publishing: number }> {
  newVersion(project);
  const begin = performance.now();
  const { ended } = startGcm(build, { cwd: project });
  await writing(path.join(project, 'build'), ended);
  const staged = performance.now();
  expect(await ended).toMatchObject({ code: 0 });
  return { whole: performance.now() - begin, publishing: performance.now() - staged };
}

it(`${kills} kills at random times leave the old release or the new one`, { timeout: 900_000 }, async () => {
  const moments = fc.sample(fc.double({ min: 0, max: 1, noNaN: true }), { seed, numRuns: kills });
  const rooms = [await newProject(), await newProject()];
  for (const room of rooms) expect(await runGcm(build, { cwd: room })).toMatchObject({ code: 0 });
  const [times] = await Promise.all(rooms.map(timesOf));
  const { whole, publishing } = times as { whole: number; publishing: number };
  const counts = { old: 0, midway: 0, new: 0 };
  await inRooms(rooms, [...moments.entries()], async (project, [i, moment]) => {
    const out = path.join(project, 'build');
    const before = wholeVersion(out);
    const next = newVersion(project);
    const { child, ended } = startGcm(build, { cwd: project });
    const isLate = i % 3 === 0; // every third one while the release is written, which is but a small part of the time
    if (isLate) await writing(out, ended);
    await Promise.race([ended, setTimeout(moment * (isLate ? publishing : whole))]);
    child.kill('SIGKILL');
    await ended;
    const after = wholeVersion(out);
    expect([before, next]).toContain(after);
    const isMidway = besides(out).length > 0;
    counts[isMidway ? 'midway' : after === next ? 'new' : 'old']++;
    if (after === before && !isMidway) return; // nothing has happened on the disk: the next round is the next build
    expect(await runGcm(build, { cwd: project })).toMatchObject({ code: 0 });
    expect(wholeVersion(out)).toBe(next);
    expect(besides(out)).toEqual([]);
  });
  console.log(counts);
  expect(counts.midway).toBeGreaterThan(10);
});
