import { edit } from '../../support/edit.js';

/** Text (tab delimited). */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replaceAll(',', '\t'));
