import { intoWorkbook } from '../../support/edit-workbook.js';

/** One column and one row more than there are. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ put }) => {
    put('units', 'B2', { address: 'XFE2', content: '<v>1</v>' });
    put('units', 'B3', { address: 'A1048577', content: '<v>1</v>' });
  });
};
