import { intoWorkbook } from '../../support/edit-workbook.js';

/** A truth value where a name is due. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ put }) => {
    put('units', 'B2', true);
  });
};
