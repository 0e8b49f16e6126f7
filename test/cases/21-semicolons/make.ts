import { edit } from '../../support/edit.js';

/** Excel in many countries writes them. */
export default (data: string): void => edit(data, 'links.csv', (text) => text.replaceAll(',', ';'));
