import { describe, expect, it } from 'vitest';
import { textOf, utf8 } from '../src/bytes.js';
import { compareFile } from '../src/diff/figure-files.js';
import { areFew, asSheets, changedFiles, rowsLost } from '../src/diff/figures-since.js';
import { indexEntry, serializeIndex } from '../src/figures/figures-index.js';
import { findFigure } from '../src/figures/find-figure.js';
import { emptySlices, partOf, partQuads, selectRows } from '../src/figures/part.js';
import { factsOf, type Item, profilesOf } from '../src/figures/profiles.js';
import { type FigureFile, rowsIn } from '../src/figures/rows-of-file.js';
import { groupRows, headerOf, writeGroup } from '../src/figures/write-tables.js';
import { filesOf } from '../src/files.js';
import { linesFrom } from '../src/node/figures/read-figures.js';
import { type Census, takeCensus } from '../src/sheets/family-census.js';
import type { FamilyFile } from '../src/sheets/family-files.js';
import { plainBytes } from '../src/sheets/plain-bytes.js';
import { clean, projectFiles, readFiles, readProject } from './support/figure-files.js';

async function filesWith(figures: Record<string, string>): Promise<FamilyFile[]> {
  const { files, found } = await readFiles(projectFiles({ ...clean, ...figures }));
  expect(found).toEqual([]);
  return files;
}

const fileWith = async (text: string): Promise<FamilyFile> => (await filesWith({ X: text }))[0] as FamilyFile;

/** A file as the threads get it. */
const sent = (file: FamilyFile, names: string[] = []): FigureFile => ({
  ...file,
  names,
  family: file.family.table,
  groupedBy: ['area', 'topic'],
});

const dataset = (series: string): string => `https://example.org/dataset/${series}`;

describe('a census', () => {
  const censusOf = async (rows: string): Promise<Census> => {
    const { table, from } = await fileWith(clean.X);
    const header = 'area,year,sex,value,nature\n';
    return takeCensus(table, utf8(header + rows), from);
  };

  it('counts rows and finds the range and the different codes', async () => {
    expect((await fileWith(clean.X)).census).toEqual({
      rows: 3,
      isClean: true,
      values: { area: ['001', '008'], year: ['2000', '2001'], sex: ['F', 'T'], nature: ['C', 'E'] },
      smallest: -2,
      largest: 3,
    });
    expect(await censusOf('')).toMatchObject({ rows: 0, isClean: true, smallest: null, largest: null });
    expect(await censusOf('001,2000,F,0.25,C\n001,2001,F,-0.5,C\n')).toMatchObject({ smallest: -0.5, largest: 0.25 });
    expect(await censusOf('001,2000,F,1e3,C\n')).toMatchObject({ isClean: false });
  });

  it.each([
    ['a wrong code', '1,2000,F,1,C\n'],
    ['a wrong number', '001,2000,F,x,C\n'],
    ['an empty key', '001,2000,,1,C\n'],
    ['a short row', '001,2000,F\n'],
    ['a key twice', '001,2000,F,1,C\n001,2001,F,1,C\n001,2000,F,2,E\n'],
  ])('is not clean with %s', async (_, rows) => {
    expect((await censusOf('001,2000,F,1,C\n')).isClean).toBe(true);
    expect((await censusOf(rows)).isClean).toBe(false);
  });
});

describe('plain bytes', () => {
  const plain = (text: string): string | undefined => {
    const bytes = plainBytes(utf8(text));
    return bytes && textOf(bytes);
  };
  it('have no byte order mark, carriage returns and quotation marks', () => {
    const given = utf8('a,b\n');
    expect(plainBytes(given)).toBe(given);
    expect(plain('\ufeffa,b\r\n1,2\r\n')).toBe('a,b\n1,2\n');
    expect(plain('"a","b"\r\n"1",2')).toBe('a,b\n1,2\n');
  });
  it('need cells without commas, and line ends that are known', () => {
    expect(plain('a,b\n"1,5",2\n')).toBeUndefined();
    expect(plain('a,b\r1,2\r')).toBeUndefined();
    expect(plain('a,b\n"1,2\n')).toBeUndefined();
    expect(plainBytes(new Uint8Array([0x22, 0xff, 0x22]))).toBeUndefined();
  });
});

