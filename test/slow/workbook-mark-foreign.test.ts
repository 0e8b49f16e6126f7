import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../../src/problem.js';
import { markWorkbook } from '../../src/workbook/mark.js';
import { temporaryFolder } from '../support/gcm.js';
import { convert, noOffice } from '../support/soffice.js';
import { inShort, readWorkbook, textsOf } from '../support/workbooks.js';
import { partsOf, relationships, textParts, type WorkbookSpec, xlsx, zipOf } from '../support/xlsx.js';

/** Files of other programs, with their own rules, drawings, names and formats. */
const at = (cell: string, sheet = 'links', message = 'Unknown code'): Problem => ({
  code: 'foreign-key',
  severity: 'error',
  message,
  where: { file: 'gcm.xlsx', sheet, cell, row: Number(cell.replace(/\D/g, '')) },
});

const spec = (
  more: Partial<WorkbookSpec['sheets'][number]> = {},
  others: WorkbookSpec['sheets'] = [],
): WorkbookSpec => ({
  sheets: [
    {
      name: 'links',
      rows: [
        ['id', 'note'],
        ['1', 'a'],
        ['2', 'b'],
      ],
      ...more,
    },
    ...others,
  ],
});

const mark = async (bytes: Uint8Array, problems: Problem[]) => textParts(await markWorkbook(bytes, problems));
const sheet = 'xl/worksheets/sheet1.xml';

