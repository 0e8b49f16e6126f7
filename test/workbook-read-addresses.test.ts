import { describe, expect, it } from 'vitest';
import { inShort, problemsOf, readWorkbook, textsOf } from './support/workbooks.js';
import { xlsx } from './support/xlsx.js';

describe('addresses', () => {
  const at = async (address: string): Promise<string[]> => {
    const rows = [['a'], [{ address, content: '<v>1</v>' }, 'b'], ['c']];
    const found = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows }] }));
    expect(textsOf(found).map(([number]) => number)).toEqual([1, 2, 3]);
    expect(problemsOf(found).map(({ where }) => where.value)).toEqual([address]);
    return inShort(found);
  };
  it.each(['XFE2', 'A1048577', 'A0', 'A3', '2', 'A', 'a2', 'A2:B2', 'AAAAAAAAAA2', '__proto__'])(
    'a cell %s',
    async (address) => expect(await at(address)).toEqual(['error cell-reference links!row 2']),
  );

  it('a cell after the last column', async () => {
    const rows = [[{ address: 'XFD1' }, { address: '', content: '<v>1</v>' }]];
    const found = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows }] }));
    expect(inShort(found)).toEqual(['error cell-reference links!row 1']);
  });

  it('a duplicate cell', async () => {
    const rows = [['a', { address: 'A1', content: '<v>1</v>' }, { address: 'C1', content: '<v>2</v>' }]];
    const found = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows }] }));
    expect(inShort(found)).toEqual(['error cell-reference links!A1']);
    expect(textsOf(found)).toEqual([[1, ['a', undefined, '2']]]);
  });

  it.each(['0', '1', '2', '1048577', 'x', '02'])('a row %s after row 2', async (number) => {
    const edit = (xml: string): string =>
      xml.replace('<row r="3"', `<row r="${number}"`).replaceAll(/ r="[A-Z]\d+"/g, '');
    const found = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows: [['a'], ['b'], ['c'], ['d']], edit }] }));
    expect(inShort(found).map((short) => short.split(' ')[1])).toEqual(['cell-reference']);
    expect(textsOf(found).map(([row]) => row)).toEqual([1, 2, 4]);
  });

  it('a cell with more characters than Excel allows: rejects the file, with the cell', async () => {
    const rows = (length: number) => [['a'], ['b', 'x'.repeat(length)]];
    const found = await readWorkbook(xlsx({ sheets: [{ name: 'links', rows: rows(32_768) }] }));
    expect(inShort(found)).toEqual(['error limit links!B2']);
    expect((await readWorkbook(xlsx({ sheets: [{ name: 'links', rows: rows(32_767) }] }))).problems).toEqual([]);
  });
});
