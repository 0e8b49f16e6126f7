import { intoWorkbook } from '../../support/edit-workbook.js';

/** A column that nobody sees. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ sheet }) => {
    sheet('links').hiddenColumns = [4];
  });
};
