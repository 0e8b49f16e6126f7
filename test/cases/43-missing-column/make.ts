import { edit } from '../../support/edit.js';

/** The column of sources was deleted. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replace(/^([^,]*,[^,]*,[^,]*),[^,]*/gm, '$1'));
