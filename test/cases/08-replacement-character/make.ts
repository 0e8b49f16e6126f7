import { replace } from '../../support/edit.js';

/** Another program has already given the letter up. */
export default (data: string): void => replace(data, 'statuses.csv', 'Énoncé,', '\ufffdnonc\ufffd,');
