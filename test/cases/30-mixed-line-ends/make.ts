import { edit } from '../../support/edit.js';

/** CRLF, LF and CR in one file. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replace('\n1,', '\r\n1,').replace('\n2,', '\r2,'));
