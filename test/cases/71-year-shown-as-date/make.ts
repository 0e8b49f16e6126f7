import { dateStyles, intoWorkbook } from '../../support/edit-workbook.js';

/** The year 2014 in a cell that is formatted as a day. */
export default (data: string): void => {
  intoWorkbook(data, ['figures'], ({ put, spec }) => {
    spec.styles = dateStyles;
    put('figures', 'C2', { style: 1, content: '<v>2014</v>' });
  });
};
