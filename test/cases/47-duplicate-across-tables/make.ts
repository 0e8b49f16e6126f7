import { append } from '../../support/edit.js';

/** A series under the code of an indicator: two rows of two sheets describe one address. */
export default (data: string): void => append(data, 'series.csv', 'C100703,C100703,A series with the code of an indicator');
