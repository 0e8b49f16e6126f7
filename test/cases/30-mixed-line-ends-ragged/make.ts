import { edit } from '../../support/edit.js';

/** A CR stood inside a cell: the rows do not agree. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replace('2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,page\r12'));
