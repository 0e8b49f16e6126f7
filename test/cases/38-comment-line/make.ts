import { replace } from '../../support/edit.js';

/** CSV has no comments. */
export default (data: string): void => replace(data, 'links.csv', '\n2,', '\n# from here on checked by hand\n2,');
