import { edit } from '../../support/edit.js';

/** Excel saves true as TRUE. */
export default (data: string): void =>
  edit(data, 'indicators.csv', (text) => text.replaceAll(',true,', ',TRUE,').replaceAll(',false,', ',FALSE,'));
