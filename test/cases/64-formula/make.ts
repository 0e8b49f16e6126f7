import { intoWorkbook } from '../../support/edit-workbook.js';

/** The value of a formula is as old as the last time that it was worked out. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ put }) => {
    put('units', 'B2', { type: 'str', content: '<f>"Num"&amp;"ber"</f><v>Number</v>' });
  });
};
