import { describe, expect, it } from 'vitest';
import { readMetadata } from '../src/csvw/metadata/metadata.js';
import { sheetNames, sheetSources } from '../src/sheets/workbook-export.js';

const text = (name: string, more: object = {}) => ({ name, titles: name, ...more });

const tables = readMetadata(
  {
    '@context': 'http://www.w3.org/ns/csvw',
    tables: [
      {
        url: 'places.csv',
        'dc:title': 'Places',
        tableSchema: {
          primaryKey: 'place',
          columns: [
            text('place', {
              required: true,
              datatype: { base: 'string', format: '[a-z]+', 'dc:description': 'small letters' },
            }),
            text('name_ar', { lang: 'ar' }),
            text('status', { datatype: { base: 'string', format: 'current|retired' } }),
            text('pattern', { datatype: { base: 'string', format: 'a.c|b' } }),
            text('open', { datatype: 'boolean' }),
            text('heads', { datatype: 'integer' }),
            text('since', { datatype: 'gYear' }),
          ],
        },
      },
      {
        url: 'links.csv',
        tableSchema: {
          primaryKey: ['place', 'other'],
          foreignKeys: [{ columnReference: 'place', reference: { resource: 'places.csv', columnReference: 'place' } }],
          columns: [
            text('place', { required: true }),
            text('other'),
            text('many', { separator: ';', datatype: 'integer' }),
          ],
        },
      },
    ],
  },
  'https://example.org/',
  (path, message) => {
    throw new Error(`${path}: ${message}`);
  },
).tables;

const sources = sheetSources(
  tables.map((table) => {
    const titles = table.columns.map(({ name }) => name);
    return { table, rows: [{ number: 1, cells: titles }], header: { titles, columns: table.columns } };
  }),
);
const column = (sheet: number, name: string) => sources[sheet]?.columns.find((one) => one.name === name);

describe('sheetSources', () => {
  it('describes columns', () => {
    expect(column(0, 'place')?.description).toBe(
      'place\nSmall letters.\nIdentifies the row: each value can occur only once.\nRequired.',
    );
    expect(column(0, 'name_ar')?.description).toBe('name_ar\nLanguage: ar.\nOptional.');
    expect(column(0, 'heads')?.description).toBe('heads\nA whole number such as 12.\nOptional.');
    expect(column(1, 'place')?.description).toBe(
      'place\nA code from the sheet "places".\nIdentifies the row together with other: each combination can occur only once.\nRequired.',
    );
    expect(column(1, 'many')?.description).toContain('Separate several values with ";".');
  });

  it('recognizes keys, codes and numbers', () => {
    const names = (test: (one: NonNullable<ReturnType<typeof column>>) => boolean | undefined) =>
      sources.flatMap(({ name, columns }) => columns.filter(test).map((one) => `${name}.${one.name}`));
    expect(names(({ isKey }) => isKey)).toEqual(['places.place']);
    expect(names(({ isCode }) => isCode)).toEqual([
      'places.place',
      'places.status',
      'places.pattern',
      'links.place',
      'links.other',
    ]);
    expect(names(({ isNumber }) => isNumber)).toEqual(['places.heads']);
    expect(names(({ required }) => required)).toEqual(['places.place', 'links.place']);
  });

  it('offers choices if the values are known', () => {
    expect(column(0, 'status')?.choices).toEqual(['current', 'retired']);
    expect(column(0, 'open')?.choices).toEqual(['true', 'false']);
    expect(column(0, 'pattern')?.choices).toBeUndefined();
    expect(column(1, 'place')?.choicesFrom).toEqual({ sheet: 'places', column: 'place', label: 'name_ar' });
    expect(column(1, 'many')).not.toHaveProperty('choices');
  });

  it('uses the title of a table, or its name', () => {
    expect(sources.map(({ title }) => title)).toEqual(['Places', 'links.csv']);
  });
});

describe('sheetNames', () => {
  const names = (...urls: string[]) => [
    ...sheetNames(urls.map((name) => ({ ...tables[0], name }) as (typeof tables)[0])).values(),
  ];

  it.each([
    [['links.csv'], ['links']],
    [
      ['more/links.csv', 'links.csv', 'LINKS.csv'],
      ['links', 'links-2', 'LINKS-3'],
    ],
    [
      ['about.csv', 'History.csv', 'lists.csv', 'problems.csv'],
      ['about-2', 'History-2', 'lists-2', 'problems-2'],
    ],
    [
      ['a[b]:c*d?.csv', "'x'.csv"],
      ['a-b--c-d-', '-x-'],
    ],
    [['own.xlsx#links'], ['links']],
    [
      [`${'long'.repeat(10)}.csv`, `${'long'.repeat(10)}er.csv`],
      ['longlonglonglonglonglonglonglon', 'longlonglonglonglonglonglongl-2'],
    ],
  ])('%j are %j', (urls, expected) => expect(names(...urls)).toEqual(expected));
});
