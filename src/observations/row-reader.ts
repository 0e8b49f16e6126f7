import { type Address, createAddress } from './address.js';
import { graphOf, qb, rdf } from './addresses.js';
import { type Cell, type CellFault, createTails, nothing } from './cell.js';
import { createFill } from './fill.js';
import type { Finding } from './findings.js';
import type { ObservationJob } from './job.js';
import { createCellReaders } from './read-cells.js';
import { createSeriesWatch } from './series-watch.js';
import { type CellTaker, createCellTakers, isPlainNumber, type RecordAt } from './take-cells.js';

export type ReportCell = (column: number, fault: CellFault) => void;

/** The row at hand, as far as it has been read. */
export interface Row {
  address: Address;
  cells: Cell[]; // what it says: series, area, period, the job's dimensions and attributes
  tails: Buffer[]; // what its lines have after their subject, …
  count: number; // … so many of them
  valueColumn: number;
  isPlain: boolean; // its value is a number that is written as it stands
  says: 'value' | 'bound' | 'missing';
  isWrong: boolean; // it is no observation
}

/** Reads the record at hand into the row. */
export type ReadRow = (record: RecordAt, report: ReportCell) => void;

const firstDimension = 3; // after series, area and period

/** Compiles the reading of rows. Nothing is made anew for a row whose cells came before. */
export function createRowReader(job: ObservationJob, tell: (finding: Finding) => void): { row: Row; read: ReadRow } {
  const tails = createTails(graphOf(job.base));
  const takers = createCellTakers(job, createCellReaders(job, tails, tell));
  const names = { dimensions: job.dimensions.map(nameOf), attributes: job.attributes.map(nameOf) };
  const watch = createSeriesWatch(names.dimensions, names.attributes, tell);
  const fill = createFill(job, tails, tell);
  const [status, detail] = [names.attributes.indexOf('obsStatus'), names.attributes.indexOf('timeDetail')];
  const row: Row = {
    address: createAddress(job.base),
    cells: new Array<Cell>(firstDimension + job.dimensions.length + job.attributes.length).fill(nothing),
    tails: [tails.iri(`${rdf}type`, `${qb}Observation`)],
    count: 1,
    valueColumn: takers.value.column,
    isPlain: false,
    says: 'value',
    isWrong: false,
  };
  const bits = { low: 0, high: 0, attributes: 0 };
  let record: RecordAt;
  let report: ReportCell;

  const take = (taker: CellTaker): Cell => {
    const taken = taker.take(record);
    if (taken.fault) {
      report(taker.column, taken.fault);
      row.isWrong = true;
    }
    return taken;
  };
  const firstAttribute = firstDimension + job.dimensions.length;
  const add = ({ tails: more }: Cell): void => {
    for (let i = 0; i < more.length; i++) row.tails[row.count++] = more[i] as Buffer;
  };
  const addKey = (cell: Cell, place: number): Cell => {
    row.cells[place] = cell;
    row.address.add(cell);
    add(cell);
    return cell;
  };
  const takeDimensions = (series: Cell): void => {
    for (let i = 0; i < takers.dimensions.length; i++) {
      const cell = take(takers.dimensions[i] as CellTaker);
      if (cell.says === 'value') {
        if (i < 30) bits.low |= 1 << i;
        else bits.high |= 1 << (i - 30);
        addKey(cell, firstDimension + i);
        continue;
      }
      const filled = fill(series.text, i);
      if (filled) addKey(filled, firstDimension + i);
    }
  };
  const takeValue = (): void => {
    row.says = 'value';
    row.isPlain = isPlainNumber(record, row.valueColumn);
    if (row.isPlain) return;
    const cell = take(takers.value);
    if (cell.says === 'bound' || cell.says === 'missing') row.says = cell.says;
    add(cell);
  };
  const takeAttributes = (period: Cell): void => {
    for (let i = 0; i < takers.attributes.length; i++) {
      const cell = take(takers.attributes[i] as CellTaker);
      if (cell.says !== 'value') continue;
      if (i === detail && cell.text === period.text) continue; // the period says it
      if (i === status && row.says === 'missing' && /^[AM]$/.test(cell.text)) continue; // no normal value is missing
      bits.attributes |= 1 << i;
      row.cells[firstAttribute + i] = cell;
      add(cell);
    }
    if (row.says === 'missing') bits.attributes |= 1 << status;
  };
  const refuseNameless = (): void => {
    const { start, end } = record.fields;
    for (const column of takers.nameless) {
      if (column >= record.fields.count || (start[column] as number) === (end[column] as number)) continue;
      report(column, { code: 'blank-column', message: 'a value stands in a column that has no name' });
      row.isWrong = true;
    }
  };
  return {
    row,
    read(at, tellFault) {
      [record, report] = [at, tellFault];
      row.count = 1;
      row.isWrong = false;
      row.cells.fill(nothing);
      bits.low = bits.high = bits.attributes = 0;
      row.address.begin();
      const series = addKey(take(takers.series), 0);
      addKey(take(takers.area), 1);
      const period = addKey(take(takers.period), 2);
      takeDimensions(series);
      row.address.end();
      takeValue();
      takeAttributes(period);
      take(takers.action);
      refuseNameless();
      if (!row.isWrong) watch.see(series, bits, takers.indicator.take(record));
    },
  };
}

const nameOf = ({ concept }: { concept: string }): string => concept;
