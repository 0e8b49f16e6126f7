import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { editBytes } from '../../support/edit.js';

/** Plain "CSV" of a German Excel: semicolons, one byte a letter, and ? for what is none of the 256 letters. */
export default (data: string): void => {
  editBytes(data, 'targets.csv', (bytes) => {
    const rows = parse(bytes, { relax_column_count: true });
    const text: string = stringify(rows, { delimiter: ';', record_delimiter: '\r\n' });
    return Buffer.from(text.replace(/[\u0100-\uffff]/g, '?'), 'latin1');
  });
};
