import { edit } from '../../support/edit.js';

/** Two tables of one file. */
export default (data: string): void =>
  edit(data, 'tables.json', (text) => text.replace('"url": "units.csv"', '"url": "links.csv"'));
