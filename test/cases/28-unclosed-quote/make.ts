import { replace } from '../../support/edit.js';

/** The quotation mark opens in the fourth row. */
export default (data: string): void => replace(data, 'links.csv', '1,17.18,stated,unnm-guide-2022,', '1,17.18,stated,unnm-guide-2022,"page 12');
