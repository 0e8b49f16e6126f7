import path from 'node:path';
import { expect } from 'vitest';
import { gcmProcess, ownRules, smallProject } from './gcm.js';

/** Builds the small project without its web site; the folder of the release. */
export function smallRelease(...options: string[]): string {
  const project = smallProject();
  const { code, stderr } = gcmProcess(['build', '--no-site', ...ownRules, ...options], { cwd: project });
  expect(stderr).toContain('published');
  expect(code).toBe(0);
  return path.join(project, 'build/current');
}
