import { existsSync } from 'node:fs';
import path from 'node:path';
import { root } from './gcm.js';

/**
 * The folder of a suite that others wrote: the one that the variable names, or `../shared/conformance/NAME` beside the
 * checkout. Undefined on a machine without it: its tests are then skipped, and their title says why.
 */
export function suiteFolder(name: string, variable: string): string | undefined {
  const folder = process.env[variable] ?? path.join(root, '../shared/conformance', name);
  return existsSync(folder) ? folder : undefined;
}
