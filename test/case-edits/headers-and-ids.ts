import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { append, type CaseEdits, describe, edit, replace } from '../support/edit.js';
import { intoWorkbook } from '../support/workbooks.js';

/** Gives the guiding principles a column of parents, and one parent each to the principles a and b. */
function putPrinciplesUnder(data: string, parentOfA: string, parentOfB: string): void {
  const parent = { name: 'parent', titles: 'parent', propertyUrl: 'skos:broader', valueUrl: '../principle/{parent}' };
  describe(data, 'principles.csv', ({ tableSchema }) => tableSchema.columns.splice(8, 0, parent));
  edit(data, 'principles.csv', (text) =>
    text
      .replace('paragraph', 'paragraph,parent')
      .replace('15(a)', `15(a),${parentOfA}`)
      .replace('15(b)', `15(b),${parentOfB}`),
  );
}

/** Entries 40–54: headers, ids and references. */
export const headersAndIds: CaseEdits = {
  // Two columns with the same name.
  '40-duplicate-header': (data) => edit(data, 'links.csv', (text) => text.replace('source,note', 'source,source')),
  // A column with values but without a name.
  '41-blank-header': (data) =>
    edit(data, 'links.csv', (text) => text.replace('source,note', 'source,').replace('2022,\n2', '2022,page 12\n2')),
  // A text in the last possible column of the header.
  '41-text-far-to-the-right': (data) =>
    intoWorkbook(data, ['units'], ({ sheet }) => {
      const [header = []] = sheet('units').rows;
      header.length = 16_383;
      header.push('stray');
    }),
  // A typing mistake.
  '42-unknown-column': (data) => replace(data, 'links.csv', 'status', 'staus'),
  // A comma is missing in the header: every row seems too long.
  '43-header-cells-joined': (data) => replace(data, 'links.csv', 'objective,target', 'objectivetarget'),
  // The column of sources was deleted.
  '43-missing-column': (data) => edit(data, 'links.csv', (text) => text.replace(/^([^,]*,[^,]*,[^,]*),[^,]*/gm, '$1')),
  // Capitals, spaces and an underscore.
  '44-header-spelling': (data) =>
    edit(data, 'indicators.csv', (text) =>
      text
        .replace('code,', 'Code,')
        .replace('concerns_migration', ' Concerns Migration ')
        .replace('title_fr', 'TITLE-FR'),
    ),
  // The name of the sheet differs by a capital and a space.
  '44-sheet-spelling': (data) =>
    intoWorkbook(data, ['links'], ({ sheet }) => {
      sheet('links').name = 'Links ';
    }),
  // Names that every JavaScript object has.
  '45-proto-headers': (data) =>
    edit(data, 'links.csv', (text) =>
      text.replace('note', 'note,__proto__,constructor,toString').replaceAll(/,$/gm, ',,polluted,polluted,polluted'),
    ),
  // The same code in two rows.
  '46-duplicate-id': (data) => append(data, 'units.csv', 'NUMBER,Number again,,,,,,'),
  // A series with the code of an indicator: rows of two sheets describe the same IRI.
  '47-duplicate-across-tables': (data) => {
    const title = 'A series with the code of an indicator';
    append(data, 'series.csv', `C100703,C100703,NUMBER,,,,neither,,,${title},,,,,,,unsd-api-2023-12,2023-12-17`);
    writeFileSync(path.join(data, 'figures/C100703.csv'), 'area,year,value,nature\n001,2014,5318,N\n');
  },
  // Two ids that differ only in capitals.
  '48-ids-in-capitals': (data) => append(data, 'schemes.csv', '../Principles,Guiding principles again,,,,,,'),
  // An unknown target similar to a known one.
  '49-dangling-reference': (data) => replace(data, 'links.csv', '2,17.14,', '2,17.41,'),
  // A key is empty. References to it are not reported.
  '49-emptied-key': (data) => replace(data, 'targets.csv', /^10\.7,/m, ','),
  // A key is empty, and another reference is wrong: both are reported.
  '49-emptied-key-and-typo': (data) => {
    replace(data, 'targets.csv', /^10\.7,/m, ',');
    replace(data, 'links.csv', '2,17.14,', '2,9.9,');
  },
  // 17.14 and 17.18 are equally close to 17.15, so there is no suggestion.
  '49-equally-near': (data) => replace(data, 'links.csv', '2,17.14,', '2,17.15,'),
  // A name instead of a code.
  '49-name-for-code': (data) => replace(data, 'links.csv', /^1,10.7,/m, 'Objective 1,10.7,'),
  // Two principles are parents of each other.
  '50-broader-cycle': (data) => putPrinciplesUnder(data, 'b', 'a'),
  // A principle is its own parent.
  '50-own-parent': (data) => putPrinciplesUnder(data, 'a', 'a'),
  // Each of these ids would end or change the IRI built from it.
  '51-ids-that-break-addresses': (data) => {
    for (const id of ['a b', 'a>b', 'a{b', '"a""b"', 'a\\b', 'a%zzb', '../b'])
      append(data, 'sources.csv', `${id},A source,,,,,,,2026-11-24`);
    append(data, 'schemes.csv', '../a b,A scheme,,,,,,');
  },
  // URLs that are incomplete, run a script or read the disk.
  '52-schemes-not-published': (data) => {
    replace(data, 'sources.csv', 'https://undocs.org/A/RES/73/195', 'undocs.org/A/RES/73/195');
    replace(data, 'sources.csv', 'https://www.migrationdataportal.org/sdgs', 'javascript:alert(1)');
    replace(data, 'sources.csv', 'https://migrationnetwork.un.org/gcm-guidance', 'file:///etc/passwd');
  },
  // A column of Spanish names marked as English.
  '53-two-names-in-one-language': (data) =>
    describe(data, 'principles.csv', ({ tableSchema }) => {
      for (const column of tableSchema.columns) if (column.name === 'title_es') Object.assign(column, { lang: 'en' });
    }),
  // The short name is the same as the name.
  '54-name-and-short-name-equal': (data) =>
    edit(data, 'objectives.csv', (text) => text.replace(/^(3,([^,]*)(?:,[^,]*){5}),[^,]*/m, '$1,$2')),
};
