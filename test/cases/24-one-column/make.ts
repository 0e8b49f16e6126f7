import { edit } from '../../support/edit.js';

/** Two spaces stand between the cells. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replaceAll(',', '  '));
