import { edit } from '../../support/edit.js';

/** Two columns of one name. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replace('source,note', 'source,source'));
