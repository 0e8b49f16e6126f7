import { isPlainDecimal } from '../csvw/datatypes/plain.js';
import { type Fields, fieldText } from '../csvw/large/records.js';
import { type Cell, cell, nothing, type ReadCell } from './cell.js';
import { type CellMemo, createCellMemo } from './cell-memo.js';
import type { ColumnUse } from './formats/format.js';
import type { ObservationJob } from './job.js';
import type { CellReaders } from './read-cells.js';
import type { Concept } from './tables.js';

/** The record at hand. */
export interface RecordAt {
  bytes: Uint8Array;
  fields: Fields;
}

/** Takes what a column says in a record. */
export interface CellTaker {
  column: number; // -1 where the file has none
  take(record: RecordAt): Cell;
}

/** How the cells of a row are taken, by what they are there for. */
export interface CellTakers {
  series: CellTaker;
  area: CellTaker;
  period: CellTaker;
  value: CellTaker; // of one that is not plain
  dimensions: CellTaker[]; // in the order of the job's
  attributes: CellTaker[];
  indicator: CellTaker;
  action: CellTaker;
  nameless: number[]; // columns that must be empty
}

export function createCellTakers(job: ObservationJob, readers: CellReaders): CellTakers {
  const { columns } = job;
  const nameColumn = (role: ColumnUse['role']): number => columns.findIndex((column) => column.role === role);
  const taker = (column: number, read: ReadCell, nameIn = columns[column]?.nameIn ?? -1): CellTaker =>
    createTaker(column, read, nameIn, job.dialect.quote);
  const ofConcept = (concept: Concept): CellTaker =>
    taker(
      columns.findIndex((column) => isOf(column, concept)),
      readers.concept(concept),
    );
  const of = (role: ColumnUse['role'], read: ReadCell, nameIn?: number): CellTaker =>
    taker(nameColumn(role), read, nameIn);
  return {
    series:
      job.series === undefined
        ? of('series', readers.series, nameColumn('series-name'))
        : always(readers.series(job.series, () => '')),
    area: of('area', readers.area, nameColumn('area-name')),
    period: of('period', readers.period),
    value: of('value', readers.value),
    dimensions: job.dimensions.map(ofConcept),
    attributes: job.attributes.map(ofConcept),
    indicator: of('indicator', (text) => cell(text.trim(), '', [])),
    action: of('action', readers.action),
    nameless: columns.flatMap(({ role }, i) => (role === 'nameless' ? [i] : [])),
  };
}

/** A column that nobody knows may be an attribute in one file and a dimension in another: its concept decides. */
const isOf = ({ role, concept }: ColumnUse, { concept: wanted }: Concept): boolean =>
  (role === 'dimension' || role === 'attribute') && concept === wanted;

const always = (only: Cell): CellTaker => ({ column: -1, take: () => only });

function createTaker(column: number, read: ReadCell, nameIn: number, quote: number | null): CellTaker {
  if (column < 0) return always(nothing);
  let record: RecordAt | undefined;
  const textOf = (at: number): string =>
    record && at >= 0 && at < record.fields.count ? fieldText(record.bytes, record.fields, at, quote) : '';
  let empty: Cell | undefined; // not before there is one: an empty value makes the status M one that occurs
  const memo: CellMemo<Cell> = createCellMemo(() => read(textOf(column), () => textOf(nameIn).trim()));
  return {
    column,
    take(at) {
      record = at;
      const { fields, bytes } = at;
      const from = fields.start[column] as number;
      const to = fields.end[column] as number;
      if (from !== to) return memo(bytes, from, to);
      empty ??= read('', () => '');
      return empty;
    },
  };
}

/** Whether a number can be written as it stands. */
export const isPlainNumber = ({ bytes, fields }: RecordAt, column: number): boolean =>
  isPlainDecimal(bytes, fields.start[column] as number, fields.end[column] as number);
