import type { NamedNode, Quad_Object } from 'n3';
import { cellAddress, type Place, type Problem } from '../problem.js';
import { compileCell } from './cell.js';
import type { Column } from './column.js';
import { matchHeader } from './header.js';
import type { Keys } from './keys.js';
import type { Table } from './metadata.js';
import { compilePlan } from './plan.js';
import type { Row } from './rows.js';
import type { Values } from './template.js';

/** One statement of a row, with the row and column it came from (no column: a virtual one made it). */
export type Sink = (
  subject: NamedNode,
  predicate: NamedNode,
  object: Quad_Object,
  row: number,
  column: Column | undefined,
) => void;

/**
 * A table's rows → statements, and a problem for each fault, all of them. A broken cell costs its own statements, so that
 * the rest of the sheet is still judged.
 */
export function mapTable(table: Table, file: string, rows: Row[], keys: Keys, sink: Sink): Problem[] {
  const [header, ...body] = rows;
  const empty = (message: string): Problem[] => [
    { code: 'empty-file', severity: 'error', message, where: { file }, isPartial: true },
  ];
  if (!header) return empty('the sheet is empty: not even a header');
  const { positions, problems } = matchHeader(table, header, file);
  if (body.length === 0) problems.push(...empty('the sheet has a header and no rows'));
  const readers = new Map(table.columns.map((column) => [column, compileCell(column)]));
  const indexes = new Map([...positions].map(([column, index]) => [column.name, index]));
  const map = compilePlan(table);

  for (const row of body) {
    const placeOf = (name: string): Place => placeIn(file, row, indexes, name);
    const add = (code: string, column: string, message: string): void => {
      problems.push({ code, severity: 'error', message, where: placeOf(column) });
    };
    if (row.cells.every((cell) => cell === '')) {
      problems.push({
        code: 'blank-row',
        severity: 'warning',
        message: 'the row is blank',
        where: { file, row: row.number },
      });
      continue;
    }
    const ragged = raggedness(row, header, file);
    if (ragged) problems.push(ragged);
    const values: Values = Object.assign(Object.create(null), { _row: String(row.number) }); // a column may be called __proto__
    for (const [column, read] of readers) {
      const position = positions.get(column);
      const text = position === undefined ? undefined : row.cells[position];
      const isJudged = text !== undefined && !ragged; // the cells of a ragged row may stand one place off
      const report = isJudged
        ? ({ code, message }: { code: string; message: string }) => add(code, column.name, message)
        : ignore;
      values[column.name] = read(text ?? '', report);
    }
    problems.push(...keys.see(table, values, placeOf, ragged !== undefined));
    map(
      values,
      (subject, predicate, object, column) => sink(subject, predicate, object, row.number, column),
      ({ code, fault }, iri, column) => {
        const source = columnOf(column, table);
        if (!ragged) add(code, source, `${iri} cannot be published: ${fault}`);
      },
    );
  }
  return problems;
}

const ignore = (): void => {};

/** The column whose text went into an IRI: the template's first name, for a virtual column too. */
function columnOf(column: Column, table: Table): string {
  const named = (column.valueUrl ?? column.aboutUrl ?? '').match(/\{\+?(\w+)/)?.[1];
  return table.columns.some(({ name }) => name === named) ? (named as string) : column.name;
}

function placeIn(file: string, row: Row, indexes: Map<string, number>, name: string): Place {
  const index = indexes.get(name);
  if (index === undefined) return { file, row: row.number, column: name };
  const value = row.cells[index] ?? '';
  return { file, row: row.number, column: name, cell: cellAddress(row.number, index + 1), value };
}

function raggedness(row: Row, header: Row, file: string): Problem | undefined {
  const [has, due] = [row.cells.length, header.cells.length];
  if (has === due) return undefined;
  const index = Math.min(has, due);
  return {
    code: has < due ? 'missing-cell' : 'extra-cell',
    severity: 'error',
    message: `the row has ${has} cells where the header has ${due}`,
    where: { file, row: row.number, column: header.cells[index] ?? '', cell: cellAddress(row.number, index + 1) },
    fix: has < due ? 'add the missing cells, empty if need be' : 'put a text that holds a comma in quotation marks',
  };
}
