import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import { gcm, temporaryFolder } from './gcm.js';

/** A folder with the project that `gcm init` makes. */
export async function made(...options: string[]): Promise<string> {
  const project = path.join(temporaryFolder(), 'new');
  const { code, stderr } = await gcm(['init', project, ...options]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return project;
}

/** Changes a sheet of it, and sees to it that something changes. */
export function edit(project: string, sheet: string, found: string | RegExp, replacement: string): void {
  const file = path.join(project, 'data', sheet);
  const text = readFileSync(file, 'utf8');
  const edited = text.replace(found, () => replacement);
  expect(edited).not.toBe(text);
  writeFileSync(file, edited);
}
