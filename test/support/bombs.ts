import { fods, ods } from './ods.js';
import { type RawEntry, rawZip } from './raw-zip.js';
import { partsOf } from './xlsx.js';

const plain = { sheets: [{ name: 'links', rows: [['a']] }] };

/** Returns the entries of a small workbook, with one part replaced. */
const entriesWith = (part: string, content: string | Uint8Array): RawEntry[] =>
  Object.entries({ ...partsOf(plain), [part]: content }).map(([name, content]) => ({ name, content }));

const sheet = (inside: string): RawEntry[] =>
  entriesWith('xl/worksheets/sheet1.xml', `<worksheet><sheetData>${inside}</sheetData></worksheet>`);

const repeat = (count: number, item: (i: number) => string): string => {
  const items: string[] = [];
  for (let i = 0; i < count; i++) items.push(item(i));
  return items.join('');
};

/** Generates text that compresses badly, so that a file is not rejected because of its compression ratio. */
const noise = (i: number): string => Math.imul(i + 1, 2654435761).toString(36);

const relationship = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

const withStyles = (inside: string): RawEntry[] => [
  ...entriesWith(
    'xl/_rels/workbook.xml.rels',
    `<Relationships><Relationship Id="rId1" Type="${relationship}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${relationship}/styles" Target="styles.xml"/></Relationships>`,
  ),
  { name: 'xl/styles.xml', content: `<styleSheet>${inside}</styleSheet>` },
];

/** Returns an OpenDocument spreadsheet with the XML of rows. */
const tableOf = (xml: string) => ({ tables: [{ name: 'links', rows: [{ xml }] }] });

const odsCells = (attributes: string, inside = ''): string =>
  `<table:table-cell ${attributes} office:value-type="string">${inside}</table:table-cell>`;

const odsRow = (count: number, cells: string): string =>
  `<table:table-row table:number-rows-repeated="${count}">${cells}</table:table-row>`;