describe('the part of the figures in the graph', () => {
  const slices = new Map([[dataset('X'), ['sex=T']]]);
  const text = [
    'area,year,sex,value,boundSign,boundValue',
    '001,2000,F,1,,',
    '001,2000,T,3,,',
    '001,2001,T,4,,',
    '008,2000,T,5,,',
    '008,2001,T,,<,2.5',
    '008,2002,T,,,',
    '',
  ].join('\n');

  it('has all years of some areas and the newest value or bound of the others', async () => {
    const file = await fileWith(text);
    expect(selectRows(file, { slices, areas: new Set(['001']) })).toEqual([
      '001,2000,T,3,,',
      '001,2001,T,4,,',
      '008,2001,T,,<,2.5',
    ]);
    expect(selectRows(file, { slices: new Map([[dataset('X'), []]]), areas: new Set() })).toHaveLength(2);
    expect(selectRows(file, { slices: new Map(), areas: new Set(['001']) })).toEqual([]);
  });

  it('is described by the answers of two queries', () => {
    const literal = (value: string) => ({ type: 'literal' as const, value });
    const table = (rows: (string | undefined)[][]) => ({
      columns: [],
      rows: rows.map((row) => row.map((value) => (value === undefined ? undefined : literal(value)))),
    });
    expect(
      partOf(
        table([
          ['a', 'sex=T'],
          ['a', 'age=X'],
          ['b', undefined],
        ]) as never,
        table([['001']]) as never,
      ),
    ).toEqual({
      slices: new Map([
        ['a', ['sex=T', 'age=X']],
        ['b', []],
      ]),
      areas: new Set(['001']),
    });
  });

  it('is statements with the address, data set and unit of each figure', async () => {
    const quads = partQuads([await fileWith(text)], { slices, areas: new Set() });
    const said = quads.map(({ subject, predicate, object, graph }) =>
      [subject, predicate, object, graph].map(({ value }) => value.replace('https://example.org/', '')).join(' '),
    );
    expect(said).toContain('cube/X/001/2001/T http://purl.org/linked-data/cube#dataSet dataset/X graph/figures');
    expect(said).toContain('cube/X/001/2001/T http://purl.org/linked-data/sdmx/2009/measure#obsValue 4 graph/figures');
    expect(new Set(quads.map(({ subject }) => subject.value)).size).toBe(2);
  });

  it('is empty for codes that no row has, which is reported at the series', async () => {
    const files = await filesWith({ X: text });
    const found = (slice: string[]) =>
      emptySlices(files, { slices: new Map([[dataset('X'), slice]]), areas: new Set() });
    expect(found(['sex=T'])).toEqual([]);
    expect(found(['sex=M', 'age=ALL']).map(({ where, message }) => [where.file, where.row, message])).toEqual([
      ['data/series.csv', 2, expect.stringContaining('data/figures/X.csv has sex=M')],
      ['data/series.csv', 2, expect.stringContaining('data/figures/X.csv has age=ALL')],
    ]);
  });
});

describe('the index of all statements', () => {
  it('begins with the names of a file, and how its addresses begin', async () => {
    const [file] = await filesWith({});
    const begun = indexEntry(sent(file as FamilyFile, ['X', 'T1']));
    expect(begun).toEqual({
      names: ['X', 'T1'],
      dataset: dataset('X'),
      subject: 'https://example.org/cube/X/',
      pieces: [],
    });
    expect(JSON.parse(serializeIndex([begun]))).toEqual([begun]);
  });

  it('keeps the lines of the wanted subjects', () => {
    const text = '<a/1> .\n<a/1> ..\n<a/2> .\n<b/1> .\n';
    const lines = Buffer.from(text);
    expect(`${linesFrom(lines, undefined)}`).toBe(text);
    expect(`${linesFrom(lines, ['<a/1'])}`).toBe('<a/1> .\n<a/1> ..\n');
    expect(`${linesFrom(lines, ['<b/', '<a/2'])}`).toBe('<b/1> .\n<a/2> .\n');
    expect(`${linesFrom(lines, ['<1', '<c'])}`).toBe('');
  });
});

