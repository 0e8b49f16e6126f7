import { replaceByWorkbook } from '../../support/edit-workbook.js';
import { zipOf } from '../../support/xlsx.js';

/** The format of LibreOffice. */
export default (data: string): void => {
  const ods = zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<content/>' });
  replaceByWorkbook(data, ['units'], ods, 'gcm.ods');
};
