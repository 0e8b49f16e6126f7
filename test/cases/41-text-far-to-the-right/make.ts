import { intoWorkbook } from '../../support/edit-workbook.js';

/** A text in the last column of the header, and nothing between. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ sheet }) => {
    const [header = []] = sheet('units').rows;
    header.length = 16_383;
    header.push('stray');
  });
};
