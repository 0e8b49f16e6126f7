import path from 'node:path';
import { expect, inject } from 'vitest';
import { type Ended, gcm, ownRules, root, smallProject } from './gcm.js';

/** Releases with their web sites that many test files read, and none changes: each is built once in a process. */
const made = new Map<string, Promise<{ release: string; ended: Ended }>>();

/** The folder of a release of the real data. */
export const realRelease = async (): Promise<string> => (await shared('real')).release;

/** What its build said. */
export const realBuild = async (): Promise<Ended> => (await shared('real')).ended;

/** The folder of a release of the small project. */
export const smallSite = async (): Promise<string> => (await shared('small')).release;

function shared(name: 'real' | 'small'): Promise<{ release: string; ended: Ended }> {
  const known = made.get(name) ?? build(name, path.join(inject('shared'), `${name}-${process.pid}`));
  made.set(name, known);
  return known;
}

async function build(name: 'real' | 'small', out: string): Promise<{ release: string; ended: Ended }> {
  const [cwd, rules] = name === 'real' ? [root, []] : [smallProject(), ownRules];
  const ended = await gcm(['build', '--out', out, ...rules], { cwd });
  expect(ended.code, ended.stdout + ended.stderr).toBe(0);
  return { release: path.join(out, 'current'), ended };
}
