import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Small edits of the sheets in a data folder, for the cases of test/cases; an edit that changes nothing is a slip and throws. */

/** What cases do to a data folder, by the name of the case. */
export type CaseEdits = Record<string, (data: string) => void>;

export function editBytes(data: string, name: string, change: (bytes: Buffer) => Uint8Array): void {
  const file = path.join(data, name);
  const before = readFileSync(file);
  const after = change(before);
  if (before.equals(after)) throw new Error(`nothing was changed in ${name}`);
  writeFileSync(file, after);
}

export const edit = (data: string, name: string, change: (text: string) => string): void =>
  editBytes(data, name, (bytes) => Buffer.from(change(bytes.toString())));

/** Puts something in the place of the first text that is found. */
export const replace = (data: string, name: string, found: string | RegExp, by: string): void =>
  edit(data, name, (text) => text.replace(found, () => by));

/** Lines behind the last one. */
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

/** Changes what tables.json says of a table. */
export function describe(data: string, url: string, change: (table: TableDescription) => void): void {
  edit(data, 'tables.json', (text) => {
    const document = JSON.parse(text) as { tables: TableDescription[] };
    const table = document.tables.find((one) => one.url === url);
    if (!table) throw new Error(`tables.json has no ${url}`);
    change(table);
    return JSON.stringify(document, undefined, 2);
  });
}
