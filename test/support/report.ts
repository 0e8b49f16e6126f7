import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { utf8 } from '../../src/bytes.js';
import { type Problem, sortProblems } from '../../src/problem.js';
import { type ReportFormat, reportFormats } from '../../src/report/formats.js';
import { type ReportContext, reportContext } from '../../src/report/report.js';
import { createSourceText } from '../../src/report/source-text.js';

/** A small data folder with one row for each kind of problem. */
export const files = new Map([
  ['data/links.csv', utf8('objective,target,note\n10,16.22,"a, b"\n9,16.2,x\n9,16.2,y\n')],
  ['data/targets.csv', utf8('target\r\n"16\r\n.2"\r\n')],
  ['data/units.csv', utf8('unit\npercent\n')],
]);

export const problems: Problem[] = sortProblems([
  {
    code: 'foreign-key',
    severity: 'error',
    message: 'Unknown target "16.22" (not in targets.csv). Did you mean "16.2"?',
    where: { file: 'data/links.csv', row: 2, column: 'target', cell: 'B2', value: '16.22' },
    expected: 'a target',
    suggestion: '16.2',
    fix: 'Correct the cell, or add the row to targets.csv',
  },
  {
    code: 'duplicate-id',
    severity: 'error',
    message: 'Duplicate objective, target "9, 16.2": it already appears in row 3',
    where: { file: 'data/links.csv', row: 4, column: 'objective', cell: 'A4', value: '9' },
    related: [{ file: 'data/links.csv', row: 3, column: 'objective', cell: 'A3', value: '9' }],
  },
  {
    code: 'id-pattern',
    severity: 'warning',
    message: 'Line break in a code',
    where: { file: 'data/targets.csv', row: 2, column: 'target', cell: 'A2', value: '16\r\n.2' },
  },
  {
    code: 'formula',
    severity: 'notice',
    message: 'The cell contains a formula',
    where: { file: 'data/gcm.xlsx', sheet: 'links', row: 14, column: 'target', cell: 'B14', value: '16.2' },
  },
]);

export const contextOf = (known: Partial<ReportContext> = {}): ReportContext =>
  reportContext({
    version: '1.2.3',
    files: [...files.keys()],
    ruleOf: (code) =>
      code === 'foreign-key' ? { title: 'Unknown code', cause: 'Missing row.', remedy: 'Correct it.' } : undefined,
    ...createSourceText({ files }),
    ...known,
  });

/** Writes a report as text. */
export const reportIn = async (format: ReportFormat, given: Problem[], context = contextOf()): Promise<string> =>
  String(await reportFormats[format](given, context));

export interface Element {
  name: string;
  attributes: Record<string, string>;
  text: string;
}

/** Returns the elements of an XML document with their text. Throws if it is not well-formed. */
export function elementsOf(xml: string): Element[] {
  const found: Element[] = [];
  const open: Element[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = { name, attributes: { ...(attributes as Record<string, string>) }, text: '' };
    found.push(element);
    open.push(element);
  });
  parser.on('text', (text) => {
    for (const element of open) element.text += text;
  });
  parser.on('closetag', () => open.pop());
  parser.write(xml).close();
  return found;
}

/** Texts of cells that attack the reader of a report. */
export const attacks = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  ']]><!--',
  '\u001b[31m\u001b]0;owned\u0007',
  '\u009b31m',
  '\r\n::set-output name=x::y',
  '::add-mask::',
  '##[add-mask]secret',
  '##vso[task.complete]',
  '%0A::error::x',
  '| a | b |\n|---|',
  '`code` **bold** [x](javascript:alert(1)) ![](http://x/y.png)',
  '</code></td></table>',
  '@everyone :smile: #1',
  '\u202egnp.exe\u2066',
  '{0} {name} [a](1)',
  '\u0000\u0008\u007f\ufffe\uffff',
  '\ud800',
  'x\udc00y',
  '=HYPERLINK("http://x")',
  '&amp;&#60;',
  'a,b=c:d',
];

const nasty: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constantFrom(...attacks)), { maxLength: 4 })
  .map((parts) => parts.join(''));

const place = (file: fc.Arbitrary<string>) =>
  fc.record(
    {
      file,
      sheet: nasty,
      row: fc.integer({ min: 1, max: 3 }),
      column: nasty,
      cell: fc.constantFrom('A1', 'B1', 'C2'),
      value: nasty,
    },
    { requiredKeys: ['file'] },
  );

/** Any problem, sometimes in the file of `sourceOf`. */
export const anyProblem = fc.record(
  {
    code: nasty,
    severity: fc.constantFrom('error' as const, 'warning' as const, 'notice' as const),
    message: nasty,
    where: place(fc.oneof(fc.constant('data/a.csv'), nasty)),
    expected: nasty,
    fix: nasty,
    suggestion: nasty,
    rule: nasty,
    related: fc.array(place(fc.constant('data/a.csv')), { maxLength: 2 }),
  },
  { requiredKeys: ['code', 'severity', 'message', 'where'] },
) as fc.Arbitrary<Problem>;

/** Returns a file with these cells in its first row. */
export const sourceOf = (cells: string[]): Map<string, Uint8Array> =>
  new Map([['data/a.csv', utf8(`${cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')}\nx,y\n`)]]);
