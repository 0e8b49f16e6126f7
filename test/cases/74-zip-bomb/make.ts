import { replaceByWorkbook } from '../../support/edit-workbook.js';
import { bombs } from '../../support/bombs.js';

/** A small file that inflates to 60 MiB of nothing. */
export default (data: string): void =>
  replaceByWorkbook(data, ['units'], bombs['zeros that deflate to a thousandth']?.() as Uint8Array);
