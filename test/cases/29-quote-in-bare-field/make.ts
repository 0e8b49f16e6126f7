import { replace } from '../../support/edit.js';

/** A quotation mark inside a cell that has none around it. */
export default (data: string): void => replace(data, 'links.csv', '1,17.18,stated,unnm-guide-2022,', '1,17.18,stated,unnm-guide-2022,page "12"');
