import { append } from '../../support/edit.js';

/** 32,768 characters. */
export default (data: string): void => append(data, 'units.csv', `OTHER,${'x'.repeat(32_768)}`);
