import { spawnSync } from 'node:child_process';

const python = ['python3', '/usr/bin/python3'].find(
  (command) => spawnSync(command, ['-c', 'import openpyxl']).status === 0,
);

/** The reason to skip tests with openpyxl, or undefined if it is installed. */
export const noOpenpyxl = python === undefined ? 'openpyxl is not installed' : undefined;

/** Runs a program in Python with arguments, and returns its output as JSON. */
export function runPython(program: string, ...given: string[]): unknown {
  const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', program, ...given], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout || 'null');
}
