import { replace } from '../../support/edit.js';

/** A NUL in a label. */
export default (data: string): void => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,Num\0ber');
