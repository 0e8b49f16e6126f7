import { replace } from '../../support/edit.js';

/** A note with a comma and no quotation marks. */
export default (data: string): void => replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022,', '2,17.14,stated,unnm-guide-2022,page 12, line 3');
