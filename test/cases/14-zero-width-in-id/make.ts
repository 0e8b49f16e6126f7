import { replace } from '../../support/edit.js';

/** Copied from a web page: the code refers to nothing, and nobody sees why. */
export default (data: string): void => replace(data, 'links.csv', '2,17.14,', '2,17.\u200b14,');
