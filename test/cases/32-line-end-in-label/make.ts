import { replace } from '../../support/edit.js';

/** A quoted label may have more than one line. */
export default (data: string): void => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,"Number\nof persons"');
