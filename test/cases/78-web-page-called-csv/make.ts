import { edit } from '../../support/edit.js';

/** A page with an error was saved in place of the sheet. */
export default (data: string): void =>
  edit(data, 'links.csv', () => '<!DOCTYPE html>\n<html><body>Please sign in</body></html>\n');
