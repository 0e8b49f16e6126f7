import type { BlankNode, NamedNode, Quad_Object } from 'n3';
import { mapSheet } from '../csvw/map-sheet.js';
import type { Column } from '../csvw/metadata/column.js';
import { createKeys } from '../csvw/rows/keys.js';
import { addProblems, type Place, type Problem } from '../problem.js';
import { allowed } from './columns.js';
import { explain } from './explain.js';
import { caseTwins, createOwners, ownsItsThings, rowKeys } from './identity.js';
import type { Sheet, Sheets } from './sheets.js';

export interface SheetOrigin {
  sheet: Sheet;
  row: number;
  column: Column | undefined;
}

/**
 * Maps all sheets to statements and checks their cells and keys (Model for Tabular Data, section 6.6). `severed` are rows
 * that lost what they are or refer to: of what they name, nothing can be said that is counted over all.
 */
export function mapSheets(
  { group, sheets, unread, problems: readProblems }: Sheets,
  sink: (subject: NamedNode | BlankNode, predicate: NamedNode, object: Quad_Object, origin: SheetOrigin) => void,
  mapOne = mapSheet,
): { problems: Problem[]; severed: Place[] } {
  const keys = createKeys(group.tables, false);
  const owners = createOwners();
  const keysOf = new Map(sheets.map(({ table, file, rows }) => [table, rowKeys(rows, table, file)]));
  const problems: Problem[] = [];
  const read = sheets.filter(({ table }) => !unread.has(table.name));
  for (const sheet of read) {
    const { table, file, rows } = sheet;
    const own = ownsItsThings(table) ? new Map(keysOf.get(table)?.map(({ place }) => [place.row, place])) : undefined;
    const found = mapOne(
      table,
      file,
      rows,
      allowed(table, 'empty'),
      keys,
      (subject, predicate, object, row, column) => {
        sink(subject, predicate, object, { sheet, row, column });
        const place = column && !column.isVirtual ? own?.get(row) : undefined;
        if (!place) return;
        own?.delete(row); // once a row
        const problem = owners.see(subject.value, place);
        if (problem) problems.push(problem);
      },
    );
    addProblems(problems, found);
    addProblems(problems, caseTwins(keysOf.get(table) ?? [], table));
  }
  const partial = new Set(problems.filter(({ isPartial }) => isPartial).map(({ where }) => where.file));
  for (const { isPartial, where } of readProblems) if (isPartial) partial.add(where.file);
  const whole = new Set(read.filter(({ file }) => !partial.has(file)).map(({ table }) => table));
  addProblems(
    problems,
    keys.judge((table) => whole.has(table)),
  );
  return explain(problems, readProblems, sheets, keysOf);
}
