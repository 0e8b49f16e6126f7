import { nameOf } from './triples-maps.js';
import { text, type Words } from './turtle.js';

/** A name of SQL as it is written, capitals and blanks included. */
const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** R2RML (W3C, September 2012) over a database that has each sheet as a table of its name, and all its columns as text. */
export const r2rml: Words = {
  prefixes: {},
  source: ({ table }) => `rr:logicalTable [ rr:tableName ${text(identifier(nameOf(table)))} ]`,
  column: 'rr:column',
  quoted: identifier,
  split: ({ column }) => `rr:column ${text(identifier(column))}`,
  note: 'R2RML: each sheet is a table of its name, each column a text, an empty cell NULL.',
};
