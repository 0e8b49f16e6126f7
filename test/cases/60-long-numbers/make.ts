import { append, replace } from '../../support/edit.js';

/** What Excel makes of 100000 and of a number of 16 digits. */
export default (data: string): void => {
  append(data, 'areas.csv', '1E5,Area,,,,,,region');
  append(data, 'areas.csv', '1234567890123456,Area,,,,,,region');
  replace(data, 'links.csv', '2,17.14,', '2,1.7E+14,');
};
