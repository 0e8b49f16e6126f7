import { replace } from '../../support/edit.js';

/** Excel takes a code for a day. */
export default (data: string): void => {
  replace(data, 'links.csv', '2,17.14,', '2,4-Mar,');
  replace(data, 'links.csv', '3,10.7,', '3,2026-07-10,');
};
