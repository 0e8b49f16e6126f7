import { replaceByWorkbook } from '../../support/edit-workbook.js';
import { xlsx } from '../../support/xlsx.js';

/** The download broke off. */
export default (data: string): void =>
  replaceByWorkbook(data, ['units'], xlsx({ sheets: [{ name: 'units', rows: [['unit', 'title_en'], ['NUMBER', 'Number']] }] }).subarray(0, -100));