describe('a profile', () => {
  const item: Item = {
    group: 'g1',
    groupCode: '1',
    groupName: 'Group',
    item: 'i1',
    itemCode: 'T1',
    itemName: 'Item',
    dataset: dataset('X'),
    slice: ['sex=T', 'age=ALL'],
    direction: 'lower',
  };
  const header = 'area,year,sex,age,value,boundSign,boundValue\n';
  const factOf = async (rows: string, more: Partial<Item> = {}, breakdown = 'sex') =>
    factsOf(sent(await fileWith(header + rows)), { ...item, ...more }, breakdown).get('001');

  it('has the newest figure of the slice, and its unit', async () => {
    expect(await factOf('001,2000,T,ALL,1.50,,\n001,2001,T,15+,9,,\n001,2001,F,ALL,8,,\n')).toEqual({
      year: '2000',
      value: '1.50',
      dataset: dataset('X'),
      unit: 'https://example.org/unit/KG',
    });
    expect(await factOf('001,2000,F,ALL,1,,\n')).toBeUndefined();
    expect(await factOf('001,2000,T,ALL,,,\n')).toBeUndefined();
  });

  it('compares it with the oldest of ten years, by the direction of the series', async () => {
    const rows = '001,2000,T,ALL,9,,\n001,2005,T,ALL,1.1,,\n001,2015,T,ALL,1.3,,\n';
    const trend = { from: { year: '2005', value: '1.1' }, change: 0.2, is: 'worse' };
    expect((await factOf(rows))?.trend).toEqual(trend);
    expect((await factOf(rows, { direction: 'higher' }))?.trend?.is).toBe('better');
    expect((await factOf(rows, { direction: 'neither' }))?.trend?.is).toBe('changed');
    expect((await factOf('001,2014,T,ALL,98.36571,,\n001,2015,T,ALL,98.36494,,\n'))?.trend?.change).toBe(-0.00077);
    expect((await factOf('001,2014,T,ALL,1,,\n001,2015,T,ALL,1.0,,\n'))?.trend?.is).toBe('same');
    expect((await factOf('001,2000,T,ALL,1,,\n001,2015,T,ALL,2,,\n'))?.trend).toBeUndefined();
  });

  it('shows a bound, which has no trend', async () => {
    const fact = await factOf('001,2014,T,ALL,4,,\n001,2015,T,ALL,,<,2.5\n');
    expect([fact?.value, fact?.trend]).toEqual(['<2.5', undefined]);
  });

  it('breaks it down in the newest year with at least two known parts', async () => {
    const rows = [
      '001,2014,F,ALL,1,,\n001,2014,M,ALL,2,,\n001,2014,_U,ALL,3,,\n',
      '001,2015,F,ALL,5,,\n001,2015,T,ALL,6,,\n',
    ].join('');
    expect((await factOf(rows))?.breakdown).toEqual({ year: '2014', values: { F: '1', M: '2' } });
    expect((await factOf('001,2015,F,ALL,5,,\n001,2015,T,ALL,6,,\n'))?.breakdown).toBeUndefined();
    expect((await factOf(rows, {}, 'location'))?.breakdown).toBeUndefined();
  });

  it('lists the items of each group, and the items without figures', async () => {
    const files = (await filesWith({ X: `${header}001,2000,T,ALL,1,,\n` })).map((file) => sent(file));
    const items: Item[] = [
      item,
      { ...item, item: 'i2', itemCode: 'T2', dataset: dataset('none') },
      { ...item, group: '', item: 'c', itemCode: 'C', dataset: dataset('Y'), slice: [] },
    ];
    const areas = ['001', '008'].map((code) => ({ iri: `area/${code}`, code, name: code }));
    const words = { groups: 'topics', items: 'things', breakdown: 'sex' };
    expect([...profilesOf(files, items, areas, words)]).toMatchObject([
      {
        code: '001',
        profile: {
          topics: [{ code: '1', name: 'Group', things: ['T1'], missing: ['T2'] }],
          things: [{ code: 'T1', value: '1' }],
          context: [{ code: 'C', value: '7' }],
        },
      },
      {
        code: '008',
        profile: { topics: [{ code: '1', things: [], missing: ['T1', 'T2'] }], things: [], context: [] },
      },
    ]);
  });
});

