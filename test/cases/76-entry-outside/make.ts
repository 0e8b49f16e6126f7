import { intoWorkbook } from '../../support/edit-workbook.js';

/** An entry that would be written above the folder. */
export default (data: string): void => {
  intoWorkbook(data, ['units'], ({ spec }) => {
    spec.extraEntries = { '../../etc/passwd': 'root' };
  });
};
