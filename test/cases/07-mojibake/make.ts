import { replace } from '../../support/edit.js';

/** UTF-8 was read as Windows-1252 and saved as UTF-8 again. */
export default (data: string): void => replace(data, 'statuses.csv', 'Énoncé,', 'Ã‰noncÃ©,');
