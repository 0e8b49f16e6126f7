import { describe, expect, it } from 'vitest';
import { textOf } from '../src/bytes.js';
import type { Problem } from '../src/problem.js';
import { likelyHeader } from '../src/sheets/likely-header.js';
import { fileOfRow, memberOf } from '../src/sheets/table-families.js';
import { type ProjectGroup, readGroup } from '../src/sheets/table-group.js';
import { clean, projectFiles, readFiles, readProject, tables } from './support/figure-files.js';

function groupOf(change?: Parameters<typeof tables>[0]): { group: ProjectGroup; problems: Problem[] } {
  const problems: Problem[] = [];
  return { group: readGroup(tables(change), 'data/tables.json', undefined, problems), problems };
}

describe('a description of many tables', () => {
  const { group, problems } = groupOf();
  const [family] = group.families as [ProjectGroup['families'][number]];
  const row = { series: 'X', topic: 'T 1', unit: 'KG' };
  const header = ['area', 'year', 'sex', 'value'];

  it('is a family, and no table', () => {
    expect(problems).toEqual([]);
    expect(group.tables.map(({ name }) => name)).toEqual(['series.csv', 'areas.csv']);
    expect(group.families.map(({ table, rowsOf }) => [table.name, rowsOf.name])).toEqual([
      ['figures/{series}.csv', 'series.csv'],
    ]);
  });

  it('names the file of each row', () => {
    expect(fileOfRow(family, row)).toBe('figures/X.csv');
    expect(fileOfRow(family, { series: 'a/b' })).toBe('figures/a%2Fb.csv');
  });

  it('becomes an ordinary table, with the columns of the file and the cells of the row', () => {
    const { table, faults } = memberOf(family, row, header);
    expect(faults).toBeUndefined();
    expect(table.url).toBe('https://example.org/data/figures/X.csv');
    expect(table.columns.map(({ name, required }) => [name, required])).toEqual([
      ['area', true],
      ['year', true],
      ['sex', true], // a part of the key
      ['value', false],
    ]);
    expect(table.primaryKey).toEqual(['area', 'year', 'sex']);
    expect(table.columns[0]?.aboutUrl).toBe('../../cube/X/{area}/{year}/{sex}');
    expect(table.columns[0]?.valueUrl).toBe('../../area/{area}');
    expect(table.virtualColumns.map(({ name, valueUrl }) => `${name} ${valueUrl}`)).toEqual([
      'type qb:Observation',
      'dataset ../../dataset/X',
      'series ../../series/X',
      'unit ../../unit/KG',
    ]);
  });

  it('needs no column that is not required, and only known columns', () => {
    expect(memberOf(family, row, ['area', 'year', 'value']).faults).toBeUndefined();
    expect(memberOf(family, row, ['area', 'value', 'sexx', 'value']).faults).toEqual({
      missing: ['year'],
      unknown: ['sexx', 'value'],
    });
  });

  it('guesses what the header of a faulty file means', () => {
    expect(likelyHeader(family, '\ufeff"area";"year";"Sex ";"value"\n1;2;3;4')).toEqual([
      'area',
      'year',
      'sex',
      'value',
    ]);
    expect(likelyHeader(family, 'A title\n\narea,year,value\n')).toEqual(header.filter((name) => name !== 'sex'));
    expect(likelyHeader(family, 'area,year,sexx,vlaue\n')).toEqual(header);
    expect(likelyHeader(family, 'Land,year,value\n')).toEqual(['area', 'year', 'value']);
    expect(likelyHeader(family, 'year,value\n')).toEqual(['area', 'year', 'value']);
    expect(likelyHeader(family, 'area,year,value,remark\n')).toEqual(['area', 'year', 'value']);
  });

  it('needs a known table, and a url with its key', () => {
    const unknown = groupOf((one) => {
      one['https://w3id.org/gcm-graph/roles#eachRowOf'] = 'serie.csv';
    });
    expect(unknown.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('Expected a table, found "serie.csv". Did you mean "series.csv"?'),
    ]);
    const same = groupOf((one) => {
      one['url'] = 'figures/all.csv';
    });
    expect(same.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('The url must contain the key of series.csv'),
    ]);
  });
});

