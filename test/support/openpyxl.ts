import { spawnSync } from 'node:child_process';
import path from 'node:path';

const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import openpyxl']).status === 0,
);

/** The reason to skip tests with openpyxl, or undefined if it is installed. */
export const noOpenpyxl = python === undefined ? 'openpyxl is not installed' : undefined;

/** Runs a Python program of this folder with arguments, and returns its JSON output. */
export function runPython(program: string, ...given: string[]): unknown {
  const file = path.join('test/support', program);
  const { status, stdout, stderr } = spawnSync(python ?? '', [file, ...given], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout || 'null');
}
