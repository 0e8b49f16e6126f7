import type { NamedNode } from 'n3';
import { iriSyntaxFault } from '../../iri.js';
import type { Place, Problem, Severity } from '../../problem.js';
import type { Loader, Resource } from '../loaders/loader.js';
import type { Dialect } from '../metadata/dialect.js';
import type { Table } from '../metadata/table.js';
import { fitTable } from '../rows/compatible.js';
import type { Keys } from '../rows/keys.js';
import { type Row, readRows } from '../rows/rows.js';
import { isEncoding } from '../vocabulary/properties.js';
import { mapRows } from './map-rows.js';
import { compilePlan, type PlanOptions } from './plan.js';
import type { SayQuad } from './quads.js';

/** A table's file, open: its header is read, and its rows wait to be mapped once the columns are known. */
export interface Sheet {
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
export type OpenSheet = (table: Table, resource: Resource) => Promise<Sheet>;

/** Opens the file of a table and gives the table the columns that it has. */
export async function openFitted(
  table: Table,
  load: Loader,
  open: OpenSheet,
  isValidating: boolean,
  problems: Problem[],
): Promise<Sheet | undefined> {
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
  problems.push(...sheet.problems, ...fitTable(table, sheet.headers, sheet.width, sheet.file, isValidating));
  return sheet;
}

/** Opens a sheet in memory; its statements go to `say`. */
export const memorySheet =
  (say: SayQuad): OpenSheet =>
  async (table, resource) => {
    const { file } = resource;
    const dialect = dialectOf(table, resource);
    const { rows, comments, problems } = readRows(await resource.bytes(), file, dialect);
    const headers = rows.slice(0, dialect.headerRowCount);
    const body = rows.slice(dialect.headerRowCount);
    const width = Math.max(0, ...headers.map(({ cells }) => cells.length)) || (body[0]?.cells.length ?? 0);
    const job = (of: Table, severity: Severity) => ({
      table: of,
      file,
      positions: new Map(of.columns.map((column, i) => [column, i])),
      due: headers[0]?.cells ?? Array<string>(width).fill(''),
      severity,
      keepsBroken: true,
      judge: iriSyntaxFault,
    });
    return {
      file,
      headers,
      width,
      comments,
      problems,
      async convert(of, options, graph) {
        const found: Problem[] = [];
        const plan = compilePlan(of, options);
        mapRows(
          { ...job(of, 'warning'), plan, keys: undefined },
          body,
          (problem) => found.push(problem),
          (s, p, o) => say(s, p, o, graph),
        );
        return found;
      },
      async check(of, keys) {
        const found: Problem[] = [];
        mapRows(
          { ...job(of, 'error'), plan: undefined, keys },
          body,
          (problem) => found.push(problem),
          () => {},
        );
        return found;
      },
    };
  };

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
