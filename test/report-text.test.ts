import { describe, expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { PROBLEM_LIMIT, type Problem } from '../src/problem.js';
import { oneLine } from '../src/report/harmless-text.js';
import { createSourceText } from '../src/report/source-text.js';
import { contextOf, problems, reportIn } from './support/report.js';

describe('text', () => {
  it('shows each problem with its row, the marked cell and related rows', async () => {
    expect((await reportIn('text', problems)).split('\n')).toEqual([
      'data/links.csv:2:2 error [foreign-key] Unknown target "16.22" (not in targets.csv). Did you mean "16.2"?',
      '    2 │ 10,16.22,"a, b"',
      '      │    ^^^^^',
      '    → Correct the cell, or add the row to targets.csv',
      'data/links.csv:4:1 error [duplicate-id] Duplicate objective, target "9, 16.2": it already appears in row 3',
      '    4 │ 9,16.2,y',
      '      │ ^',
      '    see also data/links.csv:3:1',
      '    3 │ 9,16.2,x',
      '      │ ^',
      'data/targets.csv:2:1 warning [id-pattern] Line break in a code',
      '    2 │ "16␍␊.2"',
      'data/gcm.xlsx:links!B14 notice [formula] The cell contains a formula',
      '    14 │ 16.2',
      '2 errors, 1 warning, 1 notice',
      '',
    ]);
  });

  it('shows a row once for consecutive problems', async () => {
    const inCell = (cell: string, column: number): Problem => ({
      code: 'required',
      severity: 'error',
      message: `Cell ${column} is empty`,
      where: { file: 'data/links.csv', row: 2, cell },
      fix: 'Fill in the cell',
    });
    expect((await reportIn('text', [inCell('A2', 1), inCell('C2', 3)])).split('\n')).toEqual([
      'data/links.csv:2:1 error [required] Cell 1 is empty',
      'data/links.csv:2:3 error [required] Cell 3 is empty',
      '    2 │ 10,16.22,"a, b"',
      '      │ ^^       ^^^^^^',
      '    → Fill in the cell',
      '2 errors, 0 warnings, 0 notices',
      '',
    ]);
  });

  it('shows equal rows of different files', async () => {
    const inFile = (file: string): Problem => ({
      code: 'x',
      severity: 'error',
      message: 'm',
      where: { file, row: 1, cell: 'A1' },
    });
    const source = createSourceText({ files: new Map(['a', 'b'].map((file) => [file, utf8('id,x\n')])) });
    const text = await reportIn('text', [inFile('a'), inFile('b')], contextOf(source));
    expect(text.match(/1 │ id,x/g)).toHaveLength(2);
  });

  it('shows rows for the first 50 problems of a file, and lists 1000', async () => {
    const many = Array.from(
      { length: PROBLEM_LIMIT + 5 },
      (_, i): Problem => ({
        code: 'x',
        severity: 'error',
        message: 'm',
        where: { file: 'a.csv', row: i + 1, cell: `A${i + 1}` },
      }),
    );
    const text = Array.from({ length: PROBLEM_LIMIT + 5 }, (_, i) => `${i},b\n`).join('');
    const context = contextOf(createSourceText({ files: new Map([['a.csv', utf8(text)]]) }));
    const lines = (await reportIn('text', many, context)).split('\n');
    expect(lines.filter((line) => / │ \d/.test(line))).toHaveLength(50);
    expect(lines.filter((line) => line.startsWith('a.csv:'))).toHaveLength(PROBLEM_LIMIT);
    expect(lines.slice(-3)).toEqual(['… and 5 more', '1005 errors, 0 warnings, 0 notices', '']);
  });

  it('is in colour on request', async () => {
    const text = await reportIn('text', problems, contextOf({ color: true }));
    expect(text).toContain('\u001b[31merror\u001b[0m [foreign-key]');
    expect(text).toContain('\u001b[31m  │    ^^^^^\u001b[0m');
  });
});

it('a message is one harmless line', () => {
  expect(oneLine('a\r\nb\u001b[0m\u2028c')).toBe('a b [0m c');
  expect(oneLine('::add-mask::x')).toBe('∷add-mask::x');
  expect(oneLine('x ##[group]##vso[y] ##')).toBe('x #♯[group]#♯vso[y] ##');
  expect(oneLine('\u202ea\ud800')).toBe('␦a\ufffd');
});

describe('json', () => {
  it('always has its keys in the same order', async () => {
    const [one] = problems.filter(({ code }) => code === 'foreign-key');
    const turned = Object.fromEntries(Object.entries(one as Problem).reverse()) as unknown as Problem;
    const text = await reportIn('json', [turned]);
    expect(text).toBe(await reportIn('json', [one as Problem]));
    expect(JSON.parse(text)).toEqual({ counts: { error: 1, warning: 0, notice: 0 }, problems: [one] });
    expect(text).toContain('"suggestion": "16.2"');
  });
});
