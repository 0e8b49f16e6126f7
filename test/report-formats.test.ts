import { describe, expect, it } from 'vitest';
import { PROBLEM_LIMIT, type Problem } from '../src/problem.js';
import { createSourceText } from '../src/report/source-text.js';
import { contextOf, elementsOf, problems, reportIn } from './support/report.js';

const many = (count: number, severity: Problem['severity'], message = 'm'): Problem[] =>
  Array.from({ length: count }, (_, i) => ({ code: 'x', severity, message, where: { file: 'a.csv', row: i + 1 } }));

describe('junit', () => {
  const casesOf = async (given: Problem[], strict = false) => {
    const elements = elementsOf(await reportIn('junit', given, contextOf({ strict })));
    const count = (name: string): number => elements.filter((one) => one.name === name).length;
    return { elements, counts: { failure: count('failure'), skipped: count('skipped'), cases: count('testcase') } };
  };

  it('fails the cases that stop the build, and skips other warnings', async () => {
    const { elements, counts } = await casesOf(problems);
    expect(counts).toEqual({ failure: 2, skipped: 1, cases: 5 });
    expect((await casesOf(problems, true)).counts).toEqual({ failure: 3, skipped: 0, cases: 5 });
    expect(elements[0]?.attributes).toMatchObject({ tests: '5', failures: '2', skipped: '1', errors: '0' });
    const failure = elements.find(({ name }) => name === 'failure');
    expect(failure?.attributes).toMatchObject({ type: 'foreign-key' });
    expect(failure?.text).toContain('2 │ 10,16.22,"a, b"\n  │    ^^^^^\n→ Correct');
    expect(elements.find(({ attributes }) => attributes['line'] === '2')?.attributes).toMatchObject({
      classname: 'data/links.csv',
      name: 'B2 [foreign-key] Unknown target "16.22" (not in targets.csv). Did you mean "16.2"?',
    });
  });

  it('adds a passing case for each file without problems', async () => {
    const { elements, counts } = await casesOf([]);
    expect(counts).toEqual({ failure: 0, skipped: 0, cases: 3 });
    expect(elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes['name'])).toEqual([
      'data/links.csv',
      'data/targets.csv',
      'data/units.csv',
    ]);
    const bare = elementsOf(await reportIn('junit', [], contextOf({ files: [] })));
    expect(bare.filter(({ name }) => name === 'testcase')).toHaveLength(1); // a suite must have a case
  });

  it('fails for errors beyond the limit', async () => {
    const { counts } = await casesOf([...many(PROBLEM_LIMIT, 'notice'), ...many(1, 'error')]);
    expect(counts.failure).toBe(1);
  });
});

describe('github', () => {
  it('annotates the cell and ends with a summary', async () => {
    expect((await reportIn('github', problems)).split('\n')).toEqual([
      '::error file=data/links.csv,line=2,endLine=2,col=4,endColumn=9,title=foreign-key%3A Unknown code::Unknown target "16.22" (not in targets.csv). Did you mean "16.2"?%0A→ Correct the cell, or add the row to targets.csv',
      '::error file=data/links.csv,line=4,endLine=4,col=1,endColumn=2,title=duplicate-id::Duplicate objective, target "9, 16.2": it already appears in row 3',
      '::warning file=data/targets.csv,line=2,endLine=3,title=id-pattern::Line break in a code',
      '::notice file=data/gcm.xlsx,title=formula::links!B14: The cell contains a formula',
      '::notice title=gcm::2 errors, 1 warning, 1 notice',
      '',
    ]);
  });

  it('says that GitHub shows 10 of each severity', async () => {
    expect(await reportIn('github', many(10, 'error'))).not.toContain('shows 10');
    expect(await reportIn('github', many(11, 'error'))).toContain('11 errors, 0 warnings, 0 notices. GitHub shows 10');
  });
});

