import { errorAt, hasErrors, noticeAt, type Problem } from '../problem.js';
import { type ConversionOptions, convertGroup } from './convert.js';
import { resolve } from './metadata/json.js';
import type { Loader } from './metadata/loaders.js';
import { loadMetadata, locateMetadata, type TableGroup, undescribedGroup } from './metadata/metadata.js';
import type { SayQuad } from './rdf/statements.js';
import { memoryTable } from './table-file.js';
import { validateGroup } from './validate.js';

export type { Problem } from '../problem.js';
export type { ConversionOptions } from './convert.js';
export { createWebLoader, type Loader, memoryLoader, type Resource } from './metadata/loaders.js';
export type { TableGroup } from './metadata/metadata.js';
export type { SayQuad } from './rdf/statements.js';

/**
 * CSV on the Web as a library: what is at an address, described by its metadata, as RDF or as a list of faults.
 * W3C Model for Tabular Data and Metadata, Metadata Vocabulary, Generating RDF from Tabular Data (December 2015).
 */
export interface Input {
  url: string; // of a CSV file, or of a metadata document that names its CSV files
  metadata?: string; // the address of the metadata to use instead of what is found
  base?: string; // what the metadata's addresses are relative to, instead of its own place or `@base`
}

/**
 * Converts what is at an address to RDF, statement by statement. With an error in the metadata, or a missing or unreadable
 * file, the statements are not to be used; an invalid cell is a warning.
 */
export async function toRdf(input: Input, load: Loader, options: ConversionOptions, say: SayQuad): Promise<Problem[]> {
  const { group, problems } = await describe(input, load);
  if (hasErrors(problems)) return problems;
  return [...problems, ...(await convertGroup(group, load, options, say, memoryTable(say)))];
}

/** Every fault of what is at an address: of its metadata, of each cell, and of keys within and across its tables. */
export async function validate(input: Input, load: Loader): Promise<Problem[]> {
  const { group, problems } = await describe(input, load);
  if (hasErrors(problems)) return problems;
  return [
    ...problems,
    ...(await validateGroup(
      group,
      load,
      memoryTable(() => {}),
    )),
  ];
}

/** The tables at an address with the metadata that describes them (Model for Tabular Data, section 6.1). */
export async function describe(
  { url, metadata, base }: Input,
  load: Loader,
): Promise<{ group: TableGroup; problems: Problem[] }> {
  const missing = (file: string, message: string) => ({
    group: undescribedGroup(file, []),
    problems: [errorAt({ file }, 'file-missing', message)],
  });
  if (!URL.canParse(url)) return missing(url, 'it is no address');
  const start = resolve(url, url);
  const given = metadata ?? ((await isMetadata(start, load)) ? start : undefined);
  const located =
    given === undefined
      ? await locateMetadata(start, load, base)
      : await loadMetadata(resolve(given, start), load, base);
  if (!located) return missing(given ?? start, 'the file is not there');
  const { group, file, problems } = located;
  if (given === start || group.tables.some((table) => table.url === start)) return { group, problems };
  // metadata that is asked for is used even so, on the tables that it names
  const message = `it does not describe ${start}: the tables that it names are read instead`;
  return { group, problems: [...problems, noticeAt({ file }, 'metadata-elsewhere', message)] };
}

/** A metadata document is JSON, by its server's word or else by its name. */
async function isMetadata(url: string, load: Loader): Promise<boolean> {
  const type = (await load(url))?.contentType;
  return type === undefined ? /\.(json|jsonld)$/i.test(new URL(url).pathname) : /\bjson\b/i.test(type);
}
