import { edit } from '../../support/edit.js';

/** A column with cells and no name. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replace('source,note', 'source,').replace('2022,\n2', '2022,page 12\n2'));
