import { replaceByWorkbook } from '../../support/edit-workbook.js';

/** Excel puts a workbook that has a password into an envelope. */
export default (data: string): void => {
  const envelope = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]);
  replaceByWorkbook(data, ['units'], envelope);
};
