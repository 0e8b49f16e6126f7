import { intoWorkbook } from '../../support/edit-workbook.js';

/** The code 16.10 was typed as a number: nobody knows whether it was 16.1. */
export default (data: string): void => {
  intoWorkbook(data, ['links', 'units'], ({ put }) => {
    put('links', 'B8', 16.1);
  });
};
