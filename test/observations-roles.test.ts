import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ownTables } from '../src/node/observations/open-files.js';
import type { GivenColumn } from '../src/observations/columns.js';
import { recogniseTable } from '../src/observations/formats.js';
import { gcm, temporaryFile, temporaryFolder } from './support/gcm.js';
import { base, observationsOf, observed, ontology, refused, thingsIn } from './support/observations.js';
import { xlsx } from './support/xlsx.js';

/** Columns that are recognised by their role, in layouts of UN portals and other publishers. The rows are invented. */

const tables = ownTables();

/** "Year, area" → rows of cells. */
const rowsOf = (text: string): string[][] => text.split('\n').map((line) => line.split('|'));

/** Recognises a table, and returns "role" or "role concept" for each column, with "?" for an unknown one. */
function roles(text: string, file = 'x.csv', given: GivenColumn[] = []): string[] {
  const found = recogniseTable(rowsOf(text), { file, given }, tables);
  if (!('format' in found)) return [`missing: ${found.missing.join()}`, ...found.numbers];
  const constants = found.layout.constants.map(({ role, text: all }) => `${role}==${all}`);
  const columns = found.layout.columns.map(
    ({ role, concept, isUnknown, isDeduced }) =>
      `${role}${concept === '' ? '' : ` ${concept}`}${isUnknown || isDeduced ? '?' : ''}`,
  );
  return [`${found.format.name} ${found.before}`, ...columns, ...constants];
}

