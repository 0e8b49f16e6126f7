import { edit } from '../../support/edit.js';

/** Excel for Mac of long ago. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replaceAll('\n', '\r'));
