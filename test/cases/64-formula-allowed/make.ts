import { describe } from '../../support/edit.js';
import { intoWorkbook } from '../../support/edit-workbook.js';

/** The table says that it may hold formulas. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ put }) => {
    put('units', 'B2', { type: 'str', content: '<f>"Num"&amp;"ber"</f><v>Number</v>' });
  });
  describe(data, 'gcm.xlsx#units', (table) => {
    table['https://w3id.org/gcm-graph/ontology#allows'] = ['empty', 'formulas'];
  });
};
