import { iriSyntaxFault } from '../../iri.js';
import type { Problem, Severity } from '../../problem.js';
import type { Table } from '../metadata/table.js';
import { readRows } from '../rows/rows.js';
import { mapRows } from './map-rows.js';
import { compilePlan } from './plan.js';
import type { SayQuad } from './quads.js';
import { dialectOf, type OpenTableFile } from './table-file.js';

/** Opens a sheet in memory; its statements go to `say`. */
export const memoryTable =
  (say: SayQuad): OpenTableFile =>
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
