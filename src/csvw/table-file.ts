import type { NamedNode } from 'n3';
import { addProblems, errorAt, type Place, type Problem, type Severity } from '../problem.js';
import { iriSyntaxFault } from '../rdf/iri.js';
import { isEncoding } from './metadata/json.js';
import type { Loader, Resource } from './metadata/loaders.js';
import type { Dialect, Table } from './metadata/table.js';
import { compilePlan, type PlanOptions } from './rdf/plan.js';
import { mapRows, type RowJob, type SayQuad, type Sink } from './rdf/statements.js';
import { fitTable } from './rows/header.js';
import type { Keys } from './rows/keys.js';
import { type Row, type Rows, readRows } from './rows/rows.js';

/** A table's file, open: its header is read, and its rows wait to be mapped once the columns are known. */
export interface TableFile {
  file: string;
  headers: Row[];
  width: number; // how many cells a row should have
  comments: string[];
  problems: Problem[]; // of the file as a whole
  /** Makes the statements of all rows. A cell that is not as it should be is a warning. */
  convert(table: Table, options: PlanOptions, graph: NamedNode | undefined): Promise<Problem[]>;
  /** Checks the cells of all rows and their primary key; foreign keys are seen by `keys` where rows are in memory. */
  check(table: Table, keys: Keys): Promise<Problem[]>;
  /** The hashes of the values that some columns have together, where rows are not in memory. `isDue`: all rows must. */
  hash?(table: Table, columns: string[], isDue: boolean): Promise<HashedKeys>;
}

/** The keys of a large table, in no order. */
export interface HashedKeys {
  hashes: BigUint64Array;
  lacking: Place[]; // the rows that should have one and have none, as far as they are listed
  lackingCount: number; // all of them
  /** Reads the table again and shows the keys that have one of some hashes, with their places. */
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
    const more = { isPartial: true } as const;
    problems.push(errorAt({ file: table.name }, 'file-missing', 'the file is not there', undefined, more));
    return undefined;
  }
  const sheet = await open(table, resource);
  addProblems(problems, sheet.problems);
  if (sheet.width === 0 && sheet.problems.length > 0) return sheet; // its header is not known
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

/** A text cannot be longer: 512 MiB, with something to spare. */
const largestInMemory = 500 * 2 ** 20;

function tooLarge(file: string): Rows {
  const message = 'the file is too large to be read in memory, as its dialect wants it';
  const fix = 'save it as UTF-8 with commas, without rows or columns to skip';
  const problem = errorAt({ file }, 'file-unreadable', message, fix, { isPartial: true });
  return { rows: [], comments: [], problems: [problem], start: 0, ends: [] };
}

/** Opens a file in memory; its statements go to `say`. */
export const memoryTable =
  (say: SayQuad): OpenTableFile =>
  async (table, resource) => {
    const { file } = resource;
    const dialect = dialectOf(table, resource);
    const bytes = (resource.size ?? 0) > largestInMemory ? undefined : await resource.bytes();
    const { rows, comments, problems } = bytes ? readRows(bytes, file, dialect) : tooLarge(file);
    const headers = rows.slice(0, dialect.headerRowCount);
    const body = rows.slice(dialect.headerRowCount);
    const width = headers.reduce((most, { cells }) => Math.max(most, cells.length), 0) || (body[0]?.cells.length ?? 0);
    const titles = Array.from({ length: width }, (_, i) => headers[0]?.cells[i] ?? '');
    /** The problems of all rows. */
    const map = (table: Table, severity: Severity, more: Pick<RowJob, 'plan' | 'keys'>, sink: Sink): Problem[] => {
      const found: Problem[] = [];
      const header = { titles, columns: table.columns };
      const job = { ...more, table, file, header, severity, keepsBroken: true, judge: iriSyntaxFault };
      mapRows(job, body, (problem) => found.push(problem), sink);
      return found;
    };
    return {
      file,
      headers,
      width,
      comments,
      problems,
      convert: async (table, options, graph) =>
        map(table, 'warning', { plan: compilePlan(table, options) }, (subject, predicate, object) =>
          say(subject, predicate, object, graph),
        ),
      check: async (table, keys) => map(table, 'error', { keys }, () => {}),
    };
  };
