import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ChangedFile, unifiedPatch } from '../src/workbench/patch.js';
import { temporaryFolder } from './support/gcm.js';
import { property } from './support/property.js';

/** Applies a patch with Git, and returns the files after it. */
function apply(files: ChangedFile[]): Buffer[] {
  const folder = temporaryFolder();
  mkdirSync(path.join(folder, 'data'));
  for (const { file, before } of files) if (before) writeFileSync(path.join(folder, file), before);
  writeFileSync(path.join(folder, 'changes.patch'), unifiedPatch(files));
  const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', 'changes.patch'], { cwd: folder });
  expect([status, stderr.toString()]).toEqual([0, '']);
  return files.map(({ file }) => readFileSync(path.join(folder, file)));
}

const change = (before: string | undefined, after: string, file = 'data/links.csv'): ChangedFile => ({
  file,
  before: before === undefined ? undefined : Buffer.from(before, 'latin1'),
  after: Buffer.from(after, 'latin1'),
});
const lines = (count: number): string[] => Array.from({ length: count }, (_, i) => `${i},row ${i}\n`);

describe('unifiedPatch', () => {
  it('shows only changed lines with the lines around them', () => {
    const before = lines(40);
    const after = before.map((line, i) => (i === 10 || i === 12 || i === 30 ? line.replace('row', 'new') : line));
    expect(Buffer.from(unifiedPatch([change(before.join(''), after.join(''))])).toString()).toBe(
      [
        'diff --git a/data/links.csv b/data/links.csv\n--- a/data/links.csv\n+++ b/data/links.csv\n@@ -8,9 +8,9 @@\n',
        ' 7,row 7\n 8,row 8\n 9,row 9\n-10,row 10\n+10,new 10\n 11,row 11\n-12,row 12\n+12,new 12\n',
        ' 13,row 13\n 14,row 14\n 15,row 15\n@@ -28,7 +28,7 @@\n 27,row 27\n 28,row 28\n 29,row 29\n',
        '-30,row 30\n+30,new 30\n 31,row 31\n 32,row 32\n 33,row 33\n',
      ].join(''),
    );
    expect(unifiedPatch([change('a\n', 'a\n')])).toHaveLength(0);
  });

  it('is applied by Git: new files, line ends, missing last line ends, any bytes, spaces in names, very different files', () => {
    const files = [
      change(undefined, 'code\n1\n'),
      change('a\r\nb\r\n', 'a\r\nc\r\n', 'data/my links.csv'),
      change('a\nb', 'a\nb\n', 'data/end.csv'),
      change('a\nb\n', 'x\nb', 'data/open.csv'),
      change('\xff,\xfe\n1\n', '\xff,\xfe\n2\n', 'data/bytes.csv'),
      change(lines(1500).join(''), lines(3000).slice(1500).join(''), 'data/other.csv'),
    ];
    expect(apply(files)).toEqual(files.map(({ after }) => after));
  });

  it('random changes are applied by Git', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd', ''), { maxLength: 30 });
    let files: ChangedFile[] = [];
    property(text, text, (before, after) => {
      files.push(change(before.join('\n'), after.join('\n'), `data/${files.length}.csv`));
    });
    files = files.filter(({ before, after }) => before?.length && after.length);
    expect(apply(files)).toEqual(files.map(({ after }) => after));
  });
});
