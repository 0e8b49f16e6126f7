import { intoWorkbook } from '../../support/edit-workbook.js';

/** What a formula leaves that lost its cells. */
export default (data: string): void => {
  intoWorkbook(data, ['units', 'links'], ({ put }) => {
    put('units', 'B2', { type: 'e', content: '<v>#REF!</v>' });
    put('links', 'B7', { type: 'e', content: '<v>#N/A</v>' });
  });
};
