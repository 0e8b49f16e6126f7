import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { verifyRelease } from '../../src/node/release/verify.js';
import { runGcm } from './processes.js';

/** A call of the system that a run made: the how-manieth of its name, as strace counts. */
export interface Call {
  name: string;
  number: number;
  line: string;
}

/**
 * Runs a command under strace and returns the calls in their order. strace counts each thread for itself, so all must be
 * of one thread, that each can be hit.
 */
export async function callsOf(cwd: string, args: string[], names: string[]): Promise<Call[]> {
  const file = path.join(cwd, 'calls.txt');
  const strace = ['-o', file, '-e', `trace=${names.join(',')}`];
  expect(await runGcm(args, { cwd, strace })).toMatchObject({ code: 0 });
  const counts = new Map<string, number>();
  const calls = [...readFileSync(file, 'utf8').matchAll(/^(\d+) +(\w+)\((.*)$/gm)].map(
    ([, thread = '', name = '', line = '']) => {
      const number = (counts.get(thread + name) ?? 0) + 1;
      counts.set(thread + name, number);
      return { thread, name, number, line };
    },
  );
  return calls.filter(({ thread }) => thread === calls[0]?.thread);
}

/** What makes, moves and removes; strace knows those of other systems' machines by these names too. */
export const changing = ['fsync', 'fdatasync', '?rename', '?renameat', '?renameat2', '?symlink', '?symlinkat'];
export const removing = ['?unlink', '?unlinkat', '?rmdir'];

let versions = 0;

/** Gives the project's data another version, so that the next release is a new one; returns it. */
export function newVersion(project: string): string {
  const file = path.join(project, 'data/dataset.csv');
  const version = `1.0.${++versions}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\b\d+\.\d+\.\d+\b/, version));
  return version;
}

/** The version that `current` points to, once that and every other release there has proved to be whole. */
export function wholeVersion(out: string): string {
  for (const name of readdirSync(path.join(out, 'releases')))
    expect(verifyRelease(path.join(out, 'releases', name))).toEqual([]);
  expect(verifyRelease(path.join(out, 'current'))).toEqual([]);
  return readlinkSync(path.join(out, 'current')).replace(/^releases\/(.*)-[0-9a-f]{12}$/, '$1');
}

/** What stands in the folder of releases beside them: nothing else is to be left. */
export const besides = (out: string): string[] =>
  readdirSync(out).filter((name) => !['current', 'releases'].includes(name));

/** Does the work for all items, one after another in each of as many rooms as there are; the rooms work side by side. */
export async function inRooms<T, R>(rooms: R[], items: T[], work: (room: R, item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  const workIn = async (room: R): Promise<void> => {
    for (const item of waiting) await work(room, item);
  };
  await Promise.all(rooms.map(workIn));
}
