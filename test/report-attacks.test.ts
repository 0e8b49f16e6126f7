import { describe, expect, it } from 'vitest';
import type { Place, Problem } from '../src/problem.js';
import type { ReportFormat } from '../src/report/formats.js';
import { oneLine } from '../src/report/harmless-text.js';
import { type ReportContext, reportContext } from '../src/report/report.js';
import { createSourceText } from '../src/report/source-text.js';
import { asyncProperty } from './support/property.js';
import { anyProblem, attacks, elementsOf, reportIn, sourceOf } from './support/report.js';

const plain: Place = { file: 'data/a.csv', row: 1, column: 'a', cell: 'A1' };

/** A problem with this text in every property that comes from a sheet. */
const problemOf = (words: string): Problem => ({
  code: 'x',
  severity: 'error',
  message: words,
  where: { ...plain, column: words, value: words },
  related: [{ ...plain, cell: 'B1', value: words }],
  fix: words,
  suggestion: words,
  expected: words,
});

const contextFor = (cells: string[], known: Partial<ReportContext> = {}): ReportContext =>
  reportContext({ ...createSourceText({ files: sourceOf(cells) }), ...known });

/** The same problem with harmless words, so that only our own tags remain. */
function harmless<T>(value: T, key = ''): T {
  if (key === 'cell' || key === 'severity') return value;
  if (typeof value === 'string') return (value === '' ? '' : 'x') as T;
  if (Array.isArray(value)) return value.map((one) => harmless(one)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, harmless(one, name)])) as T;
}

/** Checks of each format that must pass for any problem. */
const judges: Record<string, (report: string, problem: Problem, cells: string[]) => unknown> = {
  text: (report) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: reports must not contain these
    expect(report).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
    expect(report).not.toMatch(/^\s*::|##[a-z]*\[/im);
  },
  json: (report, problem) => expect(JSON.parse(report).problems).toEqual([problem]),
  junit: (report) => expect(elementsOf(report).filter(({ name }) => name === 'testcase')).toHaveLength(1),
  sarif: (report) => expect(JSON.parse(report).runs[0].results).toHaveLength(1),
  github: (report, { severity, message, fix, where: { file, sheet } }) => {
    const [line = '', summary, end, ...rest] = report.split('\n');
    expect([summary?.startsWith('::notice title=gcm::'), end, rest]).toEqual([true, '', []]);
    const [, command, properties = '', data = ''] = /^::(\w+) (.*?)::(.*)$/s.exec(line) ?? [];
    expect(command).toBe(severity);
    const unescaped = (words: string): string =>
      words.replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%0D/g, '\r').replace(/%0A/g, '\n').replace(/%25/g, '%');
    const given = new Map(properties.split(',').map((one) => one.split(/=(.*)/s).slice(0, 2) as [string, string]));
    expect(unescaped(given.get('file') ?? '')).toBe(oneLine(file));
    for (const name of given.keys()) expect(['file', 'line', 'endLine', 'col', 'endColumn', 'title']).toContain(name);
    if (sheet === undefined) expect(unescaped(data).startsWith(oneLine(message))).toBe(true);
    expect(unescaped(data).split('\n')).toHaveLength(fix ? 2 : 1);
  },
  markdown: (report) => {
    const row = report.split('\n').filter((line) => line.startsWith('| 🔴') || /^\| (🟠|🔵)/u.test(line));
    expect(row).toHaveLength(1);
    expect(row[0]?.match(/\|/g)).toHaveLength(5);
    expect(report.replace(/<\/?(?:br|sub|b|code)>/g, '')).not.toMatch(/[<>`*\\~[\]]/);
    expect(report).not.toMatch(/(?:@|&#64;)\w/); // notifies a user
  },
};

describe('any problem', () => {
  it.each(Object.entries(judges))('gives a well-formed report: %s', async (name, judge) => {
    const format = name as ReportFormat;
    for (const attack of attacks) {
      const problem = problemOf(attack);
      judge(await reportIn(format, [problem], contextFor([attack, attack])), problem, [attack]);
    }
    await asyncProperty(anyProblem, 200, async (problem) => {
      const cells = [problem.message, problem.where.value ?? ''];
      judge(await reportIn(format, [problem], contextFor(cells)), problem, cells);
    });
  });

  it('gives an HTML page with the tags of a harmless page', async () => {
    const tags = (page: string): string[] => page.match(/<[^>]*>/g) ?? [];
    const check = async (problem: Problem, cells: string[]): Promise<void> => {
      const ruleOf = (code: string) => ({ title: code, cause: code, remedy: code });
      const page = await reportIn('html', [problem], contextFor(cells, { ruleOf }));
      const mild = harmless(problem);
      // Both pages must show a row, so the file must be the same.
      const place = (one: Place, like: Place): Place => ({
        ...one,
        file: like.file === 'data/a.csv' ? like.file : 'x',
      });
      mild.where = place(mild.where, problem.where);
      if (mild.related)
        mild.related = mild.related.map((one, i) => place(one, (problem.related as Place[])[i] as Place));
      const same = await reportIn(
        'html',
        [mild],
        contextFor(
          cells.map(() => 'x'),
          { ruleOf },
        ),
      );
      expect(tags(page)).toEqual(tags(same));
      // biome-ignore lint/suspicious/noControlCharactersInRegex: pages must not contain these
      expect(page).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/u);
    };
    for (const attack of attacks) await check(problemOf(attack), [attack, attack]);
    await asyncProperty(anyProblem, 200, (problem) => check(problem, [problem.message, problem.where.value ?? '']));
  });
});
