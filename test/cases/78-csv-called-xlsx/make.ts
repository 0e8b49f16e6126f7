import { readFileSync } from 'node:fs';
import path from 'node:path';
import { replaceByWorkbook } from '../../support/edit-workbook.js';

/** A CSV file with the ending of a workbook. */
export default (data: string): void =>
  replaceByWorkbook(data, ['units'], readFileSync(path.join(data, 'units.csv')));
