import { graphOf, qb, rdf } from './addresses.js';
import { type Cell, createTails } from './cell.js';
import { type CellTaker, createCellTakers, isPlainNumber, type RecordAt } from './column-readers.js';
import type { Finding } from './findings.js';
import type { ObservationJob } from './job.js';
import { createFill, createSeriesWatch, type Fill } from './missing-dimensions.js';
import { createCellReaders } from './read-cells.js';
import { addCell, addKey, beginRow, createRow, firstDimension, type ReportCell, type Row, takeCell } from './row.js';

/** Reads the record at hand into the row. */
export type ReadRow = (record: RecordAt, report: ReportCell) => void;

/** Compiles the reading of rows. Nothing is made anew for a row whose cells came before. */
export function createRowReader(job: ObservationJob, tell: (finding: Finding) => void): { row: Row; read: ReadRow } {
  const tails = createTails(graphOf(job.base));
  const takers = createCellTakers(job, createCellReaders(job, tails, tell));
  const row = createRow(job, tails.iri(`${rdf}type`, `${qb}Observation`), takers.value.column);
  const readDimensions = dimensionsReader(row, takers.dimensions, createFill(job, tails, tell));
  const readValue = valueReader(row, takers.value);
  const readAttributes = attributesReader(row, job, takers.attributes);
  const refuseNameless = namelessRefuser(row, takers.nameless);
  const watch = createSeriesWatch(job.dimensions.map(nameOf), job.attributes.map(nameOf), tell);
  return {
    row,
    read(record, report) {
      beginRow(row);
      const series = addKey(row, takeCell(row, takers.series, record, report), 0);
      addKey(row, takeCell(row, takers.area, record, report), 1);
      const period = addKey(row, takeCell(row, takers.period, record, report), 2);
      readDimensions(record, report, series);
      row.address.end();
      readValue(record, report);
      readAttributes(record, report, period);
      takeCell(row, takers.action, record, report);
      refuseNameless(record, report);
      if (!row.isWrong) watch.see(series, row.bits, takers.indicator.take(record));
    },
  };
}

/** Dimensions go into the address; one that a row leaves open is filled where other rows of its series have it. */
function dimensionsReader(row: Row, takers: CellTaker[], fill: Fill) {
  const { bits } = row;
  return (record: RecordAt, report: ReportCell, series: Cell): void => {
    for (let i = 0; i < takers.length; i++) {
      const cell = takeCell(row, takers[i] as CellTaker, record, report);
      if (cell.says === 'value') {
        if (i < 30) bits.low |= 1 << i;
        else bits.high |= 1 << (i - 30);
        addKey(row, cell, firstDimension + i);
        continue;
      }
      const filled = fill(series.text, i);
      if (filled) addKey(row, filled, firstDimension + i);
    }
  };
}

/** A plain number is left where it stands, for it is written as it is. */
function valueReader(row: Row, taker: CellTaker) {
  return (record: RecordAt, report: ReportCell): void => {
    row.says = 'value';
    row.isPlain = isPlainNumber(record, row.valueColumn);
    if (row.isPlain) return;
    const cell = takeCell(row, taker, record, report);
    if (cell.says === 'bound' || cell.says === 'missing') row.says = cell.says;
    addCell(row, cell);
  };
}

/** Attributes, but those that say again what the period or the missing value says. */
function attributesReader(row: Row, { dimensions, attributes }: ObservationJob, takers: CellTaker[]) {
  const names = attributes.map(nameOf);
  const [status, detail] = [names.indexOf('obsStatus'), names.indexOf('timeDetail')];
  const first = firstDimension + dimensions.length;
  const { bits } = row;
  return (record: RecordAt, report: ReportCell, period: Cell): void => {
    for (let i = 0; i < takers.length; i++) {
      const cell = takeCell(row, takers[i] as CellTaker, record, report);
      if (cell.says !== 'value') continue;
      if (i === detail && cell.text === period.text) continue; // the period says it
      if (i === status && row.says === 'missing' && /^[AM]$/.test(cell.text)) continue; // no normal value is missing
      bits.attributes |= 1 << i;
      row.cells[first + i] = cell;
      addCell(row, cell);
    }
    if (row.says === 'missing') bits.attributes |= 1 << status;
  };
}

/** Nothing may stand in a column without a name. */
function namelessRefuser(row: Row, columns: number[]) {
  return ({ fields: { count, start, end } }: RecordAt, report: ReportCell): void => {
    for (const column of columns) {
      if (column >= count || (start[column] as number) === (end[column] as number)) continue;
      report(column, { code: 'blank-column', message: 'a value stands in a column that has no name' });
      row.isWrong = true;
    }
  };
}

const nameOf = ({ concept }: { concept: string }): string => concept;
