import { describe, expect, it } from 'vitest';
import { writeWorkbook } from '../src/workbook/write.js';
import { problemsOf, readWorkbook } from './support/workbooks.js';
import { xlsx } from './support/xlsx.js';

const space = 'http://schemas.openxmlformats.org';
const office = `${space}/officeDocument/2006`;

/** Returns a workbook with this XML in its custom properties. `type` is the type of the relationship. */
const withPart = (properties: string, type = `${office}/relationships/custom-properties`): Uint8Array =>
  xlsx({
    sheets: [{ name: 'a', rows: [['x']] }],
    extraEntries: {
      '_rels/.rels':
        `<Relationships xmlns="${space}/package/2006/relationships">` +
        `<Relationship Id="rId1" Type="${office}/relationships/officeDocument" Target="xl/workbook.xml"/>` +
        `<Relationship Id="rId2" Type="${type}" Target="docProps/custom.xml"/></Relationships>`,
      'docProps/custom.xml': `<p:Properties xmlns:p="${office}/custom-properties" xmlns:vt="${office}/docPropsVTypes">${properties}</p:Properties>`,
    },
  });

const one = (name: string, value: string): string => `<p:property pid="2" name="${name}">${value}</p:property>`;

describe('properties of a workbook', () => {
  it('are read as written', async () => {
    const properties = new Map([
      ['gcm links', 'ab12'],
      ['gcm <a> & "b"', 'x < y'],
    ]);
    const read = await readWorkbook(await writeWorkbook('Sheets', [], properties));
    expect(read.workbook?.properties).toEqual(properties);
    expect(problemsOf(read)).toEqual([]);
  });

  it('are read with any prefix and in the strict format, except for numbers and long texts', async () => {
    const text = (value: string): string => `<vt:lpwstr>${value}</vt:lpwstr>`;
    const all = [one('short', text('yes')), one('long', text('x'.repeat(256))), one('number', '<vt:i4>7</vt:i4>')].join(
      '',
    );
    for (const type of [undefined, 'http://purl.oclc.org/ooxml/officeDocument/relationships/customProperties']) {
      const { workbook } = await readWorkbook(withPart(all, type));
      expect(workbook?.properties).toEqual(new Map([['short', 'yes']]));
    }
  });

  it('are empty in a workbook without this part', async () => {
    const { workbook } = await readWorkbook(xlsx({ sheets: [{ name: 'a', rows: [['x']] }] }));
    expect(workbook?.properties).toEqual(new Map());
  });

  it('are rejected if they are not XML, or too many', async () => {
    const broken = await readWorkbook(withPart('<p:property'));
    expect(broken.problems.map(({ code }) => code)).toEqual(['format']);
    const many = Array.from({ length: 200_000 }, (_, i) => one(`p${i}`, '<vt:lpwstr>x</vt:lpwstr>')).join('');
    const { problems } = await readWorkbook(withPart(many));
    expect(problems.map(({ code }) => code)).toEqual(['limit']);
  });
});
