import { replace } from '../../support/edit.js';

/** A code may not. */
export default (data: string): void => replace(data, 'links.csv', '2,17.14,', '2,"17.\n14",');
