import { replaceByWorkbook } from '../../support/edit-workbook.js';
import { rawZip } from '../../support/raw-zip.js';
import { partsOf } from '../../support/xlsx.js';

/** One entry is locked with a password. */
export default (data: string): void => {
  const entries = Object.entries(partsOf({ sheets: [{ name: 'units', rows: [['unit', 'title_en'], ['NUMBER', 'Number']] }] })).map(([name, content]) => ({ name, content }));
  replaceByWorkbook(data, ['units'], rawZip([...entries, { name: 'xl/media/image1.png', content: 'a', flags: 1 }]));
};
