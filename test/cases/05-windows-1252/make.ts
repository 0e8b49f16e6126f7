import { editBytes } from '../../support/edit.js';

/** One byte for é, the first of the cell at offset 63. */
export default (data: string): void => {
  editBytes(data, 'series.csv', (bytes) =>
    Buffer.from(bytes.toString().replace('Total deaths', 'Décès'), 'latin1'),
  );
};
