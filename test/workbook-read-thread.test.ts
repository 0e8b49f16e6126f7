import { describe, expect, it } from 'vitest';
import { readWorkbook as readInThread } from '../src/node/workbook/read-in-thread.js';
import { readWorkbook } from './support/workbooks.js';
import { xlsx } from './support/xlsx.js';

const rows = Array.from({ length: 5_000 }, (_, i) => [i, true]);
const large = xlsx({ sheets: [{ name: 'links', rows }] });

describe('reading in a separate thread', () => {
  it.each<[string, Uint8Array]>([
    ['a workbook', xlsx({ sheets: [{ name: 'links', rows: [['a', 1], [true], [{ content: '<f>1</f><v>2</v>' }]] }] })],
    ['many portions', large],
    ['a file that is not a workbook', Buffer.from('a,b')],
    ['a damaged workbook', xlsx({ sheets: [{ name: 'links', rows: [] }] }).subarray(0, -30)],
  ])('gives the same result as the calling thread: %s', async (_, bytes) =>
    expect(await readInThread(bytes, 'data/gcm.xlsx')).toEqual(await readWorkbook(bytes)),
  );

  it.each([
    ['in a separate thread', readInThread],
    ['in the calling thread', readWorkbook],
  ])('stops after its time limit: %s', async (_, read) => {
    const { workbook, problems } = await read(large, 'data/gcm.xlsx', { seconds: 0.001 });
    expect(workbook).toBeUndefined();
    expect(problems.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'limit: Reading the workbook takes too much time',
    ]);
  });
});
