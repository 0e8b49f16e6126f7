import { append } from '../../support/edit.js';

/** The same code in two rows. */
export default (data: string): void => append(data, 'units.csv', 'NUMBER,Number again');
