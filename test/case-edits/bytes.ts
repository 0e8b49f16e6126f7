import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { append, type CaseEdits, describe, edit, editBytes, replace } from '../support/edit.js';
import { intoWorkbook } from '../support/workbooks.js';

/** Entries 1–20 of the catalogue: encoding, characters, spaces. */
export const bytes: CaseEdits = {
  // Excel writes a byte order mark in front of "CSV UTF-8".
  '01-bom': (data) => edit(data, 'units.csv', (text) => `\ufeff${text}`),
  // Excel calls it "Unicode text".
  '02-utf-16le': (data) => editBytes(data, 'units.csv', (bytes) => Buffer.from(`\ufeff${bytes}`, 'utf16le')),
  // The same with swapped bytes.
  '03-utf-16be': (data) =>
    editBytes(data, 'principles.csv', (bytes) => Buffer.from(`\ufeff${bytes}`, 'utf16le').swap16()),
  // UTF-16 without a byte order mark. Other bytes could look the same.
  '04-utf-16-without-mark': (data) => editBytes(data, 'units.csv', (bytes) => Buffer.from(`${bytes}`, 'utf16le')),
  // Plain "CSV" of a German Excel: semicolons, one byte per letter, and ? for unsupported letters.
  '05-german-excel': (data) =>
    editBytes(data, 'targets.csv', (bytes) => {
      const rows = parse(bytes, { relax_column_count: true });
      const text: string = stringify(rows, { delimiter: ';', record_delimiter: '\r\n' });
      return Buffer.from(text.replace(/[\u0100-\uffff]/g, '?'), 'latin1');
    }),
  // One byte for é, in the cell at offset 63.
  '05-windows-1252': (data) =>
    editBytes(data, 'series.csv', (bytes) => Buffer.from(bytes.toString().replace('Total deaths', 'Décès'), 'latin1')),
  // The dialect of the table names the encoding.
  '05-windows-1252-declared': (data) => {
    editBytes(data, 'agents.csv', (bytes) =>
      Buffer.from(bytes.toString().replace('United Nations Network', 'Réseau'), 'latin1'),
    );
    describe(data, 'agents.csv', (table) => {
      table.dialect = { encoding: 'windows-1252' };
    });
  },
  // The download stopped inside a letter of a Russian name.
  '06-truncated-utf-8': (data) => editBytes(data, 'areas.csv', (bytes) => bytes.subarray(0, bytes.indexOf('мир') + 3)),
  // UTF-8 was read as Windows-1252 and saved as UTF-8 again.
  '07-mojibake': (data) => replace(data, 'statuses.csv', 'Énoncé,', 'Ã‰noncÃ©,'),
  // The same with a whole file: one message instead of one for each cell and column.
  '07-file-opened-as-windows-1252': (data) =>
    edit(data, 'indicators.csv', (text) => new TextDecoder('windows-1252').decode(Buffer.from(text))),
  '07-file-opened-on-a-mac': (data) =>
    edit(data, 'areas.csv', (text) => new TextDecoder('macintosh').decode(Buffer.from(text))),
  // The same in a sheet of a workbook that was made from such a file.
  '07-file-opened-as-windows-1252-in-a-workbook': (data) => {
    edit(data, 'indicators.csv', (text) => new TextDecoder('windows-1252').decode(Buffer.from(text)));
    intoWorkbook(data, ['units', 'indicators']);
  },
  // Another program has already replaced the letter.
  '08-replacement-character': (data) => replace(data, 'statuses.csv', 'Énoncé,', '\ufffdnonc\ufffd,'),
  // A NUL in a label.
  '09-nul': (data) => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,Num\0ber'),
  // A control character in a code is one problem. The invalid form of the code is not reported as well.
  '10-control-character-and-pattern': (data) => replace(data, 'sources.csv', 'a-res-73-195', 'a-res\u0001-73-195'),
  // An ESC in a code is one problem, although the code is also invalid and unknown.
  '10-control-character-in-id': (data) => replace(data, 'links.csv', '2,17.14,', '2,17\u001b.14,'),
  // BEL, ESC, DEL and a C1 character in separate cells.
  '10-control-characters': (data) => {
    replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,Num\u0007ber');
    replace(data, 'units.csv', 'population', 'popu\u007flation');
    replace(data, 'series.csv', 'Total deaths', 'Total \u001b[31mdeaths');
    replace(data, 'series.csv', 'Number of refugees', 'Number\u0085of refugees');
  },
  // Half of a surrogate pair as UTF-8: bytes ED A0 80.
  '11-lone-surrogate': (data) =>
    editBytes(data, 'units.csv', (bytes) => {
      const at = bytes.indexOf('Number') + 3;
      return Buffer.concat([bytes.subarray(0, at), Buffer.of(0xed, 0xa0, 0x80), bytes.subarray(at)]);
    }),
  // Half of a surrogate pair in UTF-16.
  '11-lone-surrogate-utf-16': (data) =>
    editBytes(data, 'units.csv', (bytes) => Buffer.from(`\ufeff${bytes}`.replace('Number', 'Num\ud800ber'), 'utf16le')),
  // macOS writes é as e and an accent.
  '12-nfd-label': (data) => replace(data, 'statuses.csv', 'Énoncé,', 'Énoncé,'.normalize('NFD')),
  // Two IRIs that look the same but differ in bytes.
  '13-nfd-and-nfc-ids': (data) => {
    append(data, 'schemes.csv', '../café,Coffee,,,,,,');
    append(data, 'schemes.csv', `${'../café'.normalize('NFD')},Coffee too,,,,,,`);
  },
  // A PDF breaks words with soft hyphens.
  '14-soft-hyphen-in-label': (data) => replace(data, 'units.csv', 'population', 'popu\u00adlation'),
  // Copied from a web page: the invisible space makes the code unknown.
  '14-zero-width-in-id': (data) => replace(data, 'links.csv', '2,17.14,', '2,17.\u200b14,'),
  // The code reads 17.41 on the screen.
  '15-bidi-in-id': (data) => replace(data, 'links.csv', '2,17.14,', '2,17.\u202e14\u202c,'),
  // A direction override with its end.
  '15-bidi-in-label': (data) => replace(data, 'units.csv', 'population', '\u202dpopulation\u202c'),
  // A direction override without its end changes the following text.
  '15-bidi-unbalanced': (data) => replace(data, 'units.csv', 'population', '\u202epopulation'),
  // RLM and LRM order Arabic and Latin side by side.
  '16-direction-marks-in-arabic': (data) => replace(data, 'areas.csv', 'العالم', 'العالم\u200f (M49\u200e)'),
  // A hard space before a code, spaces around a label and after items of a list.
  '17-space-around': (data) => {
    replace(data, 'links.csv', '2,17.14,', '2,\u00a017.14,');
    replace(data, 'links.csv', '3,1.4,', '3,1.4 ,');
    replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER, Number \u3000');
    replace(data, 'indicators.csv', 'DESA Population Division;IOM', 'DESA Population Division; IOM');
  },
  // A word processor turned a hyphen into a dash.
  '18-smart-dash-in-id': (data) =>
    replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022', '2,17.14,stated,unnm–guide–2022'),
  // Typographic quotation marks are text.
  '18-smart-quotes-in-label': (data) => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,“Number” ‘of’ persons'),
  // The а of 10.а is Cyrillic.
  '19-homoglyph-id': (data) => append(data, 'targets.csv', '10.а,10,A target whose letter is Cyrillic,,,,,,'),
  // The C of the code is Cyrillic. References to the correct code are not reported.
  '19-homoglyph-key': (data) => replace(data, 'indicators.csv', 'C100703,', 'С100703,'),
  // Two files were joined.
  '20-bom-in-mid-file': (data) => replace(data, 'units.csv', 'PER_100000_POP', '\ufeffPER_100000_POP'),
};
