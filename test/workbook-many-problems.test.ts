import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { gcm, ownRules, temporaryFolder } from './support/gcm.js';
import { xlsx } from './support/xlsx.js';

/** More problems than a function call can have arguments. */
const rows = 130_000;

it('rejects a workbook with a fault in every row, and counts the faults', async () => {
  const cwd = temporaryFolder();
  mkdirSync(path.join(cwd, 'data'));
  const metadata = {
    '@context': ['http://www.w3.org/ns/csvw', { '@base': 'https://example.org/data/' }],
    tables: [{ url: 'ages.csv', tableSchema: { columns: [{ name: 'age', titles: 'age', datatype: 'integer' }] } }],
  };
  writeFileSync(path.join(cwd, 'data/tables.json'), JSON.stringify(metadata));
  writeFileSync(path.join(cwd, 'data/ages.csv'), 'age\n1\n');
  const sheet = { name: 'ages', rows: [['age'], ...Array.from({ length: rows }, () => ['x'])] };
  writeFileSync(path.join(cwd, 'ages.xlsx'), xlsx({ sheets: [sheet] }));
  const { code, stdout } = await gcm(['workbook', 'import', 'ages.xlsx', '--report', 'json', ...ownRules], { cwd });
  expect(code).toBe(1);
  expect(JSON.parse(stdout).problems[0].message).toContain('This applies to 130,000 cells in this column');
});
