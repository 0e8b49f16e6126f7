import { edit } from '../../support/edit.js';

/** Excel writes a byte order mark in front of "CSV UTF-8". */
export default (data: string): void => edit(data, 'units.csv', (text) => `\ufeff${text}`);
