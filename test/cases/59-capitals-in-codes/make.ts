import { append } from '../../support/edit.js';

/** A spreadsheet or a hand made capitals of the letters of 4.a and 10.c. */
export default (data: string): void => {
  append(data, 'targets.csv', '4.A,1,A target with a capital,,,,,,');
  append(data, 'targets.csv', '10.c,10,A target with a letter,,,,,,');
  append(data, 'links.csv', '2,10.C,theme,unnm-guide-2022,');
};
