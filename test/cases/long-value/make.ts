import { append } from '../../support/edit.js';

/** A cell as long as a page is not told in full. */
export default (data: string): void => append(data, 'units.csv', `${'a'.repeat(3000)},Long`);
