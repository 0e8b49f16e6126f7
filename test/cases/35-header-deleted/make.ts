import { edit } from '../../support/edit.js';

/** The first row was deleted. */
export default (data: string): void => edit(data, 'targets.csv', (text) => text.replace(/^.*\n/, ''));
