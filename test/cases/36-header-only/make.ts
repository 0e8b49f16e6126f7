import { edit } from '../../support/edit.js';

/** The rows were deleted. */
export default (data: string): void => edit(data, 'units.csv', (text) => text.slice(0, text.indexOf('\n') + 1));
