import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { beforeEach, describe, expect, it } from 'vitest';
import { edit } from './support/edit.js';
import { type Ended, gcm, ownRules, root, smallProject } from './support/gcm.js';
import { sheetBytes } from './support/workbooks.js';
import { type CellSpec, type SheetSpec, xlsx } from './support/xlsx.js';

/** Import of workbooks that contain only a part of the project, and of other files. */
let cwd = '';
let before: Record<string, string> = {};

beforeEach(() => {
  cwd = smallProject();
  before = sheetBytes(cwd);
});

const run = (file: string, ...options: string[]): Promise<Ended> =>
  gcm(['workbook', 'import', file, ...options, ...ownRules], { cwd });

/** Writes a workbook with these sheets, each with the rows of its CSV file after an edit. */
function write(sheets: Record<string, (rows: string[][]) => string[][]>, more: SheetSpec[] = []): void {
  const own = Object.entries(sheets).map(([name, change]): SheetSpec => {
    const rows = change(parse(Buffer.from(before[`${name}.csv`] ?? '', 'latin1')) as string[][]);
    return { name, rows: rows.map((row) => row.map((cell): CellSpec => (cell === '' ? undefined : cell))) };
  });
  writeFileSync(path.join(cwd, 'part.xlsx'), xlsx({ sheets: [...own, ...more] }));
}

const same = (rows: string[][]): string[][] => rows;

/** Returns the names of the files that an import changed. */
const changed = (): string[] => {
  const after = sheetBytes(cwd);
  return Object.keys(after).filter((name) => after[name] !== before[name]);
};

describe('a workbook with some of the sheets', () => {
  it('is imported, and one notice lists the other sheets', async () => {
    write({ units: (rows) => [...rows, ['RATIO', 'Ratio']], series: same }, [{ name: 'Budget', rows: [['a'], ['b']] }]);
    const { code, stdout } = await run('part.xlsx', '--verbose');
    expect(code).toBe(0);
    expect(changed()).toEqual(['units.csv']);
    expect(stdout.match(/\[sheet-missing\]/g)).toHaveLength(1);
    expect(stdout).toContain('notice [sheet-missing] The workbook does not contain the sheets dataset, schemes,');
    expect(stdout).toContain('warning [unknown-sheet] Unknown sheet "Budget", ignored');
  });

  it('is checked together with the CSV files', async () => {
    write({ links: (rows) => rows.map((row, i) => (i === 1 ? ['1', '10.77', ...row.slice(2)] : row)) });
    const wrong = await run('part.xlsx');
    expect(wrong.stdout).toContain('part.xlsx:links!B2 error [foreign-key]');
    write({ units: (rows) => rows.filter(([unit]) => unit !== 'NUMBER') });
    const missing = await run('part.xlsx');
    expect(missing.stdout).toContain('data/series.csv:2:3 error [foreign-key]');
    expect([wrong.code, missing.code, ...changed()]).toEqual([1, 1]);
  });

  it('is not refused because of an older error in another sheet', async () => {
    edit(path.join(cwd, 'data'), 'links.csv', (text) => text.replace('1,10.7,', '1,10.77,'));
    before = sheetBytes(cwd);
    write({ statuses: (rows) => rows.map((row) => row.map((cell) => (cell === 'Stated' ? 'Said' : cell))) });
    expect(await run('part.xlsx')).toMatchObject({ code: 0 });
    expect(changed()).toEqual(['statuses.csv']);
  });

  it('is refused if a sheet was renamed', async () => {
    write({ units: same }, [{ name: 'serie', rows: [['series', 'code', 'title_en']] }]);
    const { code, stdout } = await run('part.xlsx');
    expect(code).toBe(1);
    expect(stdout).toContain('error [sheet-missing] Missing sheet "series" in the workbook. Did you mean "serie"?');
  });

  it.each(['Series (2)', 'series 2026', 'Kopie von series', 'my numbers'])(
    'is refused if a sheet became "%s" when it was copied',
    async (name) => {
      const edited = (parse(Buffer.from(before['series.csv'] ?? '', 'latin1')) as string[][]).map((row, i) =>
        i === 1 ? [row[0], row[1], 'Another title', ...row.slice(3)] : row,
      );
      const copy: SheetSpec = { name, rows: edited.map((row) => row.map((cell) => (cell === '' ? undefined : cell))) };
      write({ units: same }, [copy]);
      const moved = await run('part.xlsx');
      expect(moved.stdout).toContain(
        `error [sheet-missing] Missing sheet "series" in the workbook. Did you mean "${name}"?`,
      );
      write({ units: same, series: same }, [copy]);
      const beside = await run('part.xlsx');
      expect(beside.stdout).toContain(`error [unknown-sheet] The sheet "${name}" looks like a copy of "series"`);
      expect([moved.code, beside.code, ...changed()]).toEqual([1, 1]);
    },
  );

  it('is imported if it has an unchanged copy of a sheet', async () => {
    const rows = (parse(Buffer.from(before['units.csv'] ?? '', 'latin1')) as string[][]).map((row) => [...row]);
    write({ units: same }, [{ name: 'units (2)', rows }]);
    const { code, stdout } = await run('part.xlsx');
    expect(code).toBe(0);
    expect(stdout).toContain('warning [unknown-sheet] Unknown sheet "units (2)", ignored. Did you mean "units"?');
  });

  it('is one error if no sheet belongs to the project', async () => {
    write({}, [
      { name: 'Table 1', rows: [['a']] },
      { name: 'Table 2', rows: [['b']] },
    ]);
    const { code, stdout } = await run('part.xlsx');
    expect(code).toBe(1);
    expect(stdout).toContain(
      'error [sheet-missing] The workbook does not contain any sheet of this project, only Table 1, Table 2',
    );
    expect(stdout).toContain('\n1 error, 0 warnings, 1 notice');
  });

  it('leaves a private column out of the CSV file', async () => {
    write({
      units: (rows) =>
        rows.map((row, i) => [
          row[0] as string,
          i === 0 ? 'my notes' : `note ${i}`,
          i === 1 ? 'Count' : (row[1] as string),
          ...row.slice(2),
        ]),
    });
    const { code, stdout } = await run('part.xlsx');
    expect(code).toBe(0);
    expect(stdout).toContain('warning [unknown-column] Unknown column "my notes", ignored');
    expect(changed()).toEqual(['units.csv']);
    expect(sheetBytes(cwd)['units.csv']).toBe((before['units.csv'] as string).replace(',Number', ',Count'));
  });
});

