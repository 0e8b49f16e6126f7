import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { xlsx } from '../../support/xlsx.js';

/** A workbook with the ending of a CSV file. */
export default (data: string): void =>
  writeFileSync(path.join(data, 'units.csv'), xlsx({ sheets: [{ name: 'units', rows: [['unit', 'title_en'], ['NUMBER', 'Number']] }] }));
