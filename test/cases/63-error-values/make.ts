import { replace } from '../../support/edit.js';

/** What a formula leaves that lost its cells. */
export default (data: string): void => {
  replace(data, 'units.csv', 'NUMBER,Number', 'NUMBER,#REF!');
  replace(data, 'links.csv', '3,10.7,', '3,#N/A,');
  replace(data, 'figures.csv', '2014,5318', '2014,#VALUE!');
};