describe('columns are recognised by their role', () => {
  it.each<[string, string, string[]]>([
    [
      'the API of the UNSD as JSON in columns, with the index of pandas',
      '|goal|indicator|series|seriesDescription|seriesCount|geoAreaCode|geoAreaName|timePeriodStart|value|valueType|dimensions.Sex|attributes.Units|footnotes\n' +
        '0|["1"]|["1.1.1"]|SI_X|Name|2|4|Afghanistan|2017|5|Float|MALE|PERCENT|x\n1|1|1.1.1|SI_X|Name|2|8|Albania|2017|6|Float|MALE|PERCENT|x',
      [
        ...[
          'unsd-portal 1',
          'implied',
          'implied',
          'indicator',
          'series',
          'series-name',
          'implied',
          'area',
          'area-name',
        ],
        ...['period', 'value', 'implied', 'dimension sex', 'attribute units', 'attribute footnote'],
      ],
    ],
    [
      'names in lower case with underscores',
      'series_code|geo_area_code|time_period|value|observation_status|reporting_type\nSI_X|4|2017|5|A|G',
      ['unsd-portal 1', 'series', 'area', 'period', 'value', 'attribute obsStatus', 'dimension reportingType'],
    ],
    [
      'names as R writes them',
      'SeriesCode|GeoAreaCode|TimePeriod|Value|X.Age.|X.Kind.of.book.\nSI_X|4|2017|5|15+|A',
      ['unsd-portal 1', 'series', 'area', 'period', 'value', 'dimension age', 'dimension kindOfBook'],
    ],
    [
      'a title and a blank row above the header, and a name in a column without a name',
      'T04|\n\nRegion/Country/Area||Year|Series|Value|Footnotes|Source\n4|Afghanistan|2010|Refugees|5|x|y',
      ['table 3', 'area', 'area-name', 'period', 'series', 'value', 'attribute footnote', 'attribute source'],
    ],
    [
      'columns with codes and with their names, and a map',
      'X|Y|OBJECTID|SeriesCode|SeriesDesc|Age_Code|Age_Desc|Colour_Code|Colour_Desc|GeoArea_Code|GeoArea_Desc|Year|Value|ISO3CD\n' +
        '1.5|2|7|SI_X|Name|15+|15 and over|R|Red|4|Afghanistan|2017.0|5|AFG',
      [
        ...['unsd-hub 1', 'implied', 'implied', 'implied', 'series', 'series-name', 'dimension age', 'name'],
        ...['dimension colour', 'name', 'area', 'area-name', 'period', 'value', 'implied'],
      ],
    ],
    [
      'the World Bank',
      'Country Name|Country Code|Series Name|Series Code|Time|Time Code|Value\nAlbania|ALB|People|SP_POP|2010|YR2010|5',
      ['table 1', 'area-name', 'area', 'series-name', 'series', 'period', 'implied', 'value'],
    ],
    [
      'the indicator as the series, regions, and tags of HXL',
      'Iso3_code|Country|Region|Indicator|Year|Unit of measurement|VALUE\n#country+code|#country|#region|#indicator|#date||#value\nALB|Albania|Europe|Homicide|2010|Rate|5',
      ['table 2', 'area', 'area-name', 'implied', 'series', 'period', 'attribute units', 'value'],
    ],
    [
      'labels after codes',
      'REF_AREA:Geographic area|INDICATOR:Indicator|SEX:Sex|TIME_PERIOD:Time period|OBS_VALUE:Value\nALB: Albania|X: A name|F: Female|2010|5',
      ['table 1', 'area', 'series', 'dimension sex', 'period', 'value'],
    ],
    [
      'a region without countries',
      'Indicator|Region|Year|Value\nA1|Africa|2010|5',
      ['table 1', 'series', 'area', 'period', 'value'],
    ],
    [
      'the only unknown column with numbers as the value',
      'Indicator|Country|Year|Val|Remark\nA1|Albania|2010|5|x\nA1|Albania|2011|<6|y',
      ['table 1', 'series', 'area', 'period', 'value?', 'dimension remark?'],
    ],
    [
      'two unknown columns with numbers',
      'Indicator|Country|Year|Val|Weight\nA1|Albania|2010|5|3',
      ['missing: value', 'Val', 'Weight'],
    ],
    [
      'urban and rural areas',
      'Country or Area|Year|Area|Sex|Series|Value\nAlbania|2010|Urban|MALE|A|5',
      ['table 1', 'area', 'period', 'dimension area?', 'dimension sex', 'series', 'value'],
    ],
    [
      'codes and names of areas with similar names, and a year twice',
      'Area Code (M49)|Area|Item Code|Item|Year Code|Year|Indicator|Value|Flag\n8|Albania|A|Wheat|2010|2010|A|5|E',
      [
        'table 1',
        'area',
        'area-name',
        'dimension item',
        'name',
        'implied',
        'period',
        'series',
        'value',
        'attribute obsStatus',
      ],
    ],
    [
      'two columns of periods, one of which contains periods',
      'Series|Area|Date|Year|Value\nA|4|May|2010|5',
      ['sheet 1', 'series', 'area', 'implied', 'period', 'value'],
    ],
    ['no series', 'Country|Year|Value\nAlbania|2010|5', ['missing: series']],
  ])('%s', (_what, text, expected) => expect(roles(text)).toEqual(expected));

  it('the series in the name of a file', () => {
    const rows = 'geo|time|pop_x\nafg|2010|5';
    expect(roles(rows, 'ddf--datapoints--pop_x--by--geo--time.csv')).toEqual([
      ...['ddf 1', 'area', 'period', 'value', 'series==POP_X'],
    ]);
    expect(roles('area|year|sex|value|nature\n004|2010|MALE|5|C', 'SI_POV_DAY1.csv')).toEqual([
      ...['figures 1', 'area', 'period', 'dimension sex', 'value', 'attribute nature', 'series==SI_POV_DAY1'],
    ]);
  });

  it('columns that the user names, and the text of all rows', () => {
    const text = 'Year|Origin|Asylum|Refugees|Others\n2010|Albania|Italy|5|6';
    const given = [
      { role: 'area', column: 'asylum' },
      { role: 'Country of origin', column: 'Origin' },
      { role: 'value', column: 'Refugees' },
      { role: 'none', column: 'Others' },
      { role: 'series', text: 'REFUGEES' },
    ];
    expect(roles(text)).toEqual(['missing: series,area,value', 'Refugees', 'Others']);
    expect(roles(text, 'x.csv', given)).toEqual([
      ...['table 1', 'period', 'dimension countryOfOrigin', 'area', 'value', 'implied', 'series==REFUGEES'],
    ]);
    const [, , , value] = roles('Indicator|Area|Year|Value|Other\nA|4|2010|x|5', 'x.csv', [
      { role: 'value', column: 'Other' },
    ]);
    expect(value).toBe('period');
  });

  it('a column of areas is chosen by its cells if its name can mean anything', () => {
    expect(roles('Entity|Code|Year|Series|Value\nAlbania|ALB|2010|A|5')).toEqual([
      'table 1',
      'area-name',
      'area',
      'period',
      'series',
      'value',
    ]);
    expect(roles('Country|Code|Year|Indicator|Value\nAlbania|Q7|2010|A|5').slice(0, 3)).toEqual([
      'table 1',
      'area',
      'dimension code?',
    ]);
    const other = 'Area Code|Area|Indicator|Year|Value\n2|Afghanistan|A|2010|5\n3|Albania|A|2010|5'; // codes of FAO
    expect(roles(other)).toEqual(['table 1', 'implied', 'area', 'series', 'period', 'value']);
    expect(roles(other.replace('2|', '4|').replace('3|', '8|')).slice(1, 3)).toEqual(['area', 'area-name']);
  });
});

