import { execFileSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { append, type CaseEdits, edit, replace } from '../support/edit.js';
import { intoWorkbook } from '../support/workbooks.js';

/** Entries 21–39: the shape of a CSV file. */
export const rows: CaseEdits = {
  // Excel writes semicolons in many countries.
  '21-semicolons': (data) => edit(data, 'links.csv', (text) => text.replaceAll(',', ';')),
  // With semicolons, the header still does not match the table.
  '21-semicolons-other-header': (data) =>
    edit(data, 'links.csv', (text) => text.replaceAll(',', ';').replace('status', 'state')),
  // With semicolons, one row is longer than the header.
  '21-semicolons-ragged': (data) =>
    edit(data, 'links.csv', (text) => text.replaceAll(',', ';').replace('2;17.14;', '2;17.14;;')),
  // Text (tab delimited).
  '22-tabs': (data) => edit(data, 'links.csv', (text) => text.replaceAll(',', '\t')),
  // With tabs, one row is longer than the header.
  '22-tabs-ragged': (data) =>
    edit(data, 'links.csv', (text) => text.replaceAll(',', '\t').replace('2\t17.14\t', '2\t17.14\t\t')),
  // A separator line for Excel above the header.
  '23-sep-line': (data) => edit(data, 'links.csv', (text) => `sep=;\n${text.replaceAll(',', ';')}`),
  // Two spaces between the cells.
  '24-one-column': (data) => edit(data, 'links.csv', (text) => text.replaceAll(',', '  ')),
  // The last cell is missing.
  '25-short-row': (data) =>
    replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022'),
  // Notes after the last column, without a column name.
  '26-all-rows-long': (data) =>
    edit(data, 'links.csv', (text) => text.replaceAll('2022,\n', '2022,,seen\n').replace('sdgs,\n', 'sdgs,,seen\n')),
  // A note with a comma, without quotation marks.
  '26-long-row': (data) =>
    replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,page 12, line 3'),
  // A text two columns after the last one.
  '26-stray-cell-in-a-workbook': (data) =>
    intoWorkbook(data, ['links'], ({ put }) => {
      put('links', 'G3', 'look here');
      put('links', 'F3', undefined);
    }),
  // An empty column was part of the sheet.
  '27-trailing-delimiters': (data) => edit(data, 'links.csv', (text) => text.replaceAll('\n', ',\n')),
  // A quotation mark opens in row 4.
  '28-unclosed-quote': (data) =>
    replace(data, 'links.csv', '1,17.18,stated,unnm-guide-2022,', '1,17.18,stated,unnm-guide-2022,"page 12'),
  // A quotation mark inside an unquoted cell.
  '29-quote-in-bare-field': (data) =>
    replace(data, 'links.csv', '1,17.18,stated,unnm-guide-2022,', '1,17.18,stated,unnm-guide-2022,page "12"'),
  // A program wrote CR before each CR LF.
  '30-doubled-line-ends': (data) => edit(data, 'links.csv', (text) => text.replaceAll('\n', '\r\r\n')),
  // CRLF, LF and CR in one file.
  '30-mixed-line-ends': (data) =>
    edit(data, 'links.csv', (text) => text.replace('\n1,', '\r\n1,').replace('\n2,', '\r2,')),
  // A CR inside a cell: the rows have different lengths.
  '30-mixed-line-ends-ragged': (data) =>
    edit(data, 'links.csv', (text) =>
      text.replace('2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,page\r12'),
    ),
  // Old Excel for Mac.
  '31-cr-only': (data) => edit(data, 'links.csv', (text) => text.replaceAll('\n', '\r')),
  // A code cannot contain a line break.
  '32-line-end-in-id': (data) => replace(data, 'links.csv', '2,17.14,', '2,"17.\n14",'),
  // A quoted label can have several lines.
  '32-line-end-in-label': (data) => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,"Number\nof persons"'),
  // A blank line in the middle, and two at the end.
  '33-blank-row': (data) => edit(data, 'links.csv', (text) => `${text.replace('\n2,', '\n\n2,')}\n\n`),
  // An empty row as a spreadsheet saves it.
  '34-row-of-commas': (data) => replace(data, 'links.csv', '\n2,', '\n,,,,\n2,'),
  // The first row was deleted.
  '35-header-deleted': (data) => edit(data, 'targets.csv', (text) => text.replace(/^.*\n/, '')),
  // A title and a blank row above the header.
  '35-title-row': (data) => edit(data, 'links.csv', (text) => `Links of the Compact,,,,\n,,,,\n${text}`),
  // An empty file.
  '36-empty-file': (data) => edit(data, 'units.csv', () => ''),
  // The rows were deleted.
  '36-header-only': (data) => edit(data, 'units.csv', (text) => text.slice(0, text.indexOf('\n') + 1)),
  // tables.json allows an empty table.
  '36-header-only-allowed': (data) => {
    writeFileSync(path.join(data, 'notes.csv'), 'source,note\n');
    edit(data, 'tables.json', (text) => {
      const document = JSON.parse(text);
      document.tables.push({
        url: 'notes.csv',
        'sd:name': { '@id': '../graph/links' },
        'https://w3id.org/gcm-graph/ontology#allows': 'empty',
        tableSchema: {
          aboutUrl: '../source/{source}',
          columns: [
            { name: 'source', titles: 'source', required: true, suppressOutput: true },
            { name: 'note', titles: 'note', propertyUrl: 'rdfs:comment', lang: 'en' },
          ],
        },
      });
      return JSON.stringify(document, undefined, 2);
    });
  },
  // 32,768 characters.
  '37-cell-too-long': (data) => append(data, 'units.csv', `OTHER,${'x'.repeat(32_768)},,,,,,`),
  // 33 MiB.
  '37-too-many-bytes': (data) => append(data, 'units.csv', `OTHER,${'x'.repeat(33 * 1024 * 1024)}`),
  // 1,048,577 rows within the limit of bytes, each with as many cells as the header.
  '37-too-many-rows': (data) => append(data, 'units.csv', 'A,b,,,,,,\n'.repeat(1_048_577 - 3).trimEnd()),
  // CSV has no comments.
  '38-comment-line': (data) => replace(data, 'links.csv', '\n2,', '\n# from here on checked by hand\n2,'),
  // A folder with the name of the sheet.
  '39-directory': (data) => {
    rmSync(path.join(data, 'units.csv'));
    mkdirSync(path.join(data, 'units.csv'));
  },
  // A described sheet was deleted.
  '39-file-gone': (data) => rmSync(path.join(data, 'units.csv')),
  // A link to a file outside the folder.
  '39-link-out-of-the-folder': (data) => {
    const elsewhere = path.join(data, '..', 'units.csv');
    renameSync(path.join(data, 'units.csv'), elsewhere);
    symlinkSync(elsewhere, path.join(data, 'units.csv'));
  },
  // Reading a pipe would block.
  '39-pipe': (data) => {
    rmSync(path.join(data, 'units.csv'));
    execFileSync('mkfifo', [path.join(data, 'units.csv')]);
  },
};
