import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { bombs } from '../support/bombs.js';
import { type CaseEdits, edit } from '../support/edit.js';
import { intoOds } from '../support/ods.js';
import { type RawEntry, rawZip } from '../support/raw-zip.js';
import { intoWorkbook, replaceByWorkbook } from '../support/workbooks.js';
import { partsOf, type WorkbookSpec, xlsx } from '../support/xlsx.js';

const rows = [
  ['unit', 'title_en'],
  ['NUMBER', 'Number'],
];
const units: WorkbookSpec = { sheets: [{ name: 'units', rows }] };
const entries: RawEntry[] = Object.entries(partsOf(units)).map(([name, content]) => ({ name, content }));

/** The first bytes of the files of Excel 97. */
const oleMark = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** Entries 74–80: hostile workbooks, and files with a wrong extension. */
export const hostile: CaseEdits = {
  // A small file that expands to 60 MiB of zeros.
  '74-zip-bomb': (data) =>
    replaceByWorkbook(data, ['units'], bombs['zeros that deflate to a thousandth']?.() as Uint8Array),
  // An entity that expands to a billion letters.
  '75-document-type': (data) =>
    intoWorkbook(data, ['units'], ({ spec }) => {
      spec.sharedStrings = '';
      spec.extraEntries = {
        'xl/sharedStrings.xml': '<!DOCTYPE sst [<!ENTITY a "aaaaaaaaaa">]><sst><si><t>&a;</t></si></sst>',
      };
    }),
  // Excel wraps a workbook with a password in another file.
  '76-encrypted': (data) => {
    const envelope = Buffer.concat([oleMark, Buffer.from('EncryptedPackage', 'utf16le')]);
    replaceByWorkbook(data, ['units'], envelope);
  },
  // One entry is encrypted.
  '76-encrypted-entry': (data) => {
    replaceByWorkbook(data, ['units'], rawZip([...entries, { name: 'xl/media/image1.png', content: 'a', flags: 1 }]));
  },
  // An entry with a path above the folder.
  '76-entry-outside': (data) =>
    intoWorkbook(data, ['units'], ({ spec }) => {
      spec.extraEntries = { '../../etc/passwd': 'root' };
    }),
  // Two entries with the same name: readers disagree on which one counts.
  '76-entry-twice': (data) => {
    replaceByWorkbook(data, ['units'], rawZip([...entries, ...entries.slice(-1)]));
  },
  // A cell one column and one row outside the sheet.
  '77-cells-outside-the-sheet': (data) =>
    intoWorkbook(data, ['units'], ({ put }) => {
      put('units', 'B2', { address: 'XFE2', content: '<v>1</v>' });
      put('units', 'B3', { address: 'A1048577', content: '<v>1</v>' });
    }),
  // A CSV file with the extension of a workbook.
  '78-csv-called-xlsx': (data) => replaceByWorkbook(data, ['units'], readFileSync(path.join(data, 'units.csv'))),
  // An error page saved instead of the sheet.
  '78-web-page-called-csv': (data) =>
    edit(data, 'links.csv', () => '<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n'),
  // A workbook with the extension of a CSV file.
  '78-workbook-called-csv': (data) => writeFileSync(path.join(data, 'units.csv'), xlsx(units)),
  // The format of LibreOffice is read.
  '79-ods': (data) => intoOds(data, ['units', 'links', 'targets']),
  // The download stopped early.
  '79-truncated': (data) => replaceByWorkbook(data, ['units'], xlsx(units).subarray(0, -100)),
  // The format of Excel 97.
  '79-xls': (data) => {
    const ole = Buffer.concat([oleMark, Buffer.alloc(2000)]);
    replaceByWorkbook(data, ['units'], ole, 'gcm.xls');
  },
  // The workbook is open in Excel, and in LibreOffice.
  '80-lock-files': (data) => {
    for (const name of ['~$gcm.xlsx', '.~lock.gcm.xlsx#']) writeFileSync(path.join(data, name), 'Steward');
  },
};
