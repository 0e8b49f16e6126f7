import { append, type CaseEdits, describe, edit, replace } from '../support/edit.js';

/** Cases that are in no catalogue. */
export const others: CaseEdits = {
  // The identifier is the name of the dumps, and a name that begins with a dot hides a file, whatever its datatype allows.
  'hidden-identifier': (data) => {
    describe(data, 'dataset.csv', ({ tableSchema }) => {
      for (const column of tableSchema.columns) if (column.name === 'identifier') column.datatype = 'string';
    });
    replace(data, 'dataset.csv', 'gcm-sdg', '.gcm');
  },
  // A cell as long as a page is not told in full.
  'long-value': (data) => append(data, 'units.csv', `${'a'.repeat(3000)},Long`),
  // Two tables of one file.
  'metadata-one-url-twice': (data) =>
    edit(data, 'tables.json', (text) => text.replace('"url": "units.csv"', '"url": "links.csv"')),
  // No file system allows this character.
  'metadata-nul-in-url': (data) =>
    edit(data, 'tables.json', (text) => text.replace('"url": "units.csv"', '"url": "units\\u0000.csv"')),
  // The row of an objective that is connected to nothing has a space to take off too: both are reported.
  'rule-beside-notice': (data) => replace(data, 'objectives.csv', /^2,/m, '2 ,'),
  // A column that is not published may be about nothing: only the others need an aboutUrl.
  'suppressed-column': (data) => {
    edit(data, 'units.csv', (text) => text.replaceAll('\n', ',to be checked\n').replace(',to be checked', ',remark'));
    describe(data, 'units.csv', ({ tableSchema }) => {
      const { aboutUrl } = tableSchema;
      delete tableSchema['aboutUrl'];
      const columns = tableSchema.columns.map((column) => ({ ...column, aboutUrl }));
      const remark = { name: 'remark', titles: 'remark', suppressOutput: true };
      tableSchema.columns = [...columns.slice(0, 2), remark, ...columns.slice(2)];
    });
  },
  // No indicator has the code that is named.
  'unknown-successor': (data) =>
    replace(data, 'indicators.csv', 'retired,2019,2019,C160105,', 'retired,2019,2019,C160195,'),
  // A digit was typed twice.
  'wrong-year': (data) => replace(data, 'figures.csv', ',2014,', ',20144,'),
  // A year of two digits is not the year 19.
  'year-without-century': (data) => edit(data, 'figures.csv', (text) => text.replace(',2014,', ',14,')),
};
