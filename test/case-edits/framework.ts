import { type CaseEdits, describe, edit, replace } from '../support/edit.js';

/** Cases about the description of the sheets. */
export const framework: CaseEdits = {
  // A list cannot make the address of a row, or the address of another column.
  'list-in-address': (data) => {
    describe(data, 'links.csv', ({ tableSchema }) => {
      for (const column of tableSchema.columns) if (column.name === 'target') Object.assign(column, { separator: ';' });
    });
  },
  // Each item of a list is a reference and makes an address: only the second item is unknown.
  'list-of-codes': (data) => {
    describe(data, 'indicators.csv', ({ tableSchema }) => {
      for (const column of tableSchema.columns)
        if (column.name === 'replaced_by') Object.assign(column, { separator: ';' });
    });
    replace(data, 'indicators.csv', 'retired,2019,2019,C160105,', 'retired,2019,2019,C160105;C160106,');
  },
  // Names that are nearly right, in each part of a table.
  'metadata-names': (data) =>
    edit(data, 'tables.json', (text) =>
      text
        .replace('"name": "note", "titles"', '"name": "note", "title"')
        .replace('"titles": "scheme", "required": true', '"titles": "scheme", "required": "always"')
        .replace('../principle/{letter}', '../principle/{lettr}')
        .replace('{ "resource": "sources.csv"', '{ "resource": "source.csv"')
        .replace('{ "columnReference": "area", "reference"', '{ "columnReference": "aera", "reference"')
        .replace('"skos:inScheme"', '"skoss:inScheme"')
        .replace('"url": "units.csv",', '"url": "unit.csv", "https://w3id.org/gcm-graph/ontology#allows": "marckup",'),
    ),
};
