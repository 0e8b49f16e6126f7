import { append } from '../../support/edit.js';

/** 33 MiB. */
export default (data: string): void => append(data, 'units.csv', `OTHER,${'x'.repeat(33 * 1024 * 1024)}`);
