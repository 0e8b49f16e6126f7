import { intoWorkbook } from '../../support/edit-workbook.js';

/** The same in the sheet that others refer to. */
export default (data: string): void => {
  intoWorkbook(data, ['targets'], ({ put }) => {
    put('targets', 'A5', 16.1);
  });
};
