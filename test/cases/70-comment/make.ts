import { intoWorkbook } from '../../support/edit-workbook.js';

/** A note beside a cell. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ sheet }) => {
    sheet('links').comments = [{ cell: 'B5', author: 'Steward', text: 'Is this right?' }];
  });
};
