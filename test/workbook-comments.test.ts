import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { readComments } from '../src/workbook/comments.js';
import { replace } from './support/edit.js';
import { gcm, ownRules, smallProject } from './support/gcm.js';
import { done, editParts, editSheet } from './support/workbooks.js';
import { type SheetSpec, xlsx } from './support/xlsx.js';

/** An export over a workbook keeps its comments at the same rows and columns. */
let cwd = '';
const file = (): string => path.join(cwd, 'gcm.xlsx');
const exported = async (): Promise<string> => done(await gcm(['workbook', 'export', '--force'], { cwd }));

/** Writes an earlier workbook with the sheet of links. */
function earlier(sheet: Partial<SheetSpec>, extraEntries: Record<string, string> = {}): void {
  const rows = parse(readFileSync(path.join(cwd, 'data/links.csv'))) as string[][];
  writeFileSync(file(), xlsx({ sheets: [{ name: 'links', rows, ...sheet }], extraEntries }));
}

const comments = () =>
  [...readComments(readFileSync(file()))].flatMap(([sheet, notes]) => notes.map((note) => ({ sheet, ...note })));

beforeEach(() => {
  cwd = smallProject();
});

describe('gcm workbook export --force', () => {
  it('moves a comment with its row and column', async () => {
    earlier({ comments: [{ cell: 'C7', author: 'Ana', text: 'Is this right?\nAsk Bo.' }] });
    replace(path.join(cwd, 'data'), 'links.csv', /^1,10\.7.*\n/m, '');
    expect(await exported()).toMatch(/^Wrote gcm\.xlsx\. Sheets: 27, rows: \d+\n$/);
    const kept = { sheet: 'links', row: 6, column: 3, author: 'Ana', text: 'Is this right?\nAsk Bo.' };
    expect(comments()).toEqual([kept]);
    await exported();
    expect(comments()).toEqual([kept]);
  });

  it('reports comments whose row or column is gone', async () => {
    earlier({
      rows: [
        ['target', 'objective', 'source', 'extra'],
        ['10.7', '1', 'unnm-guide-2022', 'x'],
        ['9.9', '1', 'other', ''],
      ],
      comments: ['D2', 'A3', 'A1', 'B2'].map((cell) => ({ cell, author: 'Bo', text: `At ${cell}` })),
    });
    const lost = (cell: string): string =>
      `Comment dropped, because its row, column or sheet is gone: links!${cell}: "At ${cell}"\n`;
    expect(await exported()).toMatch(new RegExp(`^${['D2', 'A3', 'A1'].map(lost).join('')}Wrote`));
    expect(comments()).toEqual([{ sheet: 'links', row: 2, column: 1, author: 'Bo', text: 'At B2' }]);
  });

  it('reports comments on figures that it does not write again', async () => {
    const rows = parse(readFileSync(path.join(cwd, 'data/figures/SM_DTH_MIGR.csv'))) as string[][];
    const comments = [{ cell: 'C2', author: 'Bo', text: 'Ask Ana' }];
    earlier({ name: 'SM_DTH_MIGR', rows, comments });
    const command = ['workbook', 'export', '--force'];
    expect(done(await gcm([...command, '--figures'], { cwd }))).toMatch(/^Wrote/);
    expect(done(await gcm(command, { cwd }))).toMatch(/its row, column or sheet is gone: SM_DTH_MIGR!C2: "Ask Ana"\n/);
  });

  it('writes a thread as one note', async () => {
    const space = 'http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments';
    const line = (person: number, text: string): string =>
      `<threadedComment ref="C5" personId="{${person}}"><text>${text}</text></threadedComment>`;
    earlier(
      {
        comments: [{ cell: 'C5', author: 'tc={1}', text: '[Threaded comment] Your version of Excel …' }],
        conversations: [{ cell: 'C5', author: '', text: '' }],
      },
      {
        'xl/threadedComments/threadedComment1.xml': `<ThreadedComments xmlns="${space}">${line(1, 'A &amp; B?')}${line(2, 'Yes')}</ThreadedComments>`,
        'xl/persons/person.xml': `<personList xmlns="${space}"><person displayName="Ana" id="{1}"/><person displayName="Bo" id="{2}"/></personList>`,
      },
    );
    editParts(file(), /xl\/_rels\/workbook/, (text) =>
      text.replace(
        '</Rel',
        '<Relationship Id="p" Type="http://schemas.microsoft.com/office/2017/10/relationships/person" Target="persons/person.xml"/></Rel',
      ),
    );
    await exported();
    expect(comments()).toEqual([{ sheet: 'links', row: 5, column: 3, author: 'Ana', text: 'Ana: A & B?\nBo: Yes' }]);
  });

  it('does not take notes of gcm for comments', async () => {
    await exported();
    const wrong = '<c r="B2" t="inlineStr"><is><t>10.77</t></is></c>';
    editSheet(file(), 'links', (text) => text.replace(/<c r="B2".*?<\/c>/, wrong));
    expect(
      (await gcm(['workbook', 'import', 'gcm.xlsx', '--report', 'workbook=gcm.xlsx', ...ownRules], { cwd })).code,
    ).toBe(1);
    editSheet(file(), 'links', (text) => text.replace('>10.77<', '>10.7<')); // otherwise a change would be lost
    expect(await exported()).not.toContain('dropped');
    expect(comments()).toEqual([]);
  });

  it('overwrites a file that is not a workbook', async () => {
    writeFileSync(file(), 'not a workbook');
    await exported();
    expect(comments()).toEqual([]);
    expect(existsSync(file())).toBe(true);
  });
});