describe('tables of one area or one topic', () => {
  it('contain the rows of all files with the columns that occur', async () => {
    const files = (await filesWith({})).map((file) => sent(file));
    const groups = groupRows(files, 'area');
    expect([...groups.keys()]).toEqual(['001', '008']);
    const written = (value: string, by = groups): string => {
      let text = '';
      const columns = ['series', 'unit', 'area', 'year', 'sex', 'age', 'value', 'nature'];
      const shares = by.get(value) ?? [];
      writeGroup(shares, headerOf(shares, columns), (part) => {
        text += part;
      });
      return text;
    };
    expect(written('001')).toBe(
      'series,unit,area,year,sex,value,nature\nX,KG,001,2000,F,1.50,C\nX,KG,001,2000,T,3,C\nY,KG,001,2000,,7,\n',
    );
    const topics = groupRows(files, 'topic');
    expect([...topics.keys()]).toEqual(['T1', 'T2']);
    expect(written('T2', topics)).toBe('series,unit,area,year,value\nY,KG,001,2000,7\n');
  });

  it('contain texts of the series as they are', async () => {
    const file = sent(await fileWith('area,year,value\n001,2000,1\n'));
    const costly = { ...file, constants: { ...file.constants, unit: '$&$1' } };
    let text = '';
    writeGroup(
      [{ file: costly, block: { start: file.from, end: file.bytes.length } }],
      ['unit', 'area', 'value'],
      (part) => {
        text += part;
      },
    );
    expect(text).toBe('unit,area,value\n$&$1,001,1\n');
  });

  it('contain an area whose rows are not together once', async () => {
    const file = await fileWith('area,year,value\n001,2000,1\n008,2000,2\n001,2001,3\n');
    const shares = groupRows([sent(file)], 'area').get('001') ?? [];
    const rows = shares.flatMap((share) => [...rowsIn(share.file, share.block.start, share.block.end)]);
    expect(rows).toEqual([
      ['001', '2000', '1'],
      ['001', '2001', '3'],
    ]);
  });
});

