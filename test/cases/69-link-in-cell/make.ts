import { intoWorkbook } from '../../support/edit-workbook.js';

/** A cell with a hyperlink is the text that it shows. */
export default (data: string): void => {
  intoWorkbook(data, ['sources'], ({ sheet }) => {
    sheet('sources').links = [{ cell: 'E2', target: 'https://example.org/elsewhere' }];
  });
};
