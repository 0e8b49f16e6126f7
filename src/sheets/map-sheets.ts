import type { BlankNode, NamedNode, Quad_Object } from 'n3';
import type { Column } from '../csvw/metadata/column.js';
import { mapSheet, type Sink } from '../csvw/rdf/statements.js';
import { matchHeader } from '../csvw/rows/header.js';
import { createKeys, type Keys } from '../csvw/rows/keys.js';
import type { Place, Problem } from '../problem.js';
import { allowed } from './columns.js';
import { consequencesOf } from './consequences.js';
import { explain } from './explain.js';
import { collectFindings, type Findings, isSevered } from './findings.js';
import { caseTwins, createOwners, ownsItsThings, rowKeys } from './identity.js';
import { refersToLost } from './lost-keys.js';
import type { Sheet, Sheets } from './sheets.js';

export interface SheetOrigin {
  sheet: Sheet;
  row: number;
  column: Column | undefined;
}

type OriginSink = (
  subject: NamedNode | BlankNode,
  predicate: NamedNode,
  object: Quad_Object,
  origin: SheetOrigin,
) => void;

/**
 * Maps all sheets to statements and checks their cells and keys (Model for Tabular Data, section 6.6). `severed` are rows
 * that lost what they are or refer to: of what they name, nothing can be said that is counted over all.
 */
export function mapSheets(
  { group, sheets, unread, problems: told }: Sheets,
  sink: OriginSink,
  mapOne = mapOneSheet,
): Findings {
  const sheetOf = new Map(sheets.map((sheet) => [sheet.file, sheet]));
  const keysOf = new Map(sheets.map(({ table, file, rows }) => [table, rowKeys(rows, table, file)]));
  const keys = createKeys(group.tables, false);
  const follows = consequencesOf(told);
  const between = collectFindings((file) => sheetOf.get(file), follows); // between rows, and between sheets
  const owners = createOwners();
  const read = sheets.filter(({ table }) => !unread.has(table.name));
  const ofCells = read.map((sheet): Findings => {
    const rowsKeys = keysOf.get(sheet.table) ?? [];
    for (const problem of caseTwins(rowsKeys, sheet.table)) between.tell(problem);
    const own = ownsItsThings(sheet.table) ? new Map(rowsKeys.map(({ place }) => [place.row, place])) : undefined;
    return mapOne(sheet, keys, follows, (subject, predicate, object, row, column) => {
      sink(subject, predicate, object, { sheet, row, column });
      const place = column && !column.isVirtual ? own?.get(row) : undefined;
      if (!place) return;
      own?.delete(row); // once a row
      const problem = owners.see(subject.value, place);
      if (problem) between.tell(problem);
    });
  });
  const cells = explain(
    ofCells.flatMap(({ problems }) => problems),
    sheetOf,
    keysOf,
  );
  const isLost = refersToLost([...told, ...cells], keys.missing(), sheetOf);
  const ofReferences = collectFindings(
    (file) => sheetOf.get(file),
    (problem) => isLost(problem) || follows(problem),
  );
  for (const problem of keys.judge(wholeTables(read, [...told, ...cells]))) ofReferences.tell(problem);
  const all = [...ofCells, between.end(), ofReferences.end()];
  const others = all.slice(-2).flatMap(({ problems }) => problems);
  return {
    problems: [...cells, ...explain(others, sheetOf, keysOf)],
    severed: [...severedBy(told, sheetOf), ...all.flatMap(({ severed }) => severed)],
  };
}

/** One sheet by itself. */
export function mapOneSheet(sheet: Sheet, keys: Keys, follows: (problem: Problem) => boolean, sink: Sink): Findings {
  const { tell, end } = collectFindings(() => sheet, follows);
  const { table, file, rows } = sheet;
  const { header, problems } = matchHeader(table, rows[0] ?? { number: 1, cells: [] }, file);
  if (rows.length > 0) problems.forEach(tell);
  mapSheet({ table, file, rows, header }, allowed(table, 'empty'), keys, sink, tell);
  return end();
}

/** Whether all rows of a table were read. */
function wholeTables(read: Sheet[], problems: Problem[]) {
  const partial = new Set(problems.filter(({ isPartial }) => isPartial).map(({ where }) => where.file));
  const whole = new Set(read.filter(({ file }) => !partial.has(file)).map(({ table }) => table));
  return (table: Sheet['table']): boolean => whole.has(table);
}

const severedBy = (told: Problem[], sheetOf: Map<string, Sheet>): Place[] =>
  told.filter((problem) => isSevered(problem, sheetOf.get(problem.where.file))).map(({ where }) => where);
