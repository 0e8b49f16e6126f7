import { editBytes } from '../../support/edit.js';

/** Excel calls it "Unicode text". */
export default (data: string): void => editBytes(data, 'units.csv', (bytes) => Buffer.from(`\ufeff${bytes}`, 'utf16le'));
