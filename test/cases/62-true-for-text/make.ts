import { replace } from '../../support/edit.js';

/** Excel makes TRUE of true. */
export default (data: string): void => replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,TRUE');
