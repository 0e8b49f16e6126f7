import { intoWorkbook } from '../../support/edit-workbook.js';

/** Its values come from a file that is not here. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ spec }) => {
    spec.outsideLinks = ['budget.xlsx'];
  });
};
