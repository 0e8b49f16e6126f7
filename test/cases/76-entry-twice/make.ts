import { replaceByWorkbook } from '../../support/edit-workbook.js';
import { rawZip } from '../../support/raw-zip.js';
import { partsOf } from '../../support/xlsx.js';

/** Two entries of one name: readers differ in which one counts. */
export default (data: string): void => {
  const entries = Object.entries(partsOf({ sheets: [{ name: 'units', rows: [['unit', 'title_en'], ['NUMBER', 'Number']] }] }));
  const twice = [...entries, ...entries.slice(-1)].map(([name, content]) => ({ name, content }));
  replaceByWorkbook(data, ['units'], rawZip(twice));
};
