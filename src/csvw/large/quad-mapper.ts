import type { NamedNode } from 'n3';
import { iriSyntaxFault } from '../../iri.js';
import type { Column } from '../metadata/column.js';
import { columnOf } from '../rdf/map-rows.js';
import type { Plan } from '../rdf/plan.js';
import { compileQuads } from '../rdf/quads.js';
import { lineOf } from '../rdf/term-text.js';
import { type Cell, compileCell } from '../rows/cell.js';
import { rowValues } from '../rows/row-values.js';
import { type ChunkMapper, raggedness, wholeRecord } from './chunk.js';
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
): ChunkMapper {
  const scanner = createScanner(dialect);
  const { columns, virtualColumns } = plan.table;
  const readers = columns.map(compileCell);
  const virtual = virtualColumns.map((column): [Column, Cell] => [column, compileCell(column)('', ignore)]);
  const indexOf = (name: string): number =>
    Math.max(
      0,
      columns.findIndex((column) => column.name === name),
    );
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
      const isRagged = fields.count !== columns.length;
      if (isRagged) sink.report(records, wholeRecord, raggedness(fields.count, columns.length), '');
      const report = (cell: number, fault: unknown, text: string): void =>
        isRagged ? undefined : sink.report(records, cell, [fault], text);
      const cells = columns.map((column, i): [Column, Cell] => {
        const text = i < fields.count ? fieldText(bytes, fields, i, dialect.quote) : '';
        return [column, (readers[i] as (typeof readers)[0])(text, (fault) => report(i, fault, text))];
      });
      const values = rowValues([...cells, ...virtual], row, firstSourceRow + before.records + records);
      let text = '';
      write(
        values,
        (subject, predicate, object) => {
          text += lineOf(subject, predicate, object, graph);
        },
        ({ code, fault }, iri, column) =>
          report(indexOf(columnOf(column, plan.table)), { code, message: `${iri} cannot be published: ${fault}` }, iri),
      );
      if (sink.out) append(sink.out, text);
    }
    return { records, isStopped: false };
  };
}

const ignore = (): void => {};

function append(out: { bytes: Buffer; length: number; reserve(size: number): void }, text: string): void {
  out.reserve(3 * text.length); // UTF-8 takes no more bytes for a UTF-16 unit
  out.length += out.bytes.write(text, out.length);
}
