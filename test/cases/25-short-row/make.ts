import { replace } from '../../support/edit.js';

/** The last cell is missing. */
export default (data: string): void => replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022');
