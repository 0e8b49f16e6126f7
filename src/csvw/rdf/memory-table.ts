import type { Problem, Severity } from '../../problem.js';
import { iriSyntaxFault } from '../../rdf/iri.js';
import type { Table } from '../metadata/table.js';
import { type Rows, readRows } from '../rows/rows.js';
import { mapRows } from './map-rows.js';
import { compilePlan } from './plan.js';
import type { SayQuad } from './quads.js';
import { dialectOf, type OpenTableFile } from './table-file.js';

/** A text cannot be longer: 512 MiB, with something to spare. */
const largestInMemory = 500 * 2 ** 20;

const tooLarge = (file: string): Rows => ({
  rows: [],
  comments: [],
  start: 0,
  ends: [],
  problems: [
    {
      code: 'file-unreadable',
      severity: 'error',
      message: 'the file is too large to be read in memory, as its dialect wants it',
      where: { file },
      fix: 'save it as UTF-8 with commas, without rows or columns to skip',
      isPartial: true,
    },
  ],
});

/** Opens a sheet in memory; its statements go to `say`. */
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
    const job = (of: Table, severity: Severity) => ({
      table: of,
      file,
      positions: new Map(of.columns.map((column, i) => [column, i])),
      due: Array.from({ length: width }, (_, i) => headers[0]?.cells[i] ?? ''),
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
