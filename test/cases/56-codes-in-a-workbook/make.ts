import { intoWorkbook } from '../../support/edit-workbook.js';

/** In text cells 16.1 and 16.10 are what they are. */
export default (data: string): void =>
  intoWorkbook(data, ['targets', 'links']);
