import { replace } from '../../support/edit.js';

/** A word processor made a dash of a hyphen. */
export default (data: string): void => replace(data, 'links.csv', '2,17.14,stated,unnm-guide-2022', '2,17.14,stated,unnm–guide–2022');
