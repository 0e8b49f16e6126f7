import { edit } from '../../support/edit.js';

/** Excel has saved 001 as 1 in each row. */
export default (data: string): void => edit(data, 'figures.csv', (text) => text.replaceAll(',001,', ',1,'));
