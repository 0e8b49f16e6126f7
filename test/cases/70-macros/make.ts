import { intoWorkbook } from '../../support/edit-workbook.js';

/** A program comes with the workbook. */
export default (data: string): void => {
  intoWorkbook(data, ['links'], ({ spec }) => {
    spec.hasMacros = true;
  });
};
