import { edit } from '../../support/edit.js';

/** No byte. */
export default (data: string): void => edit(data, 'units.csv', () => '');
