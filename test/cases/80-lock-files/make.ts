import { writeFileSync } from 'node:fs';
import path from 'node:path';

/** The workbook is open in Excel, and in LibreOffice. */
export default (data: string): void => {
  for (const name of ['~$gcm.xlsx', '.~lock.gcm.xlsx#']) writeFileSync(path.join(data, name), 'Steward');
};
