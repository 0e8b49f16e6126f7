import { copyFileSync } from 'node:fs';
import path from 'node:path';
import type { CaseEdits } from '../support/edit.js';
import { figureSheet } from '../support/figure-sheet.js';
import { fods, intoOds, manifest, type OdsCell, ods, odsCell, odsEntries } from '../support/ods.js';
import { rawZip } from '../support/raw-zip.js';
import { replaceByWorkbook } from '../support/workbooks.js';
import { partsOf, zipOf } from '../support/xlsx.js';

/** A cell with attributes and paragraphs. */
const cell = (attributes: string, inside = ''): OdsCell => ({
  xml: `<table:table-cell ${attributes}>${inside}</table:table-cell>`,
});
const text = 'office:value-type="string"';

/** OpenDocument spreadsheets, with their own and with other extensions. */
export const openDocument: CaseEdits = {
  // One table in a package, and one in a plain XML file, as LibreOffice writes them.
  'open-document': (data) => {
    intoOds(data, ['units', 'targets']);
    intoOds(data, ['links'], undefined, fods, 'links.fods');
  },
  // A repeated row stands for two links with the same text, so the second is a duplicate.
  'open-document-repeated-row': (data) =>
    intoOds(data, ['links'], ({ tables: [links] }) => {
      const cells = ((links?.rows[2] ?? []) as OdsCell[]).map(odsCell).join('');
      links?.rows.splice(2, 1, { xml: `<table:table-row table:number-rows-repeated="2">${cells}</table:table-row>` });
    }),
  // A damaged file: a row cannot be there minus two times.
  'open-document-negative-repeat': (data) =>
    intoOds(data, ['links'], ({ tables: [links] }) => {
      const cells = ((links?.rows[2] ?? []) as OdsCell[]).map(odsCell).join('');
      links?.rows.splice(2, 1, { xml: `<table:table-row table:number-rows-repeated="-2">${cells}</table:table-row>` });
    }),
  // Codes and names that the program turned into numbers, dates, times and percentages.
  'open-document-typed-values': (data) =>
    intoOds(data, ['targets', 'units', 'sources'], (_, put) => {
      put('targets', 'A3', cell('office:value-type="float" office:value="10.7"', '<text:p>10.70</text:p>'));
      put('targets', 'A4', cell('office:value-type="date" office:date-value="2026-01-16"', '<text:p>16.1</text:p>'));
      put('units', 'B2', cell('office:value-type="boolean" office:boolean-value="true"', '<text:p>TRUE</text:p>'));
      put('units', 'B3', cell('office:value-type="time" office:time-value="PT36H15M00S"', '<text:p>36:15</text:p>'));
      put('sources', 'C3', cell('office:value-type="percentage" office:value="0.25"', '<text:p>25%</text:p>'));
    }),
  'open-document-formulas': (data) =>
    intoOds(figureSheet(data), ['units', 'figures'], (_, put) => {
      const formula = (content: string): string => `table:formula="of:=${content}" `;
      put(
        'units',
        'B2',
        cell(`${formula('PROPER([.A2])')}${text} office:string-value="Number"`, '<text:p>Number</text:p>'),
      );
      put('figures', 'D2', cell(`${formula('1/0')}${text} calcext:value-type="error"`, '<text:p>#DIV/0!</text:p>'));
      put(
        'figures',
        'D3',
        cell(`${formula('[.D2]')}office:value-type="float" office:value="0"`, '<text:p>Err:522</text:p>'),
      );
    }),
  'open-document-hidden-and-merged': (data) =>
    intoOds(data, ['units', 'goals'], (spec, put) => {
      const [units, goals] = spec.tables;
      spec.styles =
        '<style:style style:name="ta1" style:family="table"><style:table-properties table:display="false"/></style:style>';
      if (!units || !goals) return;
      goals.style = 'ta1';
      units.columns = '<table:table-column/><table:table-column table:visibility="collapse"/>';
      put(
        'units',
        'A2',
        cell(`${text} table:number-columns-spanned="1" table:number-rows-spanned="2"`, '<text:p>NUMBER</text:p>'),
      );
      const [row] = units.rows.splice(3, 1) as OdsCell[][];
      const filtered = `<table:table-row table:visibility="filter">${(row ?? ['YEAR', 'Year']).map(odsCell).join('')}</table:table-row>`;
      units.rows.push({ xml: filtered });
    }),
  'open-document-comments-and-links': (data) =>
    intoOds(data, ['units'], (spec, put) => {
      spec.styles =
        '<style:style style:name="T1" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>';
      const comment =
        '<office:annotation><dc:creator>Ines</dc:creator><text:p>Is this right?</text:p></office:annotation>';
      put('units', 'A2', cell(text, `${comment}<text:p>NUMBER</text:p>`));
      put('units', 'B2', cell(text, '<text:p>Number<text:span text:style-name="T1">s</text:span></text:p>'));
      put(
        'units',
        'B3',
        cell(
          text,
          '<text:p><text:a xlink:href="vnd.sun.star.script:Standard.Run?language=Basic">Per 100,000 population</text:a></text:p>',
        ),
      );
    }),
  'open-document-macros': (data) => {
    intoOds(data, ['units'], undefined, (spec) =>
      ods(spec, { 'Basic/Standard/Module1.xml': '<script:module xmlns:script="x"/>' }),
    );
    intoOds(
      data,
      ['links'],
      (spec) => {
        spec.scripts =
          '<office:script script:language="ooo:Basic"><ooo:libraries xmlns:ooo="x"><ooo:library-embedded><ooo:module>Sub Run</ooo:module></ooo:library-embedded></ooo:libraries></office:script>';
      },
      fods,
      'links.fods',
    );
  },
  // Values of other files: a formula, a linked sheet, a live connection, and the sheet that keeps the last values.
  'open-document-outside-values': (data) =>
    intoOds(data, ['units', 'links'], (spec, put) => {
      const formula = "of:=['file:///C:/budget.ods'#$Sheet1.A1]";
      put('units', 'B2', cell(`table:formula="${formula}" ${text}`, '<text:p>Number</text:p>'));
      const [, links] = spec.tables;
      if (links) links.columns = '<table:table-source xlink:href="../other.ods" table:table-name="links"/>';
      spec.tables.push({ name: "'file:///C:/budget.ods'#Sheet1", rows: [['Number']] });
      spec.after =
        '<table:dde-links><table:dde-link><office:dde-source office:dde-application="soffice" office:dde-topic="rates.ods" office:dde-item="A1"/></table:dde-link></table:dde-links>';
    }),
  'open-document-encrypted': (data) =>
    intoOds(data, ['units'], undefined, (spec) => {
      const encrypted = manifest('<manifest:encryption-data manifest:checksum-type="SHA1/1K"/>');
      return ods(spec, { 'content.xml': Buffer.from('8fa1c204d7', 'hex'), 'META-INF/manifest.xml': encrypted });
    }),
  // A file of a few hundred bytes with a billion cells.
  'open-document-repeat-bomb': (data) =>
    intoOds(data, ['units'], ({ tables: [units] }) => {
      units?.rows.push({
        xml: '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="1024" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>',
      });
    }),
  'open-document-zip-bomb': (data) =>
    intoOds(data, ['units'], undefined, (spec) => ods(spec, { 'Pictures/1.svg': Buffer.alloc(40 << 20) })),
  'open-document-type': (data) =>
    intoOds(
      data,
      ['units'],
      undefined,
      (spec) => fods(spec).replace('?>', '?><!DOCTYPE office:document [<!ENTITY lol "lol">]>'),
      'units.fods',
    ),
  'open-document-entry-outside': (data) =>
    intoOds(data, ['units'], undefined, (spec) =>
      rawZip([...odsEntries(spec), { name: 'Pictures/../../run.sh', content: 'x' }]),
    ),
  'open-document-prefixes': (data) =>
    intoOds(
      data,
      ['units'],
      undefined,
      (spec) =>
        fods(spec)
          .replace(/(<\/?| )table:/g, '$1t:')
          .replace('xmlns:table=', 'xmlns:t='),
      'units.fods',
    ),
  // A text document, a truncated file, and documents of other programs that are called workbooks.
  'open-document-other-formats': (data) => {
    const asText = (spec: Parameters<typeof fods>[0]): string =>
      fods(spec).replaceAll('office:spreadsheet', 'office:text');
    intoOds(data, ['units'], undefined, asText, 'units.fods');
    intoOds(data, ['links'], undefined, (spec) => fods(spec).slice(0, -40), 'links.fods');
    replaceByWorkbook(
      data,
      ['targets'],
      zipOf({ 'Index/Document.iwa': 'x', 'Metadata/Properties.plist': 'x' }),
      'targets.numbers',
    );
    replaceByWorkbook(figureSheet(data), ['figures'], Buffer.from('%PDF-1.7\n%\xe2\xe3\n', 'latin1'), 'figures.xlsx');
    replaceByWorkbook(
      data,
      ['goals'],
      Buffer.from('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'),
      'goals.xls',
    );
    const { '[Content_Types].xml': types = '', ...parts } = partsOf({ sheets: [] });
    const word = {
      '[Content_Types].xml': types,
      'word/document.xml': '<w/>',
      'docProps/app.xml': parts['xl/workbook.xml'] ?? '',
    };
    replaceByWorkbook(data, ['statuses'], zipOf(word), 'statuses.xlsx');
  },
  // The content counts, not the extension. A copy that no table uses is reported.
  'open-document-called-xlsx': (data) => {
    intoOds(data, ['units'], undefined, ods, 'units.xlsx');
    intoOds(data, ['links'], undefined, fods, 'links.xlsx');
    copyFileSync(path.join(data, 'links.xlsx'), path.join(data, 'old links.fods'));
  },
};
