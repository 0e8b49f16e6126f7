import { editBytes } from '../../support/edit.js';

/** The same with the bytes of each unit the other way round. */
export default (data: string): void => editBytes(data, 'principles.csv', (bytes) => Buffer.from(`\ufeff${bytes}`, 'utf16le').swap16());
