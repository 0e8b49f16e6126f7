import { dateStyles, intoWorkbook } from '../../support/edit-workbook.js';

/** A cell that holds the 4th of March where a code was typed. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ spec, put }) => {
    spec.styles = dateStyles;
    put('links', 'B5', { style: 1, content: '<v>46085</v>' });
  });
};