describe('a workbook of another program', () => {
  it('keeps its own conditional formats, after ours', async () => {
    const own = '<cfRule type="expression" dxfId="0" priority="1"><formula>$A2=""</formula></cfRule>';
    const after = `<conditionalFormatting sqref="A2:B9">${own}</conditionalFormatting>`;
    const dxf = '<dxf><font><i/></font></dxf>';
    const bytes = xlsx({
      ...spec({ after }),
      styles: `<cellXfs count="1"><xf/></cellXfs><dxfs count="1">${dxf}</dxfs>`,
    });
    const once = await markWorkbook(bytes, [at('B2')]);
    const text = textParts(once)[sheet] as string;
    expect(text).toContain(own.replace('priority="1"', 'priority="2"'));
    expect(
      [...text.matchAll(/<cfRule [^>]*dxfId="(\d)" priority="(\d)"/g)].map(([, id, rank]) => `${id}:${rank}`),
    ).toEqual(['0:2', '1:1']);
    expect(textParts(once)['xl/styles.xml']).toContain(`<dxfs count="5">${dxf}<dxf>`);
    expect(textParts(await markWorkbook(once, []))[sheet]).toContain('priority="2"');
  });

  it('loses only our rule of a shared group', async () => {
    const [ours, theirs] = ['N("gcm error")=0', 'A1="x"'].map(
      (formula, i) => `<cfRule type="expression" dxfId="0" priority="${i + 1}"><formula>${formula}</formula></cfRule>`,
    );
    const after = `<conditionalFormatting sqref="A1">${ours}${theirs}</conditionalFormatting>`;
    const parts = await mark(xlsx(spec({ after })), []);
    expect(parts[sheet]).toContain(`<conditionalFormatting sqref="A1">${theirs}</conditionalFormatting>`);
  });

  it('keeps its drawing of notes and buttons, even if it is not XML', async () => {
    const drawing =
      '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s1030"><br>button</v:shape></xml>';
    const after = '<legacyDrawing r:id="rId1"/>';
    const extraEntries = {
      'xl/drawings/own.vml': drawing,
      'xl/worksheets/_rels/sheet1.xml.rels': relationships([['vmlDrawing', '../drawings/own.vml']]),
    };
    const parts = await mark(xlsx({ ...spec({ after }), extraEntries }), [at('B2')]);
    expect(parts['xl/drawings/own.vml']).toMatch(
      /^<xml [^>]*><v:shape id="_x0000_s1030"><br>button<\/v:shape><v:shapetype .*<v:shape [^>]*id="_x0000_s1031"/s,
    );
    expect(parts[sheet]?.match(/<legacyDrawing/g)).toHaveLength(1);
  });

  it('gets new sheet numbers, and keeps its active sheet', async () => {
    const parts = partsOf(spec({}, [{ name: 'Problems', rows: [['their own']] }]));
    const workbook = (parts['xl/workbook.xml'] as string)
      .replace('<sheets>', '<bookViews><workbookView activeTab="1"/></bookViews><sheets>')
      .replace(
        '</sheets>',
        '</sheets><definedNames><definedName name="x" localSheetId="0">links!$A$1</definedName></definedNames>',
      );
    const bytes = zipOf({ ...parts, 'xl/workbook.xml': workbook });
    const marked = await markWorkbook(bytes, [at('A2')]);
    const text = textParts(marked)['xl/workbook.xml'];
    expect(text).toContain('<workbookView activeTab="2"/>');
    expect(text).toContain('<definedName name="x" localSheetId="1">');
    expect((await readWorkbook(marked)).workbook?.sheets.map(({ name }) => name)).toEqual([
      'Problems (2)',
      'links',
      'Problems',
    ]);
  });

  it('can have elements with a prefix, and UTF-16', async () => {
    const parts = partsOf(spec());
    const prefixed = (parts[sheet] as string)
      .replaceAll(/<(\/?)(?=[a-z])/g, '<$1x:')
      .replace('xmlns=', 'xmlns:x=')
      .replace('UTF-8', 'UTF-16');
    const bytes = zipOf({ ...parts, [sheet]: Buffer.from(`\ufeff${prefixed}`, 'utf16le') });
    expect(inShort(await readWorkbook(bytes))).toEqual([]);
    const marked = await markWorkbook(bytes, [at('B2')]);
    expect(textParts(marked)[sheet]).toContain('<x:conditionalFormatting sqref="B2"><x:cfRule ');
    const read = await readWorkbook(marked);
    expect([inShort(read), textsOf(read, 1)[1]]).toEqual([[], [2, ['1', 'a']]]);
  });

  it('can have rich text in its notes, of which only our lines are removed', async () => {
    const runs = ['Amal:', '\nMind', ' this\ngcm: error: old', ' one\nand that'].map(
      (one) => `<r><rPr><b/></rPr><t>${one}</t></r>`,
    );
    const parts = partsOf(spec({ comments: [{ cell: 'A2', author: 'Amal', text: 'x' }] }));
    const comments = (parts['xl/comments1.xml'] as string).replace(
      /<text>.*<\/text>/s,
      `<text>${runs.join('')}</text>`,
    );
    const marked = await mark(zipOf({ ...parts, 'xl/comments1.xml': comments }), [at('A2')]);
    const texts = [...(marked['xl/comments1.xml'] as string).matchAll(/<t[ >][^<]*/g)].map(([one]) =>
      one.replace(/^[^>]*>/, ''),
    );
    expect(texts).toEqual(['Amal:', '\nMind', ' this', '\nand that\ngcm: error: Unknown code']);
    expect(marked['xl/comments1.xml']?.match(/<b\/>/g)).toHaveLength(4);
  });

  it('gets notes within the limit of Excel', async () => {
    const many = Array.from({ length: 900 }, (_, i) => at('A2', 'links', `${i} ${'long '.repeat(20)}`));
    const text = /<t [^>]*>(.*?)<\/t>/s.exec(
      (await mark(xlsx(spec()), many))['xl/gcmComments1.xml'] as string,
    )?.[1] as string;
    expect(text.length).toBeLessThanOrEqual(32_000);
    expect(text.endsWith('…')).toBe(true);
  });

  it.each([
    ['not a workbook', new Uint8Array([1, 2, 3])],
    ['truncated', xlsx(spec()).slice(0, 900)],
  ])('that cannot be read (%s) becomes only the list', async (_, bytes) => {
    const read = await readWorkbook(await markWorkbook(bytes, [at('A2'), { ...at('A1'), where: { file: 'x.xlsx' } }]));
    expect(read.workbook?.sheets.map(({ name }) => name)).toEqual(['Problems']);
    expect(textsOf(read).map(([, cells]) => cells[3])).toEqual(['Message', 'Unknown code', 'Unknown code']);
  });

  it.skipIf(noOffice)('is marked again after LibreOffice saved it, without old marks', async () => {
    const folder = temporaryFolder();
    const file = path.join(folder, 'marked.xlsx');
    writeFileSync(
      file,
      await markWorkbook(xlsx(spec({ comments: [{ cell: 'B2', author: 'Amal', text: 'Mind' }] })), [
        at('A2'),
        at('B2'),
      ]),
    );
    const parts = await mark(readFileSync(convert(file, 'xlsx')), [at('B2', 'links', 'Still wrong')]);
    const comments = Object.entries(parts)
      .filter(([name]) => /comments/i.test(name))
      .map(([, text]) => text.replace(/<[^>]+>/g, ''));
    expect(comments.join('')).toMatch(/Mind\ngcm: error: Still wrong(?!.*gcm: )/s);
    expect(comments.join('')).not.toContain('Unknown code');
    const rules = Object.values(parts).flatMap((text) => [
      ...text.matchAll(/sqref="([^"]+)"><cfRule[^>]*><formula>N\((?:"|&quot;)gcm (\w+)/g),
    ]);
    expect(rules.map(([, cells, look]) => `${cells} ${look}`).sort()).toEqual(['A1:E1 header', 'A2 error', 'B2 error']);
    expect(parts['xl/workbook.xml']?.match(/<sheet /g)).toHaveLength(2);
  });
});
