import { intoWorkbook } from '../../support/edit-workbook.js';

/** A hyperlink that runs a script. */
export default (data: string): void => {
  intoWorkbook(data, ['sources'], ({ sheet }) => {
    sheet('sources').links = [{ cell: 'B2', target: 'javascript:alert(1)' }];
  });
};
