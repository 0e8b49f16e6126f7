import { describe } from '../../support/edit.js';

/** A column of Spanish names that is said to be English. */
export default (data: string): void => {
  describe(data, 'principles.csv', ({ tableSchema }) => {
    for (const column of tableSchema.columns) if (column.name === 'title_es') Object.assign(column, { lang: 'en' });
  });
};
