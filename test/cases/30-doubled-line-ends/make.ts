import { edit } from '../../support/edit.js';

/** A program has written CR before each CR LF. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replaceAll('\n', '\r\r\n'));
