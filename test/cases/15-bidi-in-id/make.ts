import { replace } from '../../support/edit.js';

/** The code reads 17.41 on the screen. */
export default (data: string): void => replace(data, 'links.csv', '2,17.14,', '2,17.\u202e14\u202c,');
