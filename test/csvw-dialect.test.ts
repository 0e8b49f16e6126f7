import { expect, it } from 'vitest';
import { utf8 } from '../src/bytes.js';
import { memoryLoader, toRdf } from '../src/csvw/csvw.js';

/** Reads the values of a file with one column in a dialect. */
async function valuesBy(dialect: Record<string, unknown>, csv: string): Promise<string[]> {
  const base = 'https://example.org/';
  const metadata = {
    '@context': 'http://www.w3.org/ns/csvw',
    url: 'a.csv',
    dialect,
    tableSchema: { columns: [{ name: 'a', titles: 'a', propertyUrl: 'rdf:value' }] },
  };
  const files = new Map([
    ['a.csv', utf8(csv)],
    ['a.json', utf8(JSON.stringify(metadata))],
  ]);
  const values: string[] = [];
  const options = { isMinimal: true, hasProvenance: false };
  await toRdf({ url: `${base}a.json` }, memoryLoader(files, base), options, (_s, _p, object) => {
    values.push(object.value);
  });
  return values;
}

it.each([
  [{}, [' x ']],
  [{ trim: true }, ['x']],
  [{ trim: 'start' }, ['x ']],
  [{ trim: 'end' }, [' x']],
  [{ skipInitialSpace: true }, ['x ']],
  [{ skipInitialSpace: true, trim: false }, [' x ']],
])('the dialect %j reads a cell with spaces around it as %j', async (dialect, values) => {
  expect(await valuesBy(dialect, 'a\n x \n')).toEqual(values);
});
