import type { Problem } from '../problem.js';
import type { Loader } from './metadata/loaders.js';
import { type Input, withTables } from './metadata/metadata.js';
import type { SayQuad } from './rdf/map-rows.js';
import { type ConversionOptions, convertGroup, memoryTable, validateGroup } from './tables.js';

/**
 * CSV on the Web as a library: what is at an address, described by its metadata, as RDF or as a list of faults.
 * W3C Model for Tabular Data and Metadata, Metadata Vocabulary, Generating RDF from Tabular Data (December 2015).
 */
export type { Problem } from '../problem.js';
export { createWebLoader, type Loader, memoryLoader, type Resource } from './metadata/loaders.js';
export { describe, type Input, type TableGroup } from './metadata/metadata.js';
export type { SayQuad } from './rdf/map-rows.js';
export type { ConversionOptions } from './tables.js';

/**
 * Converts what is at an address to RDF, statement by statement. With an error in the metadata, or a missing or unreadable
 * file, the statements are not to be used; an invalid cell is a warning.
 */
export const toRdf = (input: Input, load: Loader, options: ConversionOptions, say: SayQuad): Promise<Problem[]> =>
  withTables(input, load, (group) => convertGroup(group, load, options, say, memoryTable(say)));

/** Every fault of what is at an address: of its metadata, of each cell, and of keys within and across its tables. */
export const validate = (input: Input, load: Loader): Promise<Problem[]> =>
  withTables(input, load, (group) =>
    validateGroup(
      group,
      load,
      memoryTable(() => {}),
    ),
  );
