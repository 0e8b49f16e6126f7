import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { verifyRelease } from '../../src/node/release/verify.js';
import { ownRules, smallProject } from './gcm.js';
import { runGcm } from './processes.js';

/** A system call. `number` counts the calls of this name, in the same way as strace. */
export interface Call {
  name: string;
  number: number;
  line: string;
}

/** Runs a command, which must succeed. Shows its words if it fails. */
export async function succeed(args: string[], cwd: string, strace?: string[]): Promise<void> {
  const { code, signal, stderr } = await runGcm(args, { cwd, strace });
  expect(code, `gcm ${args.join(' ')}: ${signal ?? ''}\n${stderr}`).toBe(0);
}

/** Runs a command under strace and returns its calls in order. Only the thread that publishes, because strace counts by thread. */
export async function callsOf(cwd: string, args: string[], names: string[]): Promise<Call[]> {
  const file = path.join(cwd, 'calls.txt');
  const strace = ['-o', file, '-e', `trace=${names.join(',')}`];
  await succeed(args, cwd, strace);
  const counts = new Map<string, number>();
  const calls = [...readFileSync(file, 'utf8').matchAll(/^(\d+) +(\w+)\((.*)$/gm)].map(
    ([, thread = '', name = '', line = '']) => {
      const number = (counts.get(thread + name) ?? 0) + 1;
      counts.set(thread + name, number);
      return { thread, name, number, line };
    },
  );
  const publishing = calls.find(({ line }) => line.includes('/.staging-')) ?? calls[0];
  return calls.filter(({ thread }) => thread === publishing?.thread);
}

/** System calls that create, move and remove files. The question marks are for processors without some of them. */
export const changing = ['fsync', 'fdatasync', '?rename', '?renameat', '?renameat2', '?symlink', '?symlinkat'];
export const removing = ['?unlink', '?unlinkat', '?rmdir'];

/** System calls on the files of the cache, of a build that has none yet. */
export async function callsOnCache(project: string): Promise<Call[]> {
  removeCache(project);
  const calls = await callsOf(project, cachedBuild, ['openat', '?mkdir', '?mkdirat', ...changing]);
  return calls.filter(({ line }) => /\/(?:\.cache-|cache\b)/.test(line));
}

/** A project with files of figures, whose results a build keeps. */
export async function projectWithFigures(): Promise<string> {
  const project = smallProject();
  await succeed(cachedBuild, project);
  return project;
}

export const cachedBuild = ['build', '--no-site', ...ownRules];

export const removeCache = (project: string): void =>
  rmSync(path.join(project, 'build/cache'), { recursive: true, force: true });

let versions = 0;

/** Changes the version of the data, so that the next release is new. Returns the version. */
export function newVersion(project: string): string {
  const file = path.join(project, 'data/dataset.csv');
  const version = `1.0.${++versions}`;
  writeFileSync(file, readFileSync(file, 'utf8').replace(/\b\d+\.\d+\.\d+\b/, version));
  return version;
}

/** Verifies all releases, and returns the version of the current one. */
export function wholeVersion(out: string): string {
  for (const name of readdirSync(path.join(out, 'releases')))
    expect(verifyRelease(path.join(out, 'releases', name))).toEqual([]);
  expect(verifyRelease(path.join(out, 'current'))).toEqual([]);
  return readlinkSync(path.join(out, 'current')).replace(/^releases\/(.*)-[0-9a-f]{12}$/, '$1');
}

/** Returns temporary files in the folder of the releases, and the cache, which only a project with files of figures has. */
export const leftovers = (out: string): string[] =>
  readdirSync(out).filter((name) => !['current', 'releases'].includes(name));

/** Distributes the items to folders, which work in parallel. */
export async function inFolders<T, F>(
  folders: F[],
  items: T[],
  work: (folder: F, item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const workIn = async (folder: F): Promise<void> => {
    for (const item of waiting) await work(folder, item);
  };
  await Promise.all(folders.map(workIn));
}