it('does not publish a private column of a CSV file, and keeps it in the file', async () => {
  edit(path.join(cwd, 'data'), 'units.csv', (text) =>
    text.replaceAll('\n', ',"secret, ""really"""\n').replace(/,"secret.*/, ',remark'),
  );
  const own = sheetBytes(cwd)['units.csv'];
  const rules = ['--ontology', path.join(root, 'ontology'), '--queries', path.join(root, 'queries')];
  const { code, stdout } = await gcm(['build', '--no-site', ...rules], { cwd });
  expect(code).toBe(0);
  expect(stdout).toContain('data/units.csv:1:9 warning [unknown-column] Unknown column "remark", ignored');
  expect(readFileSync(path.join(cwd, 'build/current/data/units.csv'), 'latin1')).toBe(before['units.csv']);
  write({
    units: (rows) =>
      rows.map(([unit = '', title = '', ...more]) => [unit, title === 'Number' ? 'Count' : title, ...more]),
  });
  expect((await run('part.xlsx')).code).toBe(0);
  expect(sheetBytes(cwd)['units.csv']).toBe(own?.replace(',Number', ',Count'));
});

describe('a file that is not a workbook', () => {
  const refusals: [string, string, RegExp][] = [
    ['data/units.csv', 'unit,title_en\n', /is a CSV file.*Sheets in the data folder need no import/],
    ['units.tsv', 'unit\ttitle_en\n', /is a CSV file.*Copy it to "data" under the name of its sheet/],
    ['notes.xlsx', 'unit;title\n', /plain text, such as CSV/],
  ];
  it.each(refusals)('%s', async (file, content, message) => {
    writeFileSync(path.join(cwd, file), content);
    before = sheetBytes(cwd);
    const { code, stdout, stderr } = await run(file);
    expect(code).toBeGreaterThan(0);
    expect(stdout + stderr).toMatch(message);
    expect(changed()).toEqual([]);
  });

  it('a folder', async () => {
    mkdirSync(path.join(cwd, 'books'));
    expect(await run('books')).toMatchObject({ code: 2, stderr: 'gcm: "books" is a folder. Expected a file\n' });
  });

  it('a workbook or folder that is given to gcm check', async () => {
    expect((await gcm(['check', 'gcm.xlsx'], { cwd })).stderr).toBe(
      'gcm: Unexpected argument "gcm.xlsx". To check a workbook, use gcm workbook import gcm.xlsx --dry-run\n',
    );
    expect((await gcm(['build', 'data'], { cwd })).stderr).toContain('use gcm build --data FOLDER');
    expect((await gcm(['verify', 'a', 'b'], { cwd })).stderr).toContain('Usage: gcm verify [release]');
  });
});
