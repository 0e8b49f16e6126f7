import { intoWorkbook } from '../../support/edit-workbook.js';

/** A filter or a hand has hidden two rows. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ sheet }) => {
    sheet('links').hiddenRows = [3, 4];
  });
};
