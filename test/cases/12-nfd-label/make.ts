import { replace } from '../../support/edit.js';

/** macOS writes é as e and an accent. */
export default (data: string): void => replace(data, 'statuses.csv', 'Énoncé,', 'Énoncé,'.normalize('NFD'));
