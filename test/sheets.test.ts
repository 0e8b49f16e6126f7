import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { mapSheets } from '../src/sheets/map-sheets.js';
import { readSheets } from '../src/sheets/sheets.js';
import { edit } from './support/edit.js';
import { smallProject } from './support/gcm.js';

const project = (): string => path.join(smallProject(), 'data');

describe('the sheets of a folder', () => {
  it('with columns called as what each object has leave all objects as they are', async () => {
    const data = project();
    edit(data, 'links.csv', (text) =>
      text.replace('note', 'note,__proto__,constructor,toString').replaceAll(/,$/gm, ',,polluted,polluted,polluted'),
    );
    const before = Object.getOwnPropertyNames(Object.prototype);
    const sheets = await readSheets(data);
    mapSheets(sheets, () => {});
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(JSON.stringify([{}, [], () => {}])).not.toContain('polluted');
    expect(String({})).toBe('[object Object]');
  });

  it('with very many faults are told of without running out of anything', async () => {
    const data = project();
    edit(data, 'units.csv', (text) => text + 'A,b\n'.repeat(200_000));
    const { problems } = mapSheets(await readSheets(data), () => {});
    expect(problems.filter(({ code }) => code === 'duplicate-id').length).toBe(199_999);
  });

  it('are read again only where their bytes have changed', async () => {
    const data = project();
    const memory = { files: new Map() };
    const first = await readSheets(data, undefined, memory);
    writeFileSync(path.join(data, 'units.csv'), 'unit,title_en\nNUMBER,Count\nPER_100000_POP,Rate\n');
    const second = await readSheets(data, undefined, memory);
    const changed = first.sheets
      .filter(({ rows }, i) => rows !== second.sheets[i]?.rows)
      .map(({ table }) => table.name);
    expect(changed).toEqual(['units.csv']);
  });
});
