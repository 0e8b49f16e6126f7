import { describe, replace } from '../../support/edit.js';

/** The identifier is the name of the dumps, and a name that begins with a dot hides a file, whatever its datatype allows. */
export default function make(data: string): void {
  describe(data, 'dataset.csv', ({ tableSchema }) => {
    for (const column of tableSchema.columns) if (column.name === 'identifier') column.datatype = 'string';
  });
  replace(data, 'dataset.csv', 'gcm-sdg', '.gcm');
}
