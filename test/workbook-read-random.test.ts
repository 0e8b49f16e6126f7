import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readWorkbook as readHere } from '../src/workbook/read.js';
import { asyncProperty } from './support/property.js';
import { inShort, readWorkbook, textsOf } from './support/workbooks.js';
import { type CellSpec, partsOf, xlsx, zipOf } from './support/xlsx.js';

const cell = fc.oneof(
  fc.constant(undefined),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom('=1+1', '_x000D_', '_x005F_', '\r\n', ' ', '&amp;', ']]>', '1.10', '\0', '\ud800', '\ufffe'),
  fc.boolean(),
  fc.integer(),
);
const rows = fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 });

/** Returns the expected texts of a row, without empty cells at the end. */
function expected(row: CellSpec[]): (string | undefined)[] {
  const texts = row.map((value) => (value === undefined ? undefined : String(value)));
  return texts
    .slice(0, texts.findLastIndex((text) => text !== undefined) + 1)
    .map((text, i) => (typeof row[i] === 'boolean' ? text?.toUpperCase() : text));
}

describe('random workbooks', () => {
  it('are read as written', async () => {
    await asyncProperty(fc.array(rows, { minLength: 1, maxLength: 3 }), 100, async (tables) => {
      const sheets = tables.map((table, i) => ({ name: `sheet ${i}`, rows: table }));
      const found = await readWorkbook(xlsx({ sheets }));
      expect(inShort(found)).toEqual([]);
      for (const [i, table] of tables.entries()) {
        const filled = table.map((row, k) => [k + 1, expected(row)] as const).filter(([, row]) => row.length > 0);
        expect(textsOf(found, i)).toEqual(filled);
      }
    });
  });

  const parts = partsOf({
    sheets: [
      {
        name: 'links',
        rows: [
          ['a', 1, true],
          [{ content: '<f>1</f><v>2</v>' }, 'b', '_x000D_'],
        ],
        hiddenRows: [2],
        merges: ['A1:B1'],
        comments: [{ cell: 'A2', author: 'Ana', text: 'see' }],
        links: [{ cell: 'A2', target: 'file:///x' }],
      },
    ],
    styles: '<fonts><font/></fonts><cellXfs><xf numFmtId="14"/></cellXfs>',
  });
  const good = zipOf(parts);
  const place = fc.nat(good.length - 1);
  const changes = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 6 });

  it('with other bytes are read or rejected, and never throw', async () => {
    await asyncProperty(changes, 100, async (changed) => {
      const bytes = good.slice();
      for (const [at, byte] of changed) bytes[at] = byte;
      const { workbook, problems } = await readWorkbook(bytes);
      expect(workbook === undefined).toBe(problems.length > 0);
    });
  });

  it('are rejected if truncated', async () => {
    await asyncProperty(place, 50, async (length) => {
      const { workbook, problems } = await readWorkbook(good.subarray(0, length));
      expect(workbook).toBeUndefined();
      expect(problems).not.toEqual([]);
    });
  });

  const names = Object.keys(parts);
  const scrap = fc.oneof(
    fc.string({ maxLength: 4 }),
    fc.constantFrom(
      '<',
      '>',
      '"',
      '</row>',
      '<row>',
      '<c>',
      '<c r="A1">',
      '<v>',
      '</v>',
      't="s"',
      '-1',
      '99999999',
      '&#x0;',
    ),
  );
  const edits = fc.array(
    fc.tuple(fc.nat(names.length - 1), fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(40), scrap),
    {
      minLength: 1,
      maxLength: 3,
    },
  );

  it('with other XML are read or rejected, and never throw', async () => {
    await asyncProperty(edits, 1000, async (edited) => {
      const changed: Record<string, string> = { ...(parts as Record<string, string>) };
      for (const [part, at, length, text] of edited) {
        const xml = changed[names[part] as string] as string;
        const start = Math.floor(at * xml.length);
        changed[names[part] as string] = xml.slice(0, start) + text + xml.slice(start + length);
      }
      const { workbook, problems } = await readHere(zipOf(changed), 'data/gcm.xlsx');
      expect(workbook === undefined).toBe(problems.length > 0);
    });
  });
});
