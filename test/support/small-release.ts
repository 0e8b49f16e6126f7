import path from 'node:path';
import { expect } from 'vitest';
import { gcm, ownRules, smallProject } from './gcm.js';

/** Builds the small project without its web site; the folder of the release. */
export async function smallRelease(...options: string[]): Promise<string> {
  const project = smallProject();
  const { code, stderr } = await gcm(['build', '--no-site', ...ownRules, ...options], { cwd: project });
  expect(stderr).toContain('published');
  expect(code).toBe(0);
  return path.join(project, 'build/current');
}
