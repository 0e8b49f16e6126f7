/**
 * Datatypes of cells: from the metadata to a reader of texts, compiled once per column.
 * W3C Model for Tabular Data, section 6.4, and Metadata Vocabulary, section 5.11.
 */
export { compileDatatype } from './compile.js';
export { datatypeIri, datatypeNames } from './kinds.js';
export { readDatatype } from './read-datatype.js';
export type { Datatype } from './reading.js';
