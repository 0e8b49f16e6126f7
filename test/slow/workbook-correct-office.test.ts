import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Correction, correctWorkbook } from '../../src/workbook/correct.js';
import { temporaryFolder } from '../support/gcm.js';
import { noOpenpyxl, runPython } from '../support/openpyxl.js';
import { convert, noOffice } from '../support/soffice.js';
import { readWorkbook, textsOf } from '../support/workbooks.js';

const [write, read] = ['steward-workbook.py', 'read-workbook.py'] as const;

const corrections: Correction[] = [
  { sheet: 'links', row: 2, column: 2, text: '10.10' },
  { sheet: 'links', row: 3, column: 2, text: '16.3 & <more>\nline' },
  { sheet: 'links', row: 2, column: 4, text: 'no formula' },
  { sheet: 'links', row: 4, column: 3, text: 'الهجرة' },
  { sheet: 'links', row: 4, column: 4, text: '6', isNumber: true },
  { sheet: 'links', row: 6, column: 1, text: 'new' },
];

const texts = [
  [2, ['1', '10.10', 'a', 'no formula']],
  [3, ['2', '16.3 & <more>\nline', 'b']],
  [4, ['3', '8.8', 'الهجرة', '6']],
  [6, ['new']],
];

interface Found {
  [sheet: string]: { cells: Record<string, unknown[]> };
}

/** Writes the workbook with openpyxl, and returns its path. */
function written(): string {
  const file = path.join(temporaryFolder(), 'given.xlsx');
  runPython(write, file);
  return file;
}

/** Corrects a workbook, and returns the path of the result. */
function corrected(file: string): string {
  const result = path.join(temporaryFolder(), `corrected${path.extname(file)}`);
  writeFileSync(result, correctWorkbook(readFileSync(file), corrections) as Uint8Array);
  return result;
}

describe('corrections of workbooks of other programs', () => {
  it.skipIf(noOpenpyxl)('openpyxl reads the corrections, and everything else as before', () => {
    const file = written();
    const before = runPython(read, file) as Found;
    const after = runPython(read, corrected(file)) as Found;
    const { cells } = before['links'] as Found[string];
    const put = (cell: string, value: unknown, type = 's'): void => {
      const [, , ...format] = cells[cell] ?? [null, 'n', false, '00000000', 'General', null];
      cells[cell] = [value, type, ...format];
    };
    put('B2', '10.10');
    put('B3', '16.3 & <more>\nline');
    put('D2', 'no formula');
    put('C4', 'الهجرة');
    put('D4', 6, 'n');
    put('A6', 'new');
    expect(after).toEqual(before);
    expect(cells['B3']).toEqual(['16.3 & <more>\nline', 's', true, '00000000', 'General', 'Ask Ana']);
  });

  it.skipIf(noOpenpyxl ?? noOffice).each(['xlsx', 'ods', 'fods'])(
    'LibreOffice saves and opens a corrected .%s',
    async (form) => {
      const saved = corrected(convert(written(), form));
      const own = await readWorkbook(readFileSync(saved));
      expect(
        textsOf(own)
          .slice(1)
          .map(([row, cells]) => [row, row === 3 ? cells.slice(0, 3) : cells]),
      ).toEqual(texts);
      const again = runPython(read, convert(saved, 'xlsx')) as Found;
      const { cells } = again['links'] as Found[string];
      expect(Object.values(cells).length).toBeGreaterThan(12);
      for (const [cell, value] of [
        ['B2', '10.10'],
        ['B3', '16.3 & <more>\nline'],
        ['D2', 'no formula'],
        ['C4', 'الهجرة'],
        ['D4', 6],
        ['A6', 'new'],
      ])
        expect([cell, cells[String(cell)]?.[0]]).toEqual([cell, value]);
      expect(cells['B3']?.slice(2, 3)).toEqual([true]);
      if (form !== 'fods') expect(cells['B3']?.at(-1)).toContain('Ask Ana'); // LibreOffice drops comments in .fods
      expect(cells['B2']?.[3]).toBe('FFFFFF00');
      expect(again['my notes']?.cells['A1']?.[0]).toBe('keep');
      expect(again['links']).toMatchObject({ hidden: ['C'], lists: [[expect.any(String), '"stated,proposed"']] });
    },
  );
});
