import { replace } from '../../support/edit.js';

/** A hard space before a code, spaces around a label and after items of a list. */
export default (data: string): void => {
  replace(data, 'links.csv', '2,17.14,', '2,\u00a017.14,');
  replace(data, 'links.csv', '3,1.4,', '3,1.4 ,');
  replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER, Number \u3000');
  replace(data, 'indicators.csv', 'DESA Population Division;IOM', 'DESA Population Division; IOM');
};
