import { replace } from '../../support/edit.js';

/** Two files were joined. */
export default (data: string): void => replace(data, 'units.csv', 'PER_100000_POP', '\ufeffPER_100000_POP');
