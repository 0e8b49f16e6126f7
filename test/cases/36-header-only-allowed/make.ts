import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { edit } from '../../support/edit.js';

/** A table that tables.json lets be empty. */
export default (data: string): void => {
  writeFileSync(path.join(data, 'notes.csv'), 'source,note\n');
  edit(data, 'tables.json', (text) => {
    const document = JSON.parse(text);
    document.tables.push({
      url: 'notes.csv',
      'sd:name': { '@id': '../graph/links' },
      'https://w3id.org/gcm-graph/ontology#allows': 'empty',
      tableSchema: {
        aboutUrl: '../source/{source}',
        columns: [
          { name: 'source', titles: 'source', required: true, suppressOutput: true },
          { name: 'note', titles: 'note', propertyUrl: 'rdfs:comment', lang: 'en' },
        ],
      },
    });
    return JSON.stringify(document, undefined, 2);
  });
};
