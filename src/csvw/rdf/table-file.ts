import type { NamedNode } from 'n3';
import { addProblems, type Place, type Problem } from '../../problem.js';
import type { Loader, Resource } from '../loaders/loader.js';
import type { Dialect } from '../metadata/dialect.js';
import type { Table } from '../metadata/table.js';
import { fitTable } from '../rows/compatible.js';
import type { Keys } from '../rows/keys.js';
import type { Row } from '../rows/rows.js';
import { isEncoding } from '../vocabulary/properties.js';
import type { PlanOptions } from './plan.js';

/** A table's file, open: its header is read, and its rows wait to be mapped once the columns are known. */
export interface TableFile {
  file: string;
  headers: Row[];
  width: number; // how many cells a row is due to have
  comments: string[];
  problems: Problem[]; // of the file as a whole
  /** Makes the statements of all rows. A cell that is not as it should be is a warning. */
  convert(table: Table, options: PlanOptions, graph: NamedNode | undefined): Promise<Problem[]>;
  /** Looks at the cells of all rows and at their primary key; foreign keys are seen by `keys` where rows are in memory. */
  check(table: Table, keys: Keys): Promise<Problem[]>;
  /** The hashes of the values that some columns have together, where rows are not in memory. `isDue`: all rows must. */
  hash?(table: Table, columns: string[], isDue: boolean): Promise<HashedKeys>;
}

/** The keys of a large table, in no order. */
export interface HashedKeys {
  hashes: BigUint64Array;
  lacking: Place[]; // the rows that are due to have one and have none, as far as they are listed
  lackingCount: number; // all of them
  /** Goes over the table again and shows the keys that have one of some hashes, with their places. */
  visit(hashes: bigint[], show: (place: Place, key: string[]) => boolean): Promise<void>;
}

/** Opens the file of a table. */
export type OpenTableFile = (table: Table, resource: Resource) => Promise<TableFile>;

/** Opens the file of a table and gives the table the columns that it has. */
export async function openFitted(
  table: Table,
  load: Loader,
  open: OpenTableFile,
  isValidating: boolean,
  problems: Problem[],
): Promise<TableFile | undefined> {
  const resource = await load(table.url);
  if (!resource) {
    const where = { file: table.name };
    problems.push({
      code: 'file-missing',
      severity: 'error',
      message: 'the file is not there',
      where,
      isPartial: true,
    });
    return undefined;
  }
  const sheet = await open(table, resource);
  addProblems(problems, sheet.problems);
  if (sheet.width === 0 && sheet.problems.length > 0) return sheet; // what it has for a header is not known
  addProblems(problems, fitTable(table, sheet.headers, sheet.width, sheet.file, isValidating));
  return sheet;
}

/** The dialect of a table: that of its metadata, or else what the server says of the file (Model, section 5.3). */
export function dialectOf(table: Table, { contentType = '', file }: Resource): Dialect {
  if (table.hasDialect) return table.dialect;
  const charset = /;\s*charset="?([\w-]+)/i.exec(contentType)?.[1];
  const isTabbed = /^text\/tab-separated-values/i.test(contentType) || file.endsWith('.tsv');
  return {
    ...table.dialect,
    ...(charset !== undefined && isEncoding(charset) && { encoding: charset }),
    ...(/;\s*header="?absent/i.test(contentType) && { headerRowCount: 0 }),
    ...(isTabbed && { delimiter: '\t' }),
  };
}
