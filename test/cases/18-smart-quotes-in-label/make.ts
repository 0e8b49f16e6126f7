import { replace } from '../../support/edit.js';

/** Typographic quotation marks are text. */
export default (data: string): void => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,“Number” ‘of’ persons');
