import { type FileFault, type Files, fileIn } from '../files.js';
import { noticeAt, type Problem, warningAt } from '../problem.js';
import { overBytes } from './limits.js';

/** Why a sheet cannot be read, as a problem of its file. */
export function fileProblem(file: string, { code, words, bytes = 0 }: FileFault): Problem {
  if (code === 'ENOENT') return missing(file);
  if (code === 'EFBIG') return overBytes(bytes, file);
  return code === 'EAGAIN' ? changed(file) : unreadable(file, words);
}

/** Files of the folder that look like data and are not read: another program's lock is named, and so is a sheet that no table names. */
export function strays(files: Files, folder: string, known: Set<string>): Problem[] {
  return files.list(folder).flatMap((name): Problem[] => {
    const where = { file: fileIn(folder, name) };
    if (/^~\$|^\.~lock\..*#$/.test(name)) return [lockFile(where)];
    if (known.has(name) || name.startsWith('.') || !/\.(csv|tsv|xls[xmb]?|ods)$/i.test(name)) return [];
    const fix = 'describe it in tables.json, or move it out of this folder';
    return [warningAt(where, 'unused-file', 'no table in tables.json names this file', fix)];
  });
}

const lockFile = (where: Problem['where']): Problem =>
  noticeAt(
    where,
    'lock-file',
    'the workbook is open in another program: what is not saved there is not read here',
    'save it there, if you changed it',
  );

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
