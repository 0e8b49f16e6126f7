import { allowMarkup, append, type CaseEdits, describe, edit, replace } from '../support/edit.js';

/** Cases outside the catalogue. */
export const others: CaseEdits = {
  // The identifier is the name of the dumps. A leading dot hides a file, even if the datatype allows it.
  'hidden-identifier': (data) => {
    describe(data, 'dataset.csv', ({ tableSchema }) => {
      for (const column of tableSchema.columns) if (column.name === 'identifier') column.datatype = 'string';
    });
    replace(data, 'dataset.csv', 'gcm-sdg', '.gcm');
  },
  // A long cell is truncated in the message.
  'long-value': (data) => append(data, 'units.csv', `${'a'.repeat(3000)},Long,,,,,,`),
  // Two tables with the same file.
  'metadata-one-url-twice': (data) =>
    edit(data, 'tables.json', (text) => text.replace('"url": "units.csv"', '"url": "links.csv"')),
  // A column refers to a missing table.
  'metadata-unknown-refers-to': (data) =>
    edit(data, 'tables.json', (text) => text.replace('#refersTo": "agencies.csv"', '#refersTo": "agences.csv"')),
  // No file system allows this character.
  'metadata-nul-in-url': (data) =>
    edit(data, 'tables.json', (text) => text.replace('"url": "units.csv"', '"url": "units\\u0000.csv"')),
  // The row of an objective without connections also has spaces to remove: both are reported.
  'rule-beside-notice': (data) => {
    replace(data, 'links.csv', /^2,17\.14,.*\n/m, '');
    replace(data, 'objectives.csv', /^2,/m, '2 ,');
  },
  // A column that is not published needs no aboutUrl.
  'suppressed-column': (data) => {
    edit(data, 'units.csv', (text) => text.replaceAll('\n', ',to be checked\n').replace(',to be checked', ',remark'));
    describe(data, 'units.csv', ({ tableSchema }) => {
      const { aboutUrl } = tableSchema;
      delete tableSchema['aboutUrl'];
      const columns = tableSchema.columns.map((column) => ({ ...column, aboutUrl }));
      const remark = { name: 'remark', titles: 'remark', suppressOutput: true };
      const last = columns.findIndex(({ name }) => name === 'qudt') + 1;
      tableSchema.columns = [...columns.slice(0, last), remark, ...columns.slice(last)];
    });
  },
  // An unknown indicator code.
  'unknown-successor': (data) =>
    replace(data, 'indicators.csv', 'retired,2019,2019,C160105,', 'retired,2019,2019,C160195,'),
  // A table can allow markup in its texts.
  'text-that-attacks': (data) => {
    allowMarkup(data, 'objectives.csv');
    replace(
      data,
      'objectives.csv',
      'Minimize adverse drivers',
      `"=cmd|'/C calc'!A0 <script>alert('x')</script> ""quoted"" الهجرة 🚶‍♀️\nsecond line"`,
    );
  },
  // A digit was typed twice.
  'wrong-year': (data) => replace(data, 'figures/SM_DTH_MIGR.csv', ',2014,', ',20144,'),
  // A two-digit year is not the year 14.
  'year-without-century': (data) => edit(data, 'figures/SM_DTH_MIGR.csv', (text) => text.replace(',2014,', ',14,')),
  // A word instead of a language tag.
  'bad-language-tag': (data) => replace(data, 'tables.json', '"lang": "fr"', '"lang": "français"'),
  // Promises that the tables cannot keep.
  'metadata-promises': (data) => {
    replace(data, 'tables.json', /(?<="name": "since"[^}]*"datatype": )\{[^}]*\}/, '"constructor"');
    replace(data, 'tables.json', /(?<="sd:name": )\{ "@id": "\.\.\/graph\/links" \}/, '"links"');
    replace(data, 'tables.json', '"url": "areas.csv"', '"url": "../areas.csv"');
    replace(data, 'tables.json', '"resource": "units.csv"', '"resource": "unit.csv"');
  },
  // Slips of the keyboard.
  'metadata-slips': (data) => {
    replace(data, 'tables.json', /(?<="name": "former_numbers"[^}]*)"separator"/, '"sepparator"');
    replace(data, 'tables.json', /(?<="name": "since"[^}]*"base": )"gYear"/, '"gYeer"');
    replace(data, 'tables.json', '"format": "[A-Z0-9]+(_[A-Z0-9]+)*"', '"format": "[A-Z"');
    replace(data, 'tables.json', '"primaryKey": "status"', '"primaryKey": "state"');
  },
};
