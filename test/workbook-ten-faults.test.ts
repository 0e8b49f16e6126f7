import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import type { Problem } from '../src/problem.js';
import { figureSheet } from './support/figure-sheet.js';
import { gcm, ownRules, smallProject } from './support/gcm.js';
import { dateStyles, intoWorkbook } from './support/workbooks.js';
import type { CellSpec } from './support/xlsx.js';
import { textParts } from './support/xlsx.js';

const number = (value: string, style = 0): CellSpec => ({ content: `<v>${value}</v>`, style });

const faults: [cell: string, code: string, spec: CellSpec][] = [
  ['links!A2', 'foreign-key', '99'],
  ['links!B3', 'numeric-code', number('10.7')],
  ['links!B4', 'date-code', number('46085', 1)],
  ['links!C5', 'required', undefined],
  ['links!D6', 'id-pattern', 'unnm-gu\u0456de-2022'],
  ['figures!D2', 'decimal-comma', '5318,5'],
  ['figures!D3', 'error-value', { content: '<v>#REF!</v>', type: 'e' }],
  ['sources!E2', 'scheme', 'javascript:alert(1)'],
  ['areas!A2', 'id-pattern', number('1')],
  ['sources!B3', 'formula', { content: '<f>A1</f><v>title</v>', type: 'str' }],
];

it('marks exactly the ten cells with ten kinds of faults', async () => {
  const folder = smallProject();
  intoWorkbook(figureSheet(path.join(folder, 'data')), ['links', 'figures', 'sources', 'areas'], ({ spec, put }) => {
    spec.styles = dateStyles;
    for (const [place, , cell] of faults) put(...(place.split('!') as [string, string]), cell);
  });
  const { code } = await gcm(
    ['check', ...ownRules, '--report', 'workbook=marked.xlsx', '--report', 'json=report.json'],
    {
      cwd: folder,
    },
  );
  expect(code).toBe(1);
  const { problems } = JSON.parse(readFileSync(path.join(folder, 'report.json'), 'utf8')) as { problems: Problem[] };
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect(errors.map(({ where, code }) => `${where.sheet}!${where.cell} ${code}`).sort()).toEqual(
    faults.map(([cell, code]) => `${cell} ${code}`).sort(),
  );
  expect(markedCells(readFileSync(path.join(folder, 'marked.xlsx')))).toEqual(faults.map(([cell]) => cell).sort());
});

/** Returns the cells that are coloured as errors, and checks that each has a note. */
function markedCells(bytes: Uint8Array): string[] {
  const parts = textParts(bytes);
  const sheets = [...(parts['xl/workbook.xml'] as string).matchAll(/<sheet [^>]*name="([^"]+)"[^>]*r:id="([^"]+)"/g)];
  const targets = new Map(
    [...(parts['xl/_rels/workbook.xml.rels'] as string).matchAll(/<Relationship [^>]*>/g)].map(([one]) => [
      /Id="([^"]+)"/.exec(one)?.[1],
      /Target="(?:\/xl\/)?([^"]+)"/.exec(one)?.[1],
    ]),
  );
  const own = sheets.filter(([, name]) => name !== 'Problems');
  const colored = own.flatMap(([, name, id]) => {
    const rules = (parts[`xl/${targets.get(id)}`] ?? '').matchAll(
      /<conditionalFormatting sqref="([^"]+)"><cfRule[^>]*><formula>N\(&quot;gcm error/g,
    );
    return [...rules].flatMap(([, cells = '']) => cells.split(' ').map((cell) => `${name}!${cell}`));
  });
  const notes = Object.entries(parts).filter(([name]) => /comments/i.test(name));
  const noted = notes.flatMap(([, part]) => part.split('<comment ').filter((one) => one.includes('error: ')));
  expect(noted).toHaveLength(colored.length);
  return colored.sort();
}
