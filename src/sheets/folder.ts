import { closeSync, fstatSync, openSync, readdirSync, readFileSync, realpathSync, type Stats, statSync } from 'node:fs';
import path from 'node:path';
import { compareCodePoints } from '../order.js';
import type { Problem } from '../problem.js';
import { limits, overBytes } from './limits.js';

/** Bytes of a plain file in a folder, or what keeps it from being read. */
export function readPlainFile(folder: string, file: string): { bytes: Uint8Array } | { problem: Problem } {
  try {
    const strange = strangeness(folder, file);
    if (strange !== undefined) return { problem: unreadable(file, strange) };
    const handle = openSync(file, 'r');
    try {
      const before = fstatSync(handle);
      if (before.size > limits.bytes) return { problem: overBytes(before.size, file) };
      const bytes = readFileSync(handle);
      return isSame(before, fstatSync(handle)) ? { bytes } : { problem: changed(file) };
    } finally {
      closeSync(handle);
    }
  } catch (error) {
    const { code, syscall, message } = error as NodeJS.ErrnoException;
    if (syscall === undefined) throw error;
    return { problem: code === 'ENOENT' ? missing(file) : unreadable(file, `the system says ${code ?? message}`) };
  }
}

/** What a file is that is not read: a folder, a pipe (reading one would wait for ever), a link that leads elsewhere. */
function strangeness(folder: string, file: string): string | undefined {
  const inside = path.relative(realpathSync(folder), realpathSync(file));
  if (inside.startsWith('..') || path.isAbsolute(inside)) return 'it is a link that leads out of this folder';
  const found = statSync(file);
  if (found.isDirectory()) return 'it is a folder';
  return found.isFile() ? undefined : 'it is a pipe or a device';
}

const isSame = (one: Stats, other: Stats): boolean => one.size === other.size && one.mtimeMs === other.mtimeMs;

/** Files of the folder that look like data and are not read: another program's lock is named, and so is a sheet that no table names. */
export function strays(folder: string, known: Set<string>): Problem[] {
  return list(folder).flatMap((name): Problem[] => {
    const where = { file: path.join(folder, name) };
    if (/^~\$|^\.~lock\..*#$/.test(name)) return [lockFile(where)];
    if (known.has(name) || name.startsWith('.') || !/\.(csv|tsv|xls[xmb]?|ods)$/i.test(name)) return [];
    const fix = 'describe it in tables.json, or move it out of this folder';
    return [
      { code: 'unused-file', severity: 'warning', message: 'no table in tables.json names this file', where, fix },
    ];
  });
}

const lockFile = (where: Problem['where']): Problem => ({
  code: 'lock-file',
  severity: 'notice',
  message: 'the workbook is open in another program: what is not saved there is not read here',
  where,
  fix: 'save it there, if you changed it',
});

function list(folder: string): string[] {
  try {
    return readdirSync(folder).sort(compareCodePoints);
  } catch {
    return []; // that tables.json cannot be read is told
  }
}

const missing = (file: string): Problem => ({
  code: 'file-missing',
  severity: 'error',
  message: 'the file is not there',
  where: { file },
  fix: 'put the file back, or take its table out of tables.json',
  isPartial: true,
});

const unreadable = (file: string, why: string): Problem => ({
  code: 'file-unreadable',
  severity: 'error',
  message: `the file cannot be read: ${why}`,
  where: { file },
  fix: 'put the sheet itself there, readable for you',
  isPartial: true,
});

const changed = (file: string): Problem => ({
  code: 'file-changed',
  severity: 'error',
  message: 'the file was written to while it was read',
  where: { file },
  fix: 'try again when the other program has saved it',
  isPartial: true,
});
