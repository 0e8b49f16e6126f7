import { replace } from '../../support/edit.js';

/** A slip of the finger. */
export default (data: string): void => replace(data, 'links.csv', 'status', 'staus');
