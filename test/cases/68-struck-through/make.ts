import { intoWorkbook } from '../../support/edit-workbook.js';

/** A name that looks deleted. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ put }) => {
    put('units', 'B2', { type: 'inlineStr', content: '<is><r><rPr><strike/></rPr><t>Number</t></r></is>' });
  });
};
