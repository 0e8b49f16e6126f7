import { editBytes } from '../../support/edit.js';

/** Nothing says that it is UTF-16, and other bytes could look like it. */
export default (data: string): void => editBytes(data, 'units.csv', (bytes) => Buffer.from(`${bytes}`, 'utf16le'));
