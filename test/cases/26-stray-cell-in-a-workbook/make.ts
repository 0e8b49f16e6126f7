import { intoWorkbook } from '../../support/edit-workbook.js';

/** A text two columns behind the last one. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ put }) => {
    put('links', 'G3', 'look here');
    put('links', 'F3', undefined);
  });
};