describe('the files of a family', () => {
  it('are read without becoming sheets', async () => {
    const { files, sheets } = await readProject(projectFiles(clean));
    expect(sheets.problems).toEqual([]);
    expect(sheets.sheets.map(({ table }) => table.name)).toEqual(['series.csv', 'areas.csv']);
    expect(
      files.map(({ name, constants, owner, ownerFile }) => [name, constants['unit'], owner.number, ownerFile]),
    ).toEqual([
      ['figures/X.csv', 'KG', 2, 'data/series.csv'],
      ['figures/Y.csv', 'KG', 3, 'data/series.csv'],
    ]);
    expect(textOf((files[1] as (typeof files)[1]).bytes.subarray(files[1]?.from))).toBe('001,2000,7\n');
  });

  it('are missing, without a row, or missing altogether', async () => {
    const { X } = clean;
    expect((await readFiles(projectFiles({ X, Z: X }))).found).toEqual([
      'series.csv:A3 error no-file-of-row',
      'figures/Z.csv warning unused-file',
    ]);
    expect((await readFiles(projectFiles({}))).found).toEqual(['series.csv warning no-file-of-row']);
  });

  it('stay files if the sheet of their areas could not be read completely', async () => {
    for (const areas of ['PK\x03\x04', '<html>']) {
      const { sheets } = await readProject(projectFiles(clean, { 'data/areas.csv': areas }));
      expect(sheets.sheets[1]).toMatchObject({ isLost: true });
      expect(sheets.sheets.map(({ table }) => table.name)).toEqual(['series.csv', 'areas.csv']);
    }
    // A sheet without a row reports the figures about it.
    const { sheets } = await readProject(projectFiles(clean, { 'data/areas.csv': 'area\n001\n002\n' }));
    expect(sheets.sheets.map(({ table }) => table.name)).toEqual(['series.csv', 'areas.csv', 'figures/X.csv']);
  });

  it('report an area without a row in ten files, even if more files contain it', async () => {
    const names = Array.from({ length: 14 }, (_, i) => `S${i}`);
    const series = ['series,topic,unit', ...names.map((name) => `${name},T 1,KG`), ''].join('\n');
    const figures = names.map((name, i) => [name, `area,year,value\n${i === 12 ? '999' : '002'},2000,1\n`]);
    const areas = { 'data/series.csv': series, 'data/areas.csv': 'area\n001\n' };
    const { sheets } = await readProject(projectFiles(Object.fromEntries(figures), areas));
    const faulty = sheets.sheets.map(({ table }) => table.name).slice(2);
    expect(faulty).toEqual([...names.slice(0, 10), 'S12'].map((name) => `figures/${name}.csv`));
  });

  it('are recalled if no input changed', async () => {
    const known = new Map<string, string>();
    let made = 0;
    const recall = (inputs: Iterable<Uint8Array>, make: () => string): string => {
      const key = Array.from(inputs, textOf).join('\0');
      if (!known.has(key)) made++;
      known.set(key, known.get(key) ?? make());
      return known.get(key) as string;
    };
    const first = await readProject(projectFiles(clean), recall);
    expect((await readProject(projectFiles(clean), recall)).files).toEqual(first.files);
    expect(made).toBe(1);
    await readProject(projectFiles({ ...clean, Y: 'area,year,value\n001,2000,8\n' }), recall);
    await readProject(projectFiles(clean, { 'data/areas.csv': 'area\n001\n008\n' }), recall);
    expect(made).toBe(3);
  });
});

describe('a faulty file of a family', () => {
  const faultsOf = async (text: string | Uint8Array) => {
    const { files, found } = await readFiles(projectFiles({ Y: clean.Y }, { 'data/figures/X.csv': text }));
    const [file] = files as [(typeof files)[0]];
    return { found, text: textOf(file.bytes), census: file.census, names: file.table.columns.map(({ name }) => name) };
  };

  it.each([
    ['a code without zeros', 'area,year,value\n8,2000,1\n', ['figures/X.csv:A2 error id-pattern']],
    ['an unknown area', 'area,year,value\n003,2000,1\n', ['figures/X.csv:A2 error foreign-key']],
    ['a row twice', 'area,year,value\n001,2000,1\n001,2000,2\n', ['figures/X.csv:A3 error duplicate-id']],
    ['a decimal comma', 'area,year,value\n001,2000,"1,5"\n', ['figures/X.csv:C2 error decimal-comma']],
    ['a missing column', 'year,value\n2000,1\n', ['figures/X.csv:1 error missing-column']],
    ['a misspelt column', 'area,year,sexx,value\n001,2000,F,1\n', ['figures/X.csv:C1 error unknown-column']],
    ['a wrong year', 'area,year,value\n001,2000-01,1\n', ['figures/X.csv:B2 error datatype']],
    ['an empty key', 'area,year,sex,value\n001,2000,,1\n', ['figures/X.csv:C2 error required']],
  ])('reports %s', async (_, text, expected) => {
    expect((await faultsOf(text)).found).toEqual(expected);
  });

  it('is read with semicolons, another spelling of the header, or an own column', async () => {
    const plain = 'area,year,sex,value\n001,2000,F,1\n';
    const semicolons = await faultsOf('area;year;sex;value\r\n001;2000;F;1\r\n');
    expect(semicolons).toMatchObject({ found: ['figures/X.csv notice delimiter'], text: plain });
    expect(await faultsOf('Area,year,SEX,value\n001,2000,F,1\n')).toMatchObject({ text: plain });
    const more = await faultsOf('area,remark,year,sex,value\n001,seen,2000,F,1\n');
    expect(more).toMatchObject({ found: ['figures/X.csv:B1 warning unknown-column'], text: plain });
    expect(more.names).toEqual(['area', 'year', 'sex', 'value']);
    expect(more.census).toMatchObject({ rows: 1, isClean: true, smallest: 1 });
  });

  it('has line ends, quotation marks and a byte order mark without a fault', async () => {
    const saved = `\ufeff${clean.X.replaceAll('\n', '\r\n').replaceAll('F', '"F"')}`;
    expect(await faultsOf(saved)).toMatchObject({ found: ['figures/X.csv notice bom'], text: clean.X });
    expect(await faultsOf(clean.X.replaceAll('\n', '\r\n'))).toMatchObject({ found: [], text: clean.X });
  });
});
