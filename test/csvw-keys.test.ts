import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../src/problem.js';
import { gcm, temporaryFolder } from './support/gcm.js';

/** Keys within and across tables: the same faults are reported for small tables in memory and large tables with hashes. */

const column = (name: string, more: object = {}) => ({ name, titles: name, ...more });
const people = {
  url: 'people.csv',
  tableSchema: {
    primaryKey: ['country', 'number'],
    columns: [column('country'), column('number', { datatype: 'integer' }), column('nick'), column('padding')],
  },
};
const letters = {
  url: 'letters.csv',
  tableSchema: {
    columns: [column('country'), column('from', { null: ['', '-'] }), column('nick')],
    foreignKeys: [
      {
        columnReference: ['country', 'from'],
        reference: { resource: 'people.csv', columnReference: ['country', 'number'] },
      },
      { columnReference: 'nick', reference: { resource: 'people.csv', columnReference: 'nick' } },
    ],
  },
};

/** People of two countries. A high `count` makes the table large. `edit` has new rows by row number in the file. */
function rows(count: number, edit: Record<number, string>): string {
  const lines = Array.from({ length: count }, (_, i) => `${i % 2 ? 'A' : 'B'},${i},n${i},${'x'.repeat(40)}`);
  for (const [row, line] of Object.entries(edit)) lines[Number(row) - 2] = line;
  return `country,number,nick,padding\n${lines.join('\n')}\n`;
}

async function validate(peopleCsv: string, lettersCsv: string): Promise<Problem[]> {
  const folder = path.join(temporaryFolder(), 'keys');
  mkdirSync(folder, { recursive: true });
  const group = { '@context': 'http://www.w3.org/ns/csvw', tables: [people, letters] };
  writeFileSync(path.join(folder, 'm.json'), JSON.stringify(group));
  writeFileSync(path.join(folder, 'people.csv'), peopleCsv);
  writeFileSync(path.join(folder, 'letters.csv'), lettersCsv);
  const { stdout } = await gcm(['csvw', 'validate', path.join(folder, 'm.json'), '--report', 'json']);
  return JSON.parse(stdout).problems;
}

describe.each([
  ['small', 100],
  ['large', 30_000],
])('in %s tables', (_size, count) => {
  const many = (text: string): string => `country,from,nick\n${text}${'B,0,n0\n'.repeat(count)}`;

  it('valid keys have no problems', async () => expect(await validate(rows(count, {}), many('A,1,n1\n'))).toEqual([]));

  it('a duplicate key is reported at its second row, with the first row', async () => {
    const problems = await validate(rows(count, { [count + 1]: '"A",1,last,x', 50: 'B,0,other,x' }), many(''));
    expect(problems).toMatchObject([
      { code: 'duplicate-id', where: { row: 50, cell: 'A50' }, related: [{ row: 2 }] },
      { code: 'duplicate-id', where: { row: count + 1, column: 'country' }, related: [{ row: 3 }] },
    ]);
    expect(problems[0]?.message).toBe('Duplicate country, number "B, 0": it already appears in row 2');
  });

  it('a missing, ambiguous or empty reference is reported at its cell', async () => {
    const problems = await validate(rows(count, { 60: 'A,-5,n3,x' }), many('A,0,n1\nA,1,n3\nA,-,n1\n"A",1,"n""7"\n'));
    expect(problems.map(({ code, where, message }) => [code, where.cell, message.replace(/\. Did.*/, '')])).toEqual([
      ['foreign-key', 'A2', 'Unknown country, number "A, 0" (not in people.csv)'],
      ['foreign-key', 'C3', 'nick "n3" appears in more than one row of people.csv'],
      ['foreign-key', 'A4', 'Empty cell: expected a value of country, number in people.csv'],
      ['foreign-key', 'C5', 'Unknown nick "n"7" (not in people.csv)'],
    ]);
  });

  it('keys after an unclosed quote are not reported as missing', async () => {
    const problems = await validate(rows(count, { [count]: 'B,7,"open,x' }), many(`A,${count - 1},n0\n`));
    expect(problems).toMatchObject([{ code: 'quote', where: { row: count } }]);
  });
});
