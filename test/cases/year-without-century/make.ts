import { edit } from '../../support/edit.js';

/** A year of two digits is not the year 19. */
export default (data: string): void => edit(data, 'figures.csv', (text) => text.replace(',2014,', ',14,'));