/** Files that take all memory or hours in a naive reader. Each must be rejected for its size. */
export const bombs: Record<string, () => Uint8Array> = {
  'zeros that deflate to a thousandth': () => rawZip(sheet(`<row r="1"/>${' '.repeat(60 << 20)}`)),
  'zeros with a small declared size': () =>
    rawZip([...sheet(''), { name: 'x.xml', content: Buffer.alloc(200 << 20), declaredSize: 1000 }]),
  'many entries that are too large together': () =>
    rawZip([...sheet(''), ...Array.from({ length: 70 }, (_, i) => ({ name: `${i}`, content: Buffer.alloc(1 << 20) }))]),
  'too many entries': () => rawZip(Array.from({ length: 1001 }, (_, i) => ({ name: `${i}`, content: '' }))),
  'a long shared string in many cells': () =>
    rawZip([
      ...entriesWith(
        'xl/sharedStrings.xml',
        `<sst><si><t>${repeat(3200, (i) => `${noise(i)} 漢字`)}</t></si></sst>`,
      ).filter(({ name }) => name !== 'xl/worksheets/sheet1.xml'),
      {
        name: 'xl/worksheets/sheet1.xml',
        content: `<worksheet><sheetData>${repeat(500_000, (i) => `<row r="${i + 1}"><c t="s"><v>0</v></c></row>`)}</sheetData></worksheet>`,
      },
    ]),
  'millions of shared strings': () =>
    rawZip(
      entriesWith('xl/sharedStrings.xml', `<sst>${repeat(2_000_000, (i) => `<si><t>${noise(i)}</t></si>`)}</sst>`),
    ),
  'more than a million rows': () =>
    rawZip(sheet(repeat(1_050_000, (i) => `<row r="${i + 1}"><c t="str"><v>${noise(i)}</v></c></row>`))),
  'rows that end in the last column': () =>
    rawZip(sheet(repeat(300_000, (i) => `<row r="${i + 1}"><c r="XFD${i + 1}"><v>${i}</v></c></row>`))),
  'all columns of many rows': () =>
    rawZip(sheet(repeat(64, (i) => `<row r="${i + 1}">${repeat(16_384, (k) => `<c><v>${k * i}</v></c>`)}</row>`))),
  'empty elements': () =>
    rawZip(sheet(repeat(10_000, (i) => (i % 7 ? '<a/>' : `<a${noise(i).replace('-', '')}/>`)).repeat(700))),
  'nested elements': () => rawZip(sheet('<a>'.repeat(100_000))),
  'a tag with a million attributes': () =>
    rawZip(sheet(`<row ${repeat(1_000_000, (i) => `a${noise(i).replace('-', '')}="" `)}/>`)),
  'an endless cell': () => rawZip(sheet(`<row r="1"><c t="str"><v>${repeat(5_000_000, noise)}`)),
  'one text with many runs': () =>
    rawZip(
      entriesWith(
        'xl/sharedStrings.xml',
        `<sst><si>${repeat(60, (i) => `<r><t>漢${repeat(90_000, (k) => noise(i * 90_000 + k))}</t></r>`)}</si></sst>`,
      ),
    ),
  'endless styles': () => rawZip(withStyles(`<cellXfs>${repeat(2_000_000, (i) => `<xf numFmtId="${i}"/>`)}</cellXfs>`)),
  'endless number formats': () =>
    rawZip(
      withStyles(
        `<numFmts>${repeat(1_000_000, (i) => `<numFmt numFmtId="${i}" formatCode="${noise(i)}"/>`)}</numFmts>`,
      ),
    ),
  'number formats with a million characters': () =>
    rawZip(
      withStyles(
        `<numFmts>${repeat(110, (i) => `<numFmt numFmtId="${i}" formatCode="${repeat(25_000, (k) => `${k % 90 ? '' : '漢'}abcdefghijklmnop${noise(i * 90_000 + k)}`)}"/>`)}</numFmts>`,
      ),
    ),
  'endless relationships': () =>
    rawZip([
      ...sheet(''),
      {
        name: 'xl/worksheets/_rels/sheet1.xml.rels',
        content: `<Relationships>${repeat(1_000_000, (i) => `<Relationship Id="${noise(i)}" Target="${i}"/>`)}</Relationships>`,
      },
    ]),
  'a billion repeated cells': () =>
    ods(tableOf(odsRow(1_048_576, odsCells('table:number-columns-repeated="16384"', '<text:p>x</text:p>')))),
  'repeated rows with many different cells': () =>
    ods(
      tableOf(
        repeat(8, (i) =>
          odsRow(
            90,
            repeat(1_000, (k) => odsCells('', `<text:p>${noise(i * 1_000 + k)} 漢</text:p>`)),
          ),
        ),
      ),
    ),
  'repeated formulas without a value': () =>
    ods(tableOf(odsRow(1_048_576, odsCells('table:number-columns-repeated="16384" table:formula="of:=1"')))),
  'repeated merged cells': () => ods(tableOf(odsRow(1_048_576, odsCells('table:number-columns-spanned="9999999"')))),
  'a long text in repeated rows': () =>
    ods(tableOf(odsRow(500_000, odsCells('', `<text:p>${repeat(3_000, noise)} 漢</text:p>`)))),
  'endless styles of OpenDocument': () =>
    ods({
      tables: [],
      styles: repeat(400_000, (i) => `<style:style style:name="${noise(i)}" style:family="text"/>`),
    }),
  'a plain XML file with nested elements': () => Buffer.from(fods(tableOf('<table:table-rows>'.repeat(100_000)))),
  'endless columns': () =>
    rawZip(
      entriesWith(
        'xl/worksheets/sheet1.xml',
        `<worksheet><cols>${repeat(1_500_000, (i) => `<col min="1" max="16384" width="${i}"/>`)}</cols></worksheet>`,
      ),
    ),
};

/** Files that are large and unusual, but must be read within the same memory and time. */
export const burdens: Record<string, () => Uint8Array> = {
  'empty repeated rows in many sheets': () =>
    ods({
      tables: Array.from({ length: 2_000 }, (_, i) => ({
        name: `${i}`,
        rows: [['a'], { xml: '<table:table-row table:number-rows-repeated="1048575" table:visibility="collapse"/>' }],
      })),
    }),
  'a million empty rows': () => rawZip(sheet(repeat(1_000_000, (i) => `<row r="${i + 1}"/>`))),
  'a million formulas': () =>
    rawZip(sheet(repeat(490_000, (i) => `<row r="${i + 1}"><c><f>${i}+1</f><v>${i}</v></c></row>`))),
  'a million merged cells': () =>
    rawZip(
      entriesWith(
        'xl/worksheets/sheet1.xml',
        `<worksheet><sheetData/><mergeCells>${repeat(1_000_000, (i) => `<mergeCell ref="A${i + 1}:B${i + 1}"/>`)}</mergeCells></worksheet>`,
      ),
    ),
  'a million empty columns': () =>
    rawZip(sheet(repeat(60, (i) => `<row r="${i + 1}">${repeat(16_384, (k) => `<c s="${k}"/>`)}</row>`))),
};
