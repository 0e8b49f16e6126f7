import { intoWorkbook } from '../../support/edit-workbook.js';

/** Numbers that a spreadsheet has shortened. */
export default (data: string): void => {
  intoWorkbook(data, ['areas', 'links'], ({ sheet, put }) => {
    sheet('areas').rows.push([{ content: '<v>1E5</v>' }, 'Area', undefined, undefined, undefined, undefined, undefined, 'region']);
    put('links', 'B5', { content: '<v>1234567890123456</v>' });
  });
};
