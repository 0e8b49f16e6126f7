import { append } from '../../support/edit.js';

/** The а of 10.а is Cyrillic. */
export default (data: string): void => append(data, 'targets.csv', '10.а,10,A target whose letter is Cyrillic,,,,,,');
