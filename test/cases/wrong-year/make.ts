import { replace } from '../../support/edit.js';

/** A digit was typed twice. */
export default (data: string): void => replace(data, 'figures.csv', ',2014,', ',20144,');
