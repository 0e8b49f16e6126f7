import { replace } from '../../support/edit.js';

/** The C of the code is Cyrillic; what refers to the right one is no fault of its own. */
export default (data: string): void => replace(data, 'indicators.csv', 'C100703,', 'С100703,');
