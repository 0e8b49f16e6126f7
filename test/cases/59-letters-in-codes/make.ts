import { append } from '../../support/edit.js';

/** Codes that end in a letter. */
export default (data: string): void => {
  append(data, 'targets.csv', '10.c,10,A target with a letter,,,,,,');
  append(data, 'links.csv', '2,10.c,theme,unnm-guide-2022,');
};
