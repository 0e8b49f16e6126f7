import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { temporaryFolder } from './gcm.js';

/**
 * The program of another Node than this one: that of GCM_OTHER_NODE, or one that npm brings within a minute. Undefined
 * where there is none, without a network say.
 */
export function otherNode(): string | undefined {
  const given = process.env['GCM_OTHER_NODE'];
  if (given !== undefined) return given;
  const wanted = process.versions.node.startsWith('22.') ? 'node@24' : 'node@22';
  const folder = temporaryFolder();
  spawnSync('npm', ['install', '--prefix', folder, '--no-save', '--silent', wanted], { timeout: 60_000 });
  const program = path.join(folder, 'node_modules/node/bin/node');
  return existsSync(program) && spawnSync(program, ['--version']).status === 0 ? program : undefined;
}
