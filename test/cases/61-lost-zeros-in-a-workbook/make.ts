import { intoWorkbook } from '../../support/edit-workbook.js';

/** 001 is kept as the number 1, where it refers to an area. */
export default (data: string): void => {
  intoWorkbook(data, ['figures'], ({ put }) => put('figures', 'B2', 1));
};
