import { edit } from '../../support/edit.js';

/** An empty column was part of the sheet. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replaceAll('\n', ',\n'));
