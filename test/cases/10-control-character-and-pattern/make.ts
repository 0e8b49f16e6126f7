import { replace } from '../../support/edit.js';

/** A control character in a code is one fault, and that the code has no such form is not told too. */
export default (data: string): void => replace(data, 'sources.csv', 'a-res-73-195', 'a-res\u0001-73-195');
