import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { append, type CaseEdits, edit, editBytes, replace } from '../support/edit.js';
import { intoWorkbook } from '../support/workbooks.js';

/** Writes a sheet with another delimiter, and with quotation marks around each cell or where they are needed. */
function delimited(text: string, delimiter: string, quoted: boolean): string {
  return stringify(parse(text) as string[][], { delimiter, quoted, quoted_empty: quoted });
}

/** Returns an edit that replaces the contact of the data set. */
const withContact =
  (contact: string) =>
  (text: string): string => {
    const rows = parse(text) as string[][];
    const column = rows[0]?.indexOf('contact') ?? -1;
    return stringify(rows.map((row, i) => row.map((cell, k) => (i === 1 && k === column ? contact : cell))));
  };

/** Returns a Git conflict of two versions, with the common ancestor if it is given. */
const conflict = (ours: string, theirs: string, base?: string): string =>
  `<<<<<<< HEAD\n${ours}\n${base === undefined ? '' : `||||||| 4f1c2d7\n${base}\n`}=======\n${theirs}\n>>>>>>> new-figures\n`;

/** Correct data as other spreadsheet programs save it. */
export const otherPrograms: CaseEdits = {
  // LibreOffice with the option "Quote all text cells", and semicolons.
  '21-quoted-semicolons': (data) => edit(data, 'targets.csv', (text) => delimited(text, ';', true)),
  // Semicolons, quotation marks and line breaks inside quoted cells, and a byte order mark.
  '21-quoted-semicolons-inside': (data) =>
    edit(data, 'units.csv', (text) => {
      const changed = text.replace('NUMBER,Number', 'NUMBER,"Number; the ""count""\nof persons"');
      return `\ufeff${delimited(changed, ';', true)}`;
    }),
  // Only the title of the second column and some cells have quotation marks.
  '21-some-quoted-semicolons': (data) =>
    edit(data, 'goals.csv', (text) => delimited(text, ';', false).replace('title_en', '"title_en"')),
  // With semicolons, the header names only one column of the sheet.
  '21-semicolons-unknown-header': (data) =>
    edit(data, 'links.csv', (text) =>
      text.replace('objective,target,status,source', 'Ziel,SDG,Art,Quelle').replaceAll(',', ';'),
    ),
  // One cell with a quotation mark inside, in a file with semicolons.
  '29-quote-in-bare-field-with-semicolons': (data) =>
    edit(data, 'units.csv', (text) =>
      delimited(text, ';', false).replace('NUMBER;Number', 'NUMBER;The "number" of persons'),
    ),
  // Somebody wrote the rows by hand, with a space after each delimiter.
  '29-spaces-around-quotation-marks': (data) =>
    edit(data, 'statuses.csv', (text) => delimited(text, ',', true).replaceAll('","', '" , "')),
  // LibreOffice with single quotation marks as the text delimiter.
  '29-single-quotation-marks': (data) =>
    edit(data, 'sources.csv', (text) =>
      stringify(parse(text), { delimiter: ';', quote: "'", quoted: true, quoted_empty: true }),
    ),
  // Excel opened the file as a single column and saved it: each row has quotation marks.
  '29-quoted-rows': (data) =>
    edit(data, 'series.csv', (text) =>
      stringify(
        text
          .trimEnd()
          .split('\n')
          .map((line) => [line]),
        { quoted: true },
      ),
    ),
  // "Unicode text" with quotation marks: tabs in UTF-16.
  '22-quoted-tabs-in-utf-16': (data) =>
    editBytes(data, 'objectives.csv', (bytes) =>
      Buffer.from(`\ufeff${delimited(bytes.toString(), '\t', true)}`, 'utf16le').swap16(),
    ),
  // The separator line has quotation marks like the rows.
  '23-quoted-sep-line': (data) =>
    edit(
      data,
      'figures/SM_DTH_MIGR.csv',
      (text) => `"sep=|"\r\n${delimited(text, '|', true).replaceAll('\n', '\r\n')}`,
    ),
  // Titles of two lines and a blank line, in a file with semicolons.
  '35-titles-in-quoted-semicolons': (data) =>
    edit(data, 'links.csv', (text) => `"Connections";;;;\n"As of June";;;;\n;;;;\n${delimited(text, ';', true)}`),
  // A title that is also the name of a column.
  '35-title-like-a-column': (data) => edit(data, 'statuses.csv', (text) => `Status${','.repeat(9)}\n${text}`),
  // Merged cells with a title in bold above the header of a workbook, and a blank row.
  '35-title-rows-in-a-workbook': (data) =>
    intoWorkbook(data, ['targets', 'statuses'], ({ sheet }) => {
      const title = { type: 'inlineStr', content: '<is><r><rPr><b/></rPr><t>All targets</t></r></is>' };
      sheet('targets').rows.unshift([undefined, title], [], ['Checked in May']);
      sheet('targets').merges = ['B1:D1'];
    }),
  // Somebody inserted two rows above the header and left them blank.
  '35-blank-rows-above-the-header': (data) => edit(data, 'principles.csv', (text) => `${','.repeat(7)}\n\n${text}`),
  // A file in which only the line breaks and spaces of a deleted table are left.
  '36-only-line-breaks': (data) => edit(data, 'units.csv', () => '\ufeff\r\n \r\n\t\r\n'),
  // Only delimiters are left.
  '36-only-delimiters': (data) => edit(data, 'units.csv', () => ',\n,\n,\n'),
  // A filter is left on, the first column is frozen, rows are grouped, and the translations are hidden.
  '67-filter-and-hidden-columns': (data) =>
    intoWorkbook(data, ['targets', 'sources'], ({ sheet }) => {
      Object.assign(sheet('targets'), {
        hiddenColumns: [4, 5, 6, 7, 8],
        hiddenRows: [2, 4, 5, 7],
        before:
          '<sheetViews><sheetView workbookViewId="0"><pane xSplit="1" ySplit="1" topLeftCell="B2" state="frozen"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="15" outlineLevelRow="1"/>',
        after:
          '<autoFilter ref="A1:I9"><filterColumn colId="1"><filters><filter val="10"/></filters></filterColumn></autoFilter>',
        edit: (xml: string) => xml.replace('<row r="3">', '<row r="3" outlineLevel="1">'),
      });
    }),
  // A sheet that no menu can show, with a hidden row.
  '67-deeply-hidden-sheet': (data) =>
    intoWorkbook(data, ['areas', 'units'], ({ sheet }) => {
      Object.assign(sheet('areas'), { state: 'veryHidden', hiddenRows: [2] });
    }),
  // A steward's own column in the middle of a sheet, with a formula and a comment.
  '42-private-column-in-a-workbook': (data) =>
    intoWorkbook(data, ['series', 'sources'], ({ sheet }) => {
      const { rows } = sheet('series');
      for (const [i, row] of rows.entries()) row.splice(2, 0, i === 0 ? 'Ask Ana' : `question ${i}`);
      rows[1]?.splice(2, 1, { type: 'str', content: '<f>LEN(A2)</f><v>11</v>' });
      sheet('series').comments = [{ cell: 'C3', author: 'Ana', text: 'Answered' }];
    }),
  // A column of notes in a CSV file, whose name is similar to no other column.
  '42-private-column': (data) =>
    edit(data, 'areas.csv', (text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line, i) => `${i === 0 ? 'todo' : i % 2 ? '' : '"check, please"'},${line}`)
        .join('\n'),
    ),
  // A second column of names with a name that is almost the name of another column.
  '42-almost-a-column': (data) =>
    edit(data, 'units.csv', (text) =>
      text
        .trimEnd()
        .split('\n')
        .map((line, i) => `${line},${i === 0 ? 'titel_en' : 'Count'}`)
        .join('\n'),
    ),
  // Two addresses in a cell: separated by a comma, a line break or nothing.
  '51-several-urls': (data) => {
    replace(
      data,
      'sources.csv',
      'https://undocs.org/A/RES/73/195',
      '"https://undocs.org/A/RES/73/195, https://docs.un.org/en/A/RES/73/195"',
    );
    replace(
      data,
      'sources.csv',
      'https://www.migrationdataportal.org/sdgs',
      '"https://www.migrationdataportal.org/sdgs\nwww.iom.int"',
    );
    replace(
      data,
      'sources.csv',
      'https://migrationnetwork.un.org/gcm-guidance',
      'https://migrationnetwork.un.org/gcm-guidancehttps://migrationnetwork.un.org/gcm-guidance',
    );
  },
  // An e-mail address in words.
  '52-mail-address-in-words': (data) => edit(data, 'dataset.csv', withContact('data.team (at) example [dot] org')),
  // An e-mail address with the name of its owner.
  '52-mail-address-with-name': (data) => edit(data, 'dataset.csv', withContact('Data team <data@example.org>')),
  // A sentence and an e-mail address in columns of web addresses.
  '52-text-instead-of-url': (data) => {
    replace(data, 'sources.csv', 'https://undocs.org/A/RES/73/195', 'see the library of the UN');
    replace(data, 'sources.csv', 'https://www.migrationdataportal.org/sdgs', 'portal@example.org');
  },
  // Two conflicts, one with the common ancestor, in a sheet with keys that other rows use.
  'git-conflict-in-a-sheet': (data) => {
    edit(data, 'targets.csv', (text) =>
      text.replace(/^10\.7,.*\n/m, (row) =>
        conflict(row.trimEnd(), row.trimEnd().replace('10,', '10,The '), '10.7,10'),
      ),
    );
    append(data, 'targets.csv', conflict('17.19,17,By 2030', '17.19,18,By 2030,,').trimEnd());
  },
  // Both sides changed the header.
  'git-conflict-in-the-header': (data) =>
    edit(data, 'units.csv', (text) =>
      text.replace(/^.*\n/, (header) =>
        conflict(`${header.trimEnd()},symbol`, header.trimEnd().replace('title_en', 'name')),
      ),
    ),
  // A spreadsheet program saved the conflict, and somebody deleted its first line.
  'git-conflict-left-over': (data) =>
    append(data, 'links.csv', '=======,,,,\n2,17.14,theme,unnm-guide-2022,\n>>>>>>> new-figures,,,,'),
  // A conflict in the metadata.
  'git-conflict-in-tables.json': (data) =>
    edit(data, 'tables.json', (text) =>
      text.replace(/^.*"url": "units.csv".*\n/m, (line) => conflict(line.trimEnd(), line.trimEnd())),
    ),
  // The remedy of a rule names a CSV file, but the steward sees a sheet.
  'workbook-in-the-words-of-a-rule': (data) =>
    intoWorkbook(data, ['links', 'statuses'], ({ sheet }) => {
      sheet('links').rows = sheet('links').rows.filter(([objective]) => objective !== '2');
    }),
};
