import { DataFactory } from 'n3';
import type { Table } from '../metadata/table.js';
import { compilePlan, type PlanOptions } from '../rdf/plan.js';
import { type ChunkMapper, createTableMapper } from './chunk.js';
import { checksOf, flattenPlan } from './lines.js';
import { createQuadMapper } from './quad-mapper.js';
import type { ByteDialect } from './records.js';

/** What a thread needs to know of a table: all of it can be sent to one. */
export interface TableJob {
  table: Table;
  options: PlanOptions;
  graph: string | undefined;
  dialect: ByteDialect;
  width: number; // how many cells a row is due to have
  firstSourceRow: number; // where the first row stands in the file: 2 after one header row
  key: number[]; // the columns whose values are looked at together; none where none are
  isKeyDue: boolean; // a row without them is told of
  onlyKeys: boolean; // and nothing else is
  hasOutput: boolean; // else the cells are only checked
}

/** The mapper of a table's rows; every thread makes its own. */
export function createChunkMapper(job: TableJob): ChunkMapper {
  const { table, options, dialect, firstSourceRow, key, isKeyDue, onlyKeys, hasOutput, width } = job;
  const graph = job.graph === undefined ? undefined : DataFactory.namedNode(job.graph);
  const plan = compilePlan(table, options);
  const flat = hasOutput ? flattenPlan(plan, graph) : checksOf(table);
  if (!flat) return createQuadMapper(plan, dialect, graph, firstSourceRow, width);
  return createTableMapper({
    ...flat,
    dialect,
    firstSourceRow,
    width,
    ...(key.length > 0 && { key, isKeyDue, onlyKeys }),
  });
}
