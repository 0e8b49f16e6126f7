import { intoWorkbook } from '../../support/edit-workbook.js';

/** The sheet is called as it should be, but for a capital and a space. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ sheet }) => {
    sheet('links').name = 'Links ';
  });
};