describe('markdown', () => {
  it('has the verdict and a table for each file', async () => {
    const text = await reportIn('markdown', problems);
    expect(text).toMatch(/^## ❌ 2 errors: nothing can be published\n\n2 errors, 1 warning, 1 notice\n/);
    expect(text.match(/^### .*/gm)).toEqual(['### data/links.csv', '### data/targets.csv', '### data/gcm.xlsx']);
    expect(text).toContain(
      '| 🔴 error | B2 | Unknown target "16.22" (not in targets.csv). Did you mean "16.2"?<br>→ Correct',
    );
    expect(text).toContain('<code>10,<b>16.22</b>,"a, b"</code>');
    expect(text).toContain('See also A3');
    expect(await reportIn('markdown', [])).toBe(
      '## ✅ No errors: the data can be published\n\n0 errors, 0 warnings, 0 notices\n',
    );
  });

  it('stays below the size limit of GitHub, and counts the problems that it drops', async () => {
    const text = await reportIn('markdown', many(PROBLEM_LIMIT, 'error', '漢'.repeat(2000)));
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const listed = text.match(/^\| 🔴/gm)?.length ?? 0;
    expect(text).toContain(`… and ${PROBLEM_LIMIT - listed} more problems`);
  });
});

describe('html', () => {
  it('is a single page with a policy that allows only its style', async () => {
    const page = await reportIn('html', problems);
    expect(page).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none'"/,
    );
    expect(page).toContain('<html lang="en">');
    expect(page).not.toMatch(/<script|<link|<img|url\(|@import|(?:src|href)="(?!#)| style="| on\w+=/);
    expect(page).toContain('10,<mark dir="auto">16.22</mark>,&quot;a, b&quot;</code>');
    expect(page).toContain('<h3>Unknown code <span class="code">foreign-key</span></h3>\n<p>Missing row.</p>');
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(` id="${id}"`);
  });

  it('opens with the verdict, the files with their counts, and the errors', async () => {
    const page = await reportIn('html', problems);
    const texts = [...page.matchAll(/<(h1|h2|li)(?: id="[^"]+")?>(.*?)<\/\1>/g)].map(([, , text = '']) =>
      text.replace(/<p>.*/, '').replace(/<[^>]+>/g, ''),
    );
    expect(texts).toEqual([
      '2 errors: nothing can be published',
      'data/links.csv 2 errors',
      'data/targets.csv 1 warning',
      'data/gcm.xlsx 1 notice',
      '2 errors',
      'B2 target data/links.csv',
      'A4 objective data/links.csv',
      '1 warning',
      'A2 target data/targets.csv',
      '1 notice',
      'links!B14 target data/gcm.xlsx',
    ]);
  });

  it('gives a remedy once if all problems of a kind share it', async () => {
    const wrong = (row: number, fix: string): Problem => ({ ...(many(row, 'error').at(-1) as Problem), fix });
    const fixesOf = async (...given: Problem[]): Promise<string[]> =>
      [...(await reportIn('html', given)).matchAll(/<p class="fix">(.*?)<\/p>/g)].map(([, text = '']) => text);
    expect(await fixesOf(wrong(1, 'Retype the cell'), wrong(2, 'Retype the cell'))).toEqual(['Retype the cell']);
    expect(await fixesOf(wrong(1, 'Write 1'), wrong(2, 'Write 2'))).toEqual(['Write 1', 'Write 2']);
  });

  it.each([
    [[], false, 'No errors: the data can be published'],
    [many(1, 'warning'), false, 'No errors: the data can be published'],
    [many(2, 'warning'), true, 'No errors, but 2 warnings: nothing can be published (--strict)'],
    [many(1, 'error'), true, '1 error: nothing can be published'],
  ])('gives a verdict (%#)', async (given, strict, verdict) => {
    expect(await reportIn('html', given, contextOf({ strict }))).toContain(`<h1>${verdict}</h1>`);
  });
});

it('reads only files with problems', async () => {
  const opened: string[] = [];
  const files = new Map<string, Uint8Array>();
  files.get = (name) => void opened.push(name);
  await reportIn('text', problems, contextOf(createSourceText({ files })));
  expect(opened).toEqual(['data/links.csv', 'data/targets.csv']); // once each
});
