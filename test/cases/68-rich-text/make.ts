import { intoWorkbook } from '../../support/edit-workbook.js';

/** One word is bold. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ put }) => {
    put('units', 'B2', { type: 'inlineStr', content: '<is><r><rPr><b/></rPr><t>Num</t></r><r><t>ber</t></r></is>' });
  });
};
