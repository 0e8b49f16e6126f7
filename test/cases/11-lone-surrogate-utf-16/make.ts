import { editBytes } from '../../support/edit.js';

/** Half of a pair, in UTF-16. */
export default (data: string): void => {
  editBytes(data, 'units.csv', (bytes) =>
    Buffer.from(`\ufeff${bytes}`.replace('Number', 'Num\ud800ber'), 'utf16le'),
  );
};
