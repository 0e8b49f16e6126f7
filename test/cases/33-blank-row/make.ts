import { edit } from '../../support/edit.js';

/** A blank line in the middle, and two at the end. */
export default (data: string): void => edit(data, 'links.csv', (text) => `${text.replace('\n2,', '\n\n2,')}\n\n`);
