import { intoWorkbook } from '../../support/edit-workbook.js';

/** A sheet that nobody sees. */
export default (data: string): void => {
  intoWorkbook(data, ['links', 'units'], ({ sheet }) => {
    sheet('units').state = 'hidden';
  });
};
