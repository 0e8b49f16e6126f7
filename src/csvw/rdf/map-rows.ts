import type { BlankNode, NamedNode, Quad_Object } from 'n3';
import type { Problem } from '../../problem.js';
import type { Column } from '../metadata/column.js';
import type { Table } from '../metadata/table.js';
import { variablesOf } from '../metadata/template.js';
import type { Keys } from '../rows/keys.js';
import { compileRowReader, type Positions, type Reading } from '../rows/row-reader.js';
import type { Row } from '../rows/rows.js';
import type { Plan } from './plan.js';
import { compileQuads, type JudgeIri } from './quads.js';

/** One statement of a row, with the row and column it came from (no column: a virtual one made it). */
export type Sink = (
  subject: NamedNode | BlankNode,
  predicate: NamedNode,
  object: Quad_Object,
  row: number,
  column: Column | undefined,
) => void;

/** How the rows of a table are read, and what is made of them. */
export interface RowJob extends Reading {
  table: Table;
  file: string;
  positions: Positions;
  due: string[]; // the header's cells: as many as a row is due to have
  plan: Plan | undefined; // nothing is made of the rows when only their faults are wanted
  keys: Keys | undefined;
  judge: JudgeIri;
}

/** Rows → statements, and a problem for each fault, all of them (Model for Tabular Data, section 6.4). */
export function mapRows(job: RowJob, rows: Row[], report: (problem: Problem) => void, sink: Sink): void {
  const { table, plan, keys, severity } = job;
  const read = compileRowReader(table, job.positions, job.due, job.file, job);
  const write = plan && compileQuads(plan, job.judge);
  for (const [i, row] of rows.entries()) {
    const found = read(row, i + 1, report);
    if (keys) for (const problem of keys.see(table, found)) report(problem);
    write?.(
      found,
      (subject, predicate, object, column) => sink(subject, predicate, object, row.number, column),
      ({ code, fault }, iri, column) => {
        const where = found.placeOf(columnOf(column, table));
        if (!found.isRagged) report({ code, severity, message: `${iri} cannot be published: ${fault}`, where });
      },
    );
  }
}

/** The column whose text went into an IRI: the first that a template names, for a virtual column too. */
export function columnOf(column: Column, table: Table): string {
  const { valueUrl = '', aboutUrl = '', propertyUrl = '' } = column;
  const named = variablesOf(valueUrl + aboutUrl + propertyUrl);
  return named.find((one) => table.columns.some(({ name }) => name === one)) ?? column.name;
}
