import { append } from '../../support/edit.js';

/** 1.1 and 1.10 are two codes and no numbers. */
export default (data: string): void => {
  append(data, 'targets.csv', '1.1,1,The first target,,,,,,');
  append(data, 'targets.csv', '1.10,1,The tenth target,,,,,,');
  append(data, 'links.csv', '2,1.1,theme,unnm-guide-2022,');
  append(data, 'links.csv', '2,1.10,theme,unnm-guide-2022,');
};
