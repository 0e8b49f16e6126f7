import { intoWorkbook } from '../../support/edit-workbook.js';

/** The codes were made text again when it was too late. */
export default (data: string): void => {
  intoWorkbook(data, ['targets'], ({ put }) => {
    put('targets', 'A5', '16.1');
  });
};
