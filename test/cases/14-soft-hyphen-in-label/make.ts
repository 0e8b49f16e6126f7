import { replace } from '../../support/edit.js';

/** A PDF breaks words with soft hyphens. */
export default (data: string): void => replace(data, 'units.csv', 'population', 'popu\u00adlation');