describe('the row of a figure', () => {
  it('is found by its address', async () => {
    const files = await filesWith({});
    const { quads, origins } = findFigure(files, 'https://example.org/cube/X/008/2001/F');
    expect(quads.map(({ predicate }) => predicate.value.split(/[#/]/).pop())).toContain('obsValue');
    const value = quads.findIndex(({ predicate }) => predicate.value.endsWith('obsValue'));
    expect(quads[value]?.object.value).toBe('-2');
    expect(origins[value]).toMatchObject({ row: 4, column: 3, sheet: { file: 'data/figures/X.csv' } });
    expect(findFigure(files, 'https://example.org/cube/X/008/2001/T').quads).toEqual([]);
    expect(findFigure(files, 'https://example.org/area/008').quads).toEqual([]);
  });

  it('has its number in the file, also if rows before it were blank', async () => {
    const { files } = await readFiles(
      projectFiles({ Y: clean.Y }, { 'data/figures/X.csv': 'area;year;value\n\n001;2000;1\n' }),
    );
    const { origins } = findFigure(files, 'https://example.org/cube/X/001/2000');
    expect(origins[0]?.row).toBe(3);
  });
});

describe('files that differ from an earlier version', () => {
  const rows = (count: number): string => Array.from({ length: count }, (_, i) => `001,${1900 + i},${i}\n`).join('');
  const header = 'area,year,value\n';

  it('are found, and reported if they lost many rows', async () => {
    const { files, sheets } = await readProject(projectFiles({ X: header + rows(40), Y: clean.Y }));
    const lost = (older: Record<string, string>) => {
      const changed = changedFiles(filesOf(projectFiles(older)), 'data', files);
      return [changed.map(({ file }) => file.name), rowsLost(changed, sheets.group, 'before')] as const;
    };
    expect(lost({ X: header + rows(40), Y: clean.Y })).toEqual([[], []]);
    expect(lost({ X: (header + rows(40)).replaceAll('\n', '\r\n') })).toEqual([[], []]);
    expect(lost({ X: header + rows(42), Y: 'area,year,value\n001,2000,8\n' })).toEqual([
      ['figures/X.csv', 'figures/Y.csv'],
      [],
    ]);
    const [, [problem, ...others]] = lost({ X: header + rows(90) });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: 'rows-removed', where: { file: 'data/figures/X.csv' } });
    expect(problem?.message).toMatch(/^50 of 90 rows of before are missing .* now has 40 rows.*001 1940; 001 1941$/);
  });

  it('are compared cell by cell if they are few', async () => {
    const files = await filesWith({ X: header + rows(40) });
    const [file] = files as [FamilyFile];
    const older = utf8(header + rows(41));
    expect(areFew([{ file, older }])).toBe(true);
    expect(areFew([{ file, older: new Uint8Array(1 << 20) }])).toBe(false);
    const { before, after } = asSheets({ file, older });
    expect([before, after].map((sheet) => [sheet.table.name, sheet.rows.length])).toEqual([
      ['figures/X.csv', 42],
      ['figures/X.csv', 41],
    ]);
  });
});

describe('two versions of a file', () => {
  const parts = {
    FigureArea: ['http://purl.org/linked-data/sdmx/2009/dimension#refArea'],
    FigurePeriod: ['http://purl.org/linked-data/sdmx/2009/dimension#refPeriod'],
  };
  const compared = async (before: string, after: string) =>
    compareFile(await fileWith(before), await fileWith(after), parts);

  it('differ by new, removed and revised figures', async () => {
    const { tally, others, rows, examples } = await compared(
      'area,year,sex,value,nature\n001,2000,F,1,C\n001,2000,T,2,C\n001,2001,T,3,C\n008,2000,T,4,C\n',
      'area,year,sex,value,nature\n001,2000,F,1.5,C\n001,2000,T,2,E\n002,2000,T,9,C\n008,2000,T,40,C\n',
    );
    expect(tally).toEqual({
      added: 1,
      removed: 1,
      revised: 2,
      largest: [
        {
          figure: 'https://example.org/cube/X/008/2000/T',
          area: 'https://example.org/area/008',
          time: '2000',
          before: '4',
          after: '40',
          by: 36,
        },
        expect.objectContaining({ figure: 'https://example.org/cube/X/001/2000/F', before: '1', after: '1.5' }),
      ],
    });
    expect(others).toEqual([{ property: 'https://example.org/ontology#nature', added: 1, removed: 1 }]);
    expect([rows, examples]).toEqual([4, ['001 2001 T']]);
  });

  it('are compared by the names of their columns', async () => {
    const { tally } = await compared(
      'area,year,sex,value\n001,2000,F,1\n001,2001,F,2\n',
      'year,area,sex,value,boundSign,boundValue\n2000,001,F,1,,\n2001,001,F,,<,2\n',
    );
    expect(tally).toMatchObject({ added: 0, removed: 0, revised: 1 });
    expect(tally.largest.map(({ before, after }) => [before, after])).toEqual([['2', '<2']]);
  });

  it('do not share figures if a column of the key is new', async () => {
    const { tally } = await compared('area,year,value\n001,2000,1\n', 'area,year,sex,value\n001,2000,T,1\n');
    expect(tally).toMatchObject({ added: 1, removed: 1, revised: 0 });
  });

  it('can be a new file, or a removed one', async () => {
    const file = await fileWith(clean.X);
    expect(compareFile(undefined, file, parts).tally).toMatchObject({ added: 3, removed: 0 });
    expect(compareFile(file, undefined, parts)).toMatchObject({ tally: { added: 0, removed: 3 }, rows: 3 });
  });

  it('keep the five largest revisions', async () => {
    const text = (by: number): string =>
      `area,year,value\n${Array.from({ length: 9 }, (_, i) => `001,200${i},${i * by}\n`).join('')}`;
    const { tally } = await compared(text(1), text(2));
    expect([tally.revised, tally.largest.map(({ by }) => by)]).toEqual([8, [8, 7, 6, 5, 4]]);
  });
});