describe('the command', () => {
  const cubeOf = async (file: string, ...options: string[]): Promise<string[]> => {
    const { out } = await observed([file], 'cube.nq', options);
    return [...observationsOf(thingsIn(out)).keys()].map((iri) => iri.replace(`${base}cube/`, ''));
  };

  it('asks for a missing column, and reads it then', async () => {
    const file = temporaryFile('x.csv', 'Indicator,Area,Year,Val,Weight\nA1,ALB,2010,5,7\n');
    const report = await refused([file]);
    expect(report).toContain(
      'Missing column: value. Found: series (Indicator), area (Area), period (Year). Other columns: Val, Weight',
    );
    expect(report).toContain('→ Name the column with --column value=NAME');
    const answered = ['--column', 'value=Val', '--column', 'none=Weight', '--column', 'sex==FEMALE'];
    expect(await cubeOf(file, ...answered)).toEqual(['A1/008/2010/FEMALE']);
  });

  it('advises to unpivot a table with one column for each year', async () => {
    const file = temporaryFile('x.csv', 'Country,Indicator,2010,2011,2012\nAlbania,A,1,2,3\n');
    expect(await refused([file])).toContain('Each year has a column');
  });

  it.each([
    ['value', '"value" must be ROLE=NAME or ROLE==TEXT'],
    ['=Val', '"=Val" must be ROLE=NAME'],
    ['value==5', '"value" needs a column: value=NAME'],
    ['value=Nothing', 'no file has a column "Nothing"'],
  ])('refuses --column %s', async (given, words) => {
    const file = temporaryFile('x.csv', 'series,area,year,value,unit\nA1,ALB,2010,5,X\n');
    const out = path.join(temporaryFolder(), 'x.nq');
    const { code, stderr } = await gcm(['observations', file, '-o', out, '--column', given]);
    expect({ code, stderr }).toMatchObject({ code: 2, stderr: expect.stringContaining(words) });
  });

  it('uses the name of an area in rows without a code', async () => {
    const file = temporaryFile(
      'x.csv',
      'Entity,Code,Year,Series,Value\nAlbania,ALB,2010,A,5\nAfrica,,2010,A,6\nWorld,OWID_WRL,2010,A,7\n',
    );
    expect(await cubeOf(file)).toEqual(['A/008/2010', 'A/002/2010', 'A/001/2010']);
  });

  it('reads a workbook with a title above the header', async () => {
    const rows = [
      ['Downloaded today'],
      [],
      ['Indicator', 'Country', 'Year', 'Value'],
      ['A', 'Albania', 2010, 5],
      [],
      ['A', 'Nowhere', 2010, 5],
    ];
    const file = temporaryFile('x.xlsx', xlsx({ sheets: [{ name: 'data', rows }] }));
    expect(await refused([file])).toContain('x.xlsx:data!B6 error [observation-area] Unknown area "Nowhere"');
  });

  it('refuses several dimensions in one cell', async () => {
    const file = temporaryFile(
      'x.csv',
      'series,geoAreaCode,timePeriodStart,value,dimensions\nA,4,2010,5,"{""Sex"": ""MALE""}"\n',
    );
    expect(await refused([file])).toContain(
      '(dimensions) error [observation-column] The cells contain several dimensions',
    );
    expect(await cubeOf(file, '--column', 'none=dimensions')).toEqual(['A/004/2010']);
  });
});

describe('quotation marks inside quotation marks', () => {
  const header = 'SeriesCode,GeoAreaCode,TimePeriod,Value,Source,Sex\n';
  const sources = async (rows: string[]): Promise<(string[] | undefined)[]> => {
    const file = temporaryFile('x.csv', header + rows.map((row, i) => `A,4,${2010 + i},5,${row}\n`).join(''));
    const { out, ended } = await observed([file]);
    expect(ended.stdout).toContain(`that are not doubled: ${rows.length - 1}`);
    return [...observationsOf(thingsIn(out)).values()].map((thing) => thing.get(`${ontology}sourceDetail`));
  };

  it('are read if they are doubled, and if there is only one way to read them', async () => {
    expect(await sources(['"a ""b"" c, d",MALE', '"a "b" c, d",MALE', '"say "b"",MALE'])).toEqual([
      ['a "b" c, d'],
      ['a "b" c, d'],
      ['say "b"'],
    ]);
  });

  it.each([
    ['a comma after an inner one', '"a "b", c",MALE'],
    ['an odd number of them', '"5" tall",MALE'],
    ['one that is never closed', '"a "b" c,MALE'],
  ])('are an error with %s', async (_what, row) => {
    const file = temporaryFile('x.csv', `${header}A,4,2010,5,${row}\nA,4,2011,x,y,MALE\n`);
    const report = await refused([file]);
    expect(report).toContain('x.csv:2 error [quote]');
    expect(report).toContain('x.csv:3:4 error [datatype]');
  });
});
