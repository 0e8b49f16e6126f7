import { dateStyles, intoWorkbook } from '../../support/edit-workbook.js';

/** Old workbooks of the Mac count days from another one. */
export default (data: string): void => {
  intoWorkbook(data, ['dataset'], ({ spec, put }) => {
    Object.assign(spec, { styles: dateStyles, is1904: true });
    put('dataset', 'S2', { style: 1, content: '<v>44000</v>' });
  });
};
