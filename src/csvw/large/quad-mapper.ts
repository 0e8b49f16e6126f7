import type { NamedNode } from 'n3';
import { iriSyntaxFault } from '../../rdf/iri.js';
import { lineOf } from '../../rdf/nquads.js';
import type { Column } from '../metadata/column.js';
import type { Plan } from '../rdf/plan.js';
import { columnOf, compileQuads } from '../rdf/statements.js';
import { type Cell, compileCell, rowValues } from '../rows/cells.js';
import { type ChunkMapper, noCell, raggedness, wholeRecord } from './chunk.js';
import type { Output } from './output.js';
import { type ByteDialect, createScanner, fieldText, quoteFault } from './records.js';

/**
 * Maps the rows of a table quad by quad: for plans that are more than lines with slots. The quads are those of any other
 * conversion, written as N-Quads.
 */
export function createQuadMapper(
  plan: Plan,
  dialect: ByteDialect,
  graph: NamedNode | undefined,
  firstSourceRow: number,
  width: number,
): ChunkMapper {
  const scanner = createScanner(dialect);
  const { columns, virtualColumns } = plan.table;
  const readers = columns.map(compileCell);
  const virtual = virtualColumns.map((column): [Column, Cell] => [column, compileCell(column)('', ignore)]);
  const indexOf = (name: string): number => columns.findIndex((column) => column.name === name);
  const write = compileQuads(plan, iriSyntaxFault);
  const { fields } = scanner;

  return (bytes, from, to, before, sink) => {
    let records = 0;
    let row = before.rows;
    for (let at = from; at < to; records++) {
      at = scanner.next(bytes, at, to);
      if (at === quoteFault) return { records, isStopped: true };
      if (fields.count === 0) continue; // a comment
      row++;
      const isRagged = fields.count !== width;
      if (isRagged) sink.report(records, wholeRecord, raggedness(fields.count, width), '');
      const textOf = (cell: number): string =>
        cell >= 0 && cell < fields.count ? fieldText(bytes, fields, cell, dialect.quote) : '';
      const report = (cell: number, fault: unknown): void => {
        if (!isRagged && cell < fields.count) sink.report(records, cell < 0 ? noCell : cell, [fault], textOf(cell));
      };
      const cells = readers.map((read, i): [Column, Cell] => [
        columns[i] as Column,
        read(textOf(i), (fault) => report(i, fault)),
      ]);
      const values = rowValues([...cells, ...virtual], row, firstSourceRow + before.records + records);
      let lines = '';
      write(
        values,
        (subject, predicate, object) => {
          lines += lineOf(subject, predicate, object, graph);
        },
        ({ code, fault }, iri, column) =>
          report(indexOf(columnOf(column, plan.table)), { code, message: `${iri} cannot be published: ${fault}` }),
      );
      if (sink.out) append(sink.out, lines);
    }
    return { records, isStopped: false };
  };
}

const ignore = (): void => {};

const encoder = new TextEncoder();

function append(out: Output, text: string): void {
  out.reserve(3 * text.length); // UTF-8 takes no more bytes for a UTF-16 unit
  out.length += encoder.encodeInto(text, out.bytes.subarray(out.length)).written;
}
