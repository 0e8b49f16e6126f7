import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { gcm, ownRules, smallProject } from './support/gcm.js';
import { intoOds, type OdsCell, type OdsSpec, ods } from './support/ods.js';
import { done, readWorkbook, sheetBytes, textsOf } from './support/workbooks.js';

/** `gcm workbook import` and `gcm check` with OpenDocument spreadsheets. */
let cwd = '';
const names = ['areas', 'units', 'statuses'];
const inProject = (name: string): string => path.join(cwd, name);

/** Writes the sheets of the small project to gcm.ods. */
function odsOfProject(change: (put: (sheet: string, address: string, cell: OdsCell) => void) => void): void {
  const other = smallProject();
  const all = Object.keys(sheetBytes(other)).flatMap((name) => (name.endsWith('.csv') ? name.slice(0, -4) : []));
  const write = (spec: OdsSpec): Uint8Array => ods(spec);
  intoOds(path.join(other, 'data'), all, (_, put) => change(put), write);
  writeFileSync(inProject('gcm.ods'), readFileSync(path.join(other, 'data/gcm.ods')));
}

beforeEach(() => {
  cwd = smallProject();
});

describe('gcm workbook import', () => {
  it('imports an .ods file', async () => {
    odsOfProject((put) => put('units', 'B2', 'Count'));
    expect(done(await gcm(['workbook', 'import', 'gcm.ods', ...ownRules], { cwd }))).toMatch(
      /^data\/units\.csv: rows: 1 changed\n.*“Number” → “Count” \(units!B2\)\nImported\n$/s,
    );
    expect(sheetBytes(cwd)['units.csv']).toContain('\nNUMBER,Count,Nombre,');
    expect(done(await gcm(['workbook', 'import', 'gcm.ods', ...ownRules], { cwd }))).toBe('No differences\n');
  });

  it('lists the problems of an .ods file in a new workbook, and says that it is not marked', async () => {
    odsOfProject((put) =>
      put('units', 'B2', {
        xml: '<table:table-cell table:formula="of:=1" office:value-type="string"><text:p>x</text:p></table:table-cell>',
      }),
    );
    const before = readFileSync(inProject('gcm.ods'));
    const ended = await gcm(['workbook', 'import', 'gcm.ods', '--report', 'workbook=marked.xlsx', ...ownRules], {
      cwd,
    });
    expect(ended).toMatchObject({ code: 1 });
    expect(ended.stderr).toContain(
      'Only .xlsx workbooks can be marked, so the report only lists the problems of gcm.ods\n',
    );
    const marked = await readWorkbook(readFileSync(inProject('marked.xlsx')));
    expect(textsOf(marked)[1]?.[1]?.slice(0, 3)).toEqual(['error', 'units', 'B2']);
    expect(readFileSync(inProject('gcm.ods')).equals(before)).toBe(true);
  });

  it('does not write a marked workbook into a file of another format', async () => {
    odsOfProject(() => {});
    const before = readFileSync(inProject('gcm.ods'));
    const ended = await gcm(['workbook', 'import', 'gcm.ods', '--report', 'workbook=gcm.ods', ...ownRules], { cwd });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('"gcm.ods" must end in .xlsx') });
    expect(readFileSync(inProject('gcm.ods')).equals(before)).toBe(true);
  });
});

describe('gcm check', () => {
  it('marks the problems of an .ods file in a new workbook', async () => {
    intoOds(inProject('data'), names, (_, put) => put('units', 'A3', 'NUMBER'));
    const ended = await gcm(['check', ...ownRules, '--report', 'workbook=marked.xlsx'], { cwd });
    expect(ended).toMatchObject({ code: 1 });
    const marked = await readWorkbook(readFileSync(inProject('marked.xlsx')));
    const notes = marked.workbook?.sheets.find(({ name }) => name === 'units');
    expect(notes?.rows.length).toBe(3);
    const listed = textsOf(marked).slice(1, 3);
    expect(listed.map(([, cells]) => cells?.slice(0, 3))).toEqual([
      ['error', 'series', 'C3'], // its unit is no longer there
      ['error', 'units', 'A3'],
    ]);
    expect(existsSync(inProject('data/gcm.ods'))).toBe(true);
  });
});
