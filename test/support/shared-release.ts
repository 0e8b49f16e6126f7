import path from 'node:path';
import { expect, inject } from 'vitest';
import { gcm, ownRules, root, smallProject } from './gcm.js';

/** Releases with their web sites that many test files read, and none changes: each is built once in a process. */
const made = new Map<string, Promise<string>>();

/** Of the real data. */
export const realRelease = (): Promise<string> => shared('real', () => root);

/** Of the small project. */
export const smallSite = (): Promise<string> => shared('small', smallProject);

function shared(name: string, project: () => string): Promise<string> {
  const known = made.get(name) ?? build(path.join(inject('shared'), `${name}-${process.pid}`), project());
  made.set(name, known);
  return known;
}

async function build(out: string, cwd: string): Promise<string> {
  const { code, stdout, stderr } = await gcm(['build', '--out', out, ...ownRules], { cwd });
  expect(code, stdout + stderr).toBe(0);
  return path.join(out, 'current');
}
