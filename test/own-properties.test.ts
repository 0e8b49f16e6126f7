import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { thresholdsOf } from '../src/diff/mass-changes.js';
import type { Problem } from '../src/problem.js';
import { allowed } from '../src/sheets/own-properties.js';
import { readGroup } from '../src/sheets/table-group.js';
import { readText, root } from './support/gcm.js';

const defaults: Record<string, number> = JSON.parse(readText(root, 'src/diff/thresholds.json'));

/** Reads a description of two sheets with properties of this program. */
function read(table: object, column: object, group: object = {}) {
  const problems: Problem[] = [];
  const columns = (more: object): object[] => [{ name: 'code', titles: 'code', ...more }];
  const schema = { aboutUrl: '{code}', primaryKey: 'code' };
  const document = {
    '@context': ['http://www.w3.org/ns/csvw', { '@base': 'https://example.org/data/' }],
    ...group,
    tables: [
      { url: 'parts.csv', ...table, tableSchema: { ...schema, columns: columns(column) } },
      { url: 'kinds.csv', tableSchema: { ...schema, aboutUrl: 'kind/{code}', columns: columns({}) } },
    ],
  };
  const read = readGroup(JSON.stringify(document), 'tables.json', undefined, problems);
  return { group: read, table: read.tables[0] as (typeof read.tables)[number], problems };
}

describe.each(['https://w3id.org/gcm-graph/roles#', 'https://w3id.org/gcm-graph/ontology#'])(
  'properties of %s',
  (ns) => {
    it('allow input, refer to a sheet, and change thresholds', () => {
      const { group, table, problems } = read(
        { [`${ns}allows`]: ['markup'], [`${ns}cells`]: 3 },
        { [`${ns}refersTo`]: 'kinds.csv' },
        { [`${ns}changedShare`]: 0.5 },
      );
      expect(problems).toEqual([]);
      expect([allowed(table, 'markup'), allowed(table, 'empty')]).toEqual([true, false]);
      expect(table.foreignKeys.map((key) => [key.columns, key.table.name])).toEqual([[['code'], 'kinds.csv']]);
      expect(thresholdsOf(table, group)).toEqual({ ...defaults, cells: 3, changedShare: 0.5 });
    });

    it.each(Object.keys(defaults))('include the threshold %s', (name) => {
      const { group, table, problems } = read({ [ns + name]: 0 }, {});
      expect(problems).toEqual([]);
      expect(thresholdsOf(table, group)).toEqual({ ...defaults, [name]: 0 });
    });
  },
);

it('The templates and examples use the namespace of the roles', () => {
  for (const name of readdirSync(path.join(root, 'examples'), { withFileTypes: true }))
    if (name.isDirectory())
      expect(readText(root, `examples/${name.name}/data/tables.json`)).not.toContain('gcm-graph/ontology#');
});
