import { cpSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { conflictsIn, withoutConflicts } from '../src/text/conflicts.js';
import { edit } from './support/edit.js';
import { gcm, root, smallProject } from './support/gcm.js';

/** Unresolved Git conflicts. Those of sheets have golden cases. */
const conflict = (ours: string, theirs: string): string => `<<<<<<< HEAD\n${ours}\n=======\n${theirs}\n>>>>>>> theirs`;

describe('conflictsIn', () => {
  it('finds conflicts with any line ends', () => {
    expect(conflictsIn(`a\r\n${conflict('b', 'c').replaceAll('\n', '\r\n')}\r\nd`)).toEqual([{ first: 2, last: 6 }]);
    expect(conflictsIn(`${conflict('b', 'c')}\n${conflict('d', 'e')}`)).toEqual([
      { first: 1, last: 5 },
      { first: 6, last: 10 },
    ]);
  });

  it('finds a conflict with the lines before it, and conflicts inside another once', () => {
    const before = `<<<<<<< HEAD\nb\n||||||| 1a2b3c4\na\n<<<<<<<<< Temporary\n=======\nc\n>>>>>>> theirs`;
    expect(conflictsIn(`a\n${before}\nd`)).toEqual([{ first: 2, last: 9 }]);
    const nested = conflict(conflict('b', 'c'), conflict('d', 'e'));
    expect(conflictsIn(`${nested}\na\n${conflict('f', 'g')}`)).toEqual([
      { first: 1, last: 13 },
      { first: 15, last: 19 },
    ]);
  });

  it('finds markers that were left over', () => {
    expect(conflictsIn('a\n"=======",\nb\n>>>>>>> theirs,')).toEqual([{ first: 2, last: 4 }]);
    expect(conflictsIn('<<<<<<< HEAD\na')).toEqual([{ first: 1, last: 1 }]);
  });

  it('ignores other lines', () => {
    for (const line of ['========', '<<<<<<<<', ' =======', '======= a', '>>>>>>>>>', 'a <<<<<<< b'])
      expect(conflictsIn(`a\n${line}\nb`)).toEqual([]);
  });

  it('has lines that can be replaced without a change of the others', () => {
    const text = `a\r\n${conflict('b', 'c')}\nd`;
    expect(withoutConflicts(text, conflictsIn(text), '')).toBe('a\r\n\n\n\n\n\nd');
    const atEnd = `a\n${conflict('b', 'c')}`;
    expect(withoutConflicts(atEnd, conflictsIn(atEnd), '-')).toBe('a\n-\n-\n-\n-\n-');
  });
});

describe('a conflict in the ontology or the queries', () => {
  it.each([
    [['ontology/shapes.ttl', 'ontology/gcm.ttl', 'ontology/context.jsonld', 'queries/checks/no-orphan.rq']],
    [['queries/exports/links.rq', 'queries/examples/proposals.rq', 'ontology/frame.jsonld']],
    [['queries/derive/10-broader.rq']],
  ])('is one problem of each file: %j', async (files) => {
    const cwd = smallProject();
    for (const folder of ['ontology', 'queries'])
      cpSync(path.join(root, folder), path.join(cwd, folder), { recursive: true });
    for (const file of files) edit(cwd, file, (text) => `${conflict('a', 'b')}\n${text}`);
    const { code, stdout } = await gcm(['check'], { cwd });
    expect(code).toBe(1);
    const errors = stdout.split('\n').filter((line) => / error /.test(line));
    const found = (file: string): RegExp =>
      new RegExp(`^${file.replaceAll('.', '\\.')}(:1)? error \\[git-conflict\\] Unresolved Git conflict, lines 1–5$`);
    expect(errors.sort()).toEqual(files.sort().map((file) => expect.stringMatching(found(file))));
  });
});
