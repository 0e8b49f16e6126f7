import { append } from '../../support/edit.js';

/** Two ids that differ in capitals only. */
export default (data: string): void => append(data, 'schemes.csv', '../Principles,Guiding principles again,,,,,,');
