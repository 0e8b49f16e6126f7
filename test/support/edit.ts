import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';

/** Edits sheets for the cases of test/cases. Throws if an edit changes nothing. */

/** Edits of a data folder by case name. */
export type CaseEdits = Record<string, (data: string) => void>;

export function editBytes(data: string, name: string, change: (bytes: Buffer) => Uint8Array): void {
  const file = path.join(data, name);
  const before = readFileSync(file);
  const after = change(before);
  if (before.equals(after)) throw new Error(`Nothing changed in ${name}`);
  writeFileSync(file, after);
}

export const edit = (data: string, name: string, change: (text: string) => string): void =>
  editBytes(data, name, (bytes) => Buffer.from(change(bytes.toString())));

/** Replaces the first match. */
export const replace = (data: string, name: string, found: string | RegExp, by: string): void =>
  edit(data, name, (text) => text.replace(found, () => by));

/** Writes values into cells: the first cell of a row → the columns and their values. */
export const put = (data: string, name: string, values: Record<string, Record<string, string>>): void =>
  edit(data, name, (text) => {
    const rows: Record<string, string>[] = parse(text, { columns: true });
    for (const [key, cells] of Object.entries(values)) {
      const row = rows.find((one) => Object.values(one)[0] === key);
      if (!row) throw new Error(`${name} has no row ${key}`);
      Object.assign(row, cells);
    }
    return stringify(rows, { header: true });
  });

/** Appends lines. */
export const append = (data: string, name: string, lines: string): void =>
  edit(data, name, (text) => `${text}${lines}\n`);

interface Column {
  name: string;
  datatype?: unknown;
}

interface TableDescription {
  url: string;
  dialect?: Record<string, unknown>;
  tableSchema: { columns: Column[] } & Record<string, unknown>;
  [property: string]: unknown;
}

/** Allows texts with HTML and other markup in a table. */
export const allowMarkup = (data: string, url: string): void =>
  describe(data, url, (table) => {
    table['https://w3id.org/gcm-graph/ontology#allows'] = 'markup';
  });

/** Changes the description of a table in tables.json. */
export function describe(data: string, url: string, change: (table: TableDescription) => void): void {
  edit(data, 'tables.json', (text) => {
    const document = JSON.parse(text) as { tables: TableDescription[] };
    const table = document.tables.find((one) => one.url === url);
    if (!table) throw new Error(`tables.json has no ${url}`);
    change(table);
    return JSON.stringify(document, undefined, 2);
  });
}
