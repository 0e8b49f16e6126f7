import { describe, editBytes } from '../../support/edit.js';

/** The dialect of the table says what the bytes are. */
export default (data: string): void => {
  editBytes(data, 'series.csv', (bytes) =>
    Buffer.from(bytes.toString().replace('Total deaths', 'Décès'), 'latin1'),
  );
  describe(data, 'series.csv', (table) => {
    table.dialect = { encoding: 'windows-1252' };
  });
};
