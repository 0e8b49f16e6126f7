import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCache } from '../src/bytes.js';
import { diskFiles } from '../src/node/disk-files.js';
import { countBySeverity, PROBLEM_LIMIT } from '../src/problem.js';
import { mapSheets } from '../src/sheets/map-sheets.js';
import { readSheets } from '../src/sheets/sheets.js';
import { edit } from './support/edit.js';
import { figureSheet } from './support/figure-sheet.js';
import { smallProject } from './support/gcm.js';
import { intoWorkbook } from './support/workbooks.js';

const project = (): string => path.join(smallProject(), 'data');

describe('the sheets of a folder', () => {
  it('can have column names such as __proto__', async () => {
    const data = project();
    edit(data, 'links.csv', (text) =>
      text.replace('note', 'note,__proto__,constructor,toString').replaceAll(/,$/gm, ',,polluted,polluted,polluted'),
    );
    const before = Object.getOwnPropertyNames(Object.prototype);
    const sheets = await readSheets(diskFiles, data);
    mapSheets(sheets, () => {});
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(JSON.stringify([{}, [], () => {}])).not.toContain('polluted');
    expect(String({})).toBe('[object Object]');
  });

  it('can have very many faults', async () => {
    const data = project();
    const rows = Array.from({ length: 200_000 }, (_, i) => `A,b${i}${','.repeat(6)}\n`);
    edit(data, 'units.csv', (text) => text + rows.join(''));
    const { problems } = mapSheets(await readSheets(diskFiles, data), () => {});
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'duplicate-id', message: expect.stringContaining('199,999 rows') });
    expect(problems[0]?.also).toHaveLength(PROBLEM_LIMIT - 1);
  });

  it('are read again only if their bytes changed', async () => {
    const data = project();
    const memory = createCache();
    const first = await readSheets(diskFiles, data, undefined, memory);
    writeFileSync(path.join(data, 'units.csv'), 'unit,title_en\nNUMBER,Count\nPER_100000_POP,Rate\n');
    const second = await readSheets(diskFiles, data, undefined, memory);
    const changed = first.sheets
      .filter(({ rows }, i) => rows !== second.sheets[i]?.rows)
      .map(({ table }) => table.name);
    expect(changed).toEqual(['units.csv']);
  });

  it('get a hint for a similar code, and a suggestion only if it is certain', async () => {
    const data = project();
    edit(data, 'links.csv', (text) =>
      text.replace('2,17.14,', '2,17.41,').replace('unnm-guide-2022', 'UNNM-guide-2022'),
    );
    const { problems } = mapSheets(await readSheets(diskFiles, data), () => {});
    expect(problems.map(({ message, suggestion }) => [message, suggestion])).toEqual([
      ['"UNNM-guide-2022" differs from "unnm-guide-2022" only in capital letters', 'unnm-guide-2022'],
      ['Unknown target "17.41" (not in targets.csv). Did you mean "17.14"?', undefined],
    ]);
  });

  it('get hints for a number only if the code exists', async () => {
    const data = project();
    intoWorkbook(data, ['links'], ({ put }) => {
      put('links', 'B2', { content: '<v>10.7</v>' });
      put('links', 'B3', { content: '<v>99.9</v>' });
    });
    const { problems } = mapSheets(await readSheets(diskFiles, data), () => {});
    expect(problems.filter(({ code }) => code === 'numeric-code').map(({ message }) => message)).toEqual([
      'The code is stored as the number 10.7. Did you mean "10.7"?',
      'The code is stored as the number 99.9',
    ]);
  });

  it('do not report consequences of faults beyond the limit', async () => {
    const data = project();
    edit(figureSheet(data), 'figures.csv', (text) => text + 'SM_DTH_MIGR,001,#N/A,1,NUMBER\n'.repeat(1500));
    const sheets = await readSheets(diskFiles, data);
    expect(countBySeverity(sheets.problems).error).toBe(1500);
    const { problems } = mapSheets(sheets, () => {});
    expect(problems.map(({ code, also }) => [code, also?.length])).toEqual([['error-value', PROBLEM_LIMIT - 1]]);
  });
});
