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
    expect(failure?.text).toContain('2 │ 10,16.22,"a, b"\n  │    ^^^^^\n→ correct');
    expect(elements.find(({ attributes }) => attributes['line'] === '2')?.attributes).toMatchObject({
      classname: 'data/links.csv',
      name: 'B2 [foreign-key] 16.22 is no target in targets.csv; did you mean 16.2?',
    });
  });

  it('has a case that passes for each file without a problem', async () => {
    const { elements, counts } = await casesOf([]);
    expect(counts).toEqual({ failure: 0, skipped: 0, cases: 3 });
    expect(elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes['name'])).toEqual([
      'data/links.csv',
      'data/targets.csv',
      'data/units.csv',
    ]);
    const bare = elementsOf(await reportIn('junit', [], contextOf({ files: [] })));
    expect(bare.filter(({ name }) => name === 'testcase')).toHaveLength(1); // a suite without cases is a broken one
  });

  it('fails for what it does not list', async () => {
    const { counts } = await casesOf([...many(PROBLEM_LIMIT, 'notice'), ...many(1, 'error')]);
    expect(counts.failure).toBe(1);
  });
});

describe('github', () => {
  it('annotates the spot, the errors first, and ends with a summary', async () => {
    expect((await reportIn('github', problems)).split('\n')).toEqual([
      '::error file=data/links.csv,line=2,endLine=2,col=4,endColumn=9,title=foreign-key%3A A code refers to nothing::16.22 is no target in targets.csv; did you mean 16.2?%0A→ correct the cell, or add the row to targets.csv',
      '::error file=data/links.csv,line=4,endLine=4,col=1,endColumn=2,title=duplicate-id::objective, target 9, 16.2 stands already in row 3',
      '::warning file=data/targets.csv,line=2,endLine=3,title=id-pattern::a line break stands in a code',
      '::notice file=data/gcm.xlsx,title=formula::links!B14: a formula stands here',
      '::notice title=gcm::2 errors, 1 warning, 1 notice',
      '',
    ]);
  });

  it('says that GitHub shows ten', async () => {
    expect(await reportIn('github', many(10, 'error'))).not.toContain('shows ten');
    expect(await reportIn('github', many(11, 'error'))).toContain('11 errors, 0 warnings, 0 notices; GitHub shows ten');
  });
});

describe('markdown', () => {
  it('is a table for each file', async () => {
    const text = await reportIn('markdown', problems);
    expect(text).toMatch(/^## ❌ To be mended&?:? ?.*2 errors, 1 warning, 1 notice\n/);
    expect(text.match(/^### .*/gm)).toEqual(['### data/gcm.xlsx', '### data/links.csv', '### data/targets.csv']);
    expect(text).toContain('| 🔴 error | B2 | 16.22 is no target in targets.csv; did you mean 16.2?<br>→ correct');
    expect(text).toContain('<code>10,<b>16.22</b>,"a, b"</code>');
    expect(text).toContain('see also A3');
    expect(await reportIn('markdown', [])).toBe('## ✅ Nothing stands in the way: 0 errors, 0 warnings, 0 notices\n');
  });

  it('stays below the megabyte that GitHub takes, and says what it left out', async () => {
    const text = await reportIn('markdown', many(PROBLEM_LIMIT, 'error', '漢'.repeat(2000)));
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    const listed = text.match(/^\| 🔴/gm)?.length ?? 0;
    expect(text).toContain(`… and ${PROBLEM_LIMIT - listed} more problems`);
  });
});

describe('html', () => {
  it('is a page of its own with a policy that forbids all but its style', async () => {
    const page = await reportIn('html', problems);
    expect(page).toMatch(
      /content="default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'; form-action 'none'"/,
    );
    expect(page).toContain('<html lang="en">');
    expect(page).not.toMatch(/<script|<link|<img|url\(|@import|(?:src|href)="(?!#)| style="| on\w+=/);
    expect(page).toContain('10,<mark dir="auto">16.22</mark>,&quot;a, b&quot;</code>');
    expect(page).toContain('<dt>foreign-key: A code refers to nothing</dt><dd>No such row.</dd><dd>Mend it.</dd>');
    expect(page.match(/<tr class="error">/g)).toHaveLength(2);
    for (const [, id] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(` id="${id}"`);
    for (const kind of ['error', 'warning', 'notice']) expect(page).toContain(`id="show-${kind}"`);
  });

  it('says so when nothing is wrong', async () => {
    const page = await reportIn('html', []);
    expect(page).toContain('<h1>The sheets are in order</h1>');
    expect(page).not.toContain('<table>');
  });
});

it('nothing is read of files that no problem shows', async () => {
  const opened: string[] = [];
  const files = new Map<string, Uint8Array>();
  files.get = (name) => void opened.push(name);
  await reportIn('text', problems, contextOf(createSourceText({ files })));
  expect(opened).toEqual(['data/links.csv', 'data/targets.csv']); // once each
});
