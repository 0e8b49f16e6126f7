import { append } from '../../support/edit.js';

/** Two addresses that look the same and differ in bytes. */
export default (data: string): void => {
  append(data, 'schemes.csv', '../café,Coffee,,,,,,');
  append(data, 'schemes.csv', `${'../café'.normalize('NFD')},Coffee too,,,,,,`);
};
