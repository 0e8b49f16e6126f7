import { edit } from '../../support/edit.js';

/** A title and a blank row above the header. */
export default (data: string): void => edit(data, 'links.csv', (text) => `Links of the Compact,,,,\n,,,,\n${text}`);
