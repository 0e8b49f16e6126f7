import { replaceByWorkbook } from '../../support/edit-workbook.js';

/** The format of Excel 97. */
export default (data: string): void => {
  const ole = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2000)]);
  replaceByWorkbook(data, ['units'], ole, 'gcm.xls');
};
