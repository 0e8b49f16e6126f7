import { intoWorkbook } from '../../support/edit-workbook.js';

/** Codes that are whole numbers are the same as text. */
export default (data: string): void => {
  intoWorkbook(data, ['links', 'units'], ({ put }) => {
    for (const row of [2, 3, 4]) put('links', `A${row}`, 1);
  });
};
