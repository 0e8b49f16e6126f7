import { replace } from '../../support/edit.js';

/** An override that is given back. */
export default (data: string): void => replace(data, 'units.csv', 'population', '\u202dpopulation\u202c');
