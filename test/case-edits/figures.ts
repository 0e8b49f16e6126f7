import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { append, type CaseEdits, edit, editBytes, replace } from '../support/edit.js';

const deaths = 'figures/SM_DTH_MIGR.csv';
const stock = 'context/MIGRANT_STOCK.csv';

/** Accidents of a steward who edits a file of figures, mostly with Excel. */
export const figures: CaseEdits = {
  // Excel in German saved the file: semicolons, decimal commas, no zeros in front, CR LF and a byte order mark.
  'figures-saved-by-excel': (data) =>
    edit(data, 'figures/SM_POP_REFG_OR.csv', (text) => {
      const semicolons = text.replaceAll(',', ';').replaceAll('.', ',').replaceAll('\n001;', '\n1;');
      return `\ufeff${semicolons.replaceAll('\n', '\r\n')}`;
    }),
  // Excel saved the codes of areas as numbers.
  'figures-codes-without-zeros': (data) => edit(data, deaths, (text) => text.replaceAll('\n001,', '\n1,')),
  // Only semicolons.
  '21-semicolons-in-figures': (data) => edit(data, deaths, (text) => text.replaceAll(',', ';')),
  // A byte order mark and CR LF, which Excel writes.
  '01-bom-in-figures': (data) =>
    editBytes(data, deaths, (bytes) => Buffer.from(`\ufeff${bytes.toString().replaceAll('\n', '\r\n')}`)),
  // A column of remarks.
  '42-private-column-in-figures': (data) =>
    edit(data, stock, (text) => text.replace('sex,', 'remark,sex,').replaceAll('1990,', '1990,seen,')),
  // The columns of values, of areas and of sexes were deleted.
  'figures-columns-deleted': (data) => {
    edit(data, deaths, (text) => text.replace(/,value/, '').replace(/^(\d+,\d+),\d+/gm, '$1'));
    edit(data, 'figures/SM_POP_REFG_OR.csv', (text) => text.replace('area,', '').replaceAll('\n001,', '\n'));
    edit(data, stock, (text) => text.replace(',sex', '').replace(/,(?:BOTHSEX|FEMALE)/g, ''));
  },
  // Only the rows of both sexes are left, and their column was deleted.
  'figures-dimension-deleted': (data) =>
    edit(data, stock, (text) =>
      text
        .replace(',sex', '')
        .replace(',BOTHSEX', '')
        .replace(/.*FEMALE.*\n/, ''),
    ),
  // A row was copied, and its value was changed.
  'figures-row-twice': (data) => append(data, deaths, '001,2015,6750,N'),
  // A code was misspelt, and another one does not exist.
  'figures-unknown-codes': (data) => {
    replace(data, stock, 'FEMALE', 'FEMAL');
    replace(data, deaths, '2015,6749,N', '2015,6749,ZZ');
    replace(data, 'figures/SM_POP_REFG_OR.csv', '001,2001', '002,2001');
  },
  // A file was renamed.
  'figures-file-renamed': (data) => {
    rmSync(path.join(data, deaths));
    writeFileSync(path.join(data, 'figures/SM_DTH_MIGR_new.csv'), 'area,year,value,nature\n001,2014,5318,N\n');
  },
  // All files are gone: the figures are not a part of each copy of the project.
  'figures-gone': (data) => rmSync(path.join(data, 'figures'), { recursive: true }),
};
