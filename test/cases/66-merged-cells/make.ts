import { intoWorkbook } from '../../support/edit-workbook.js';

/** Of two merged cells one has a value. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ sheet, put }) => {
    sheet('links').merges = ['D3:D4'];
    put('links', 'D4', undefined);
  });
};
