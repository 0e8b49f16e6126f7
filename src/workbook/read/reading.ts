import { clip, collectProblems, grouped, type Place, PROBLEM_LIMIT, type Problem } from '../../problem.js';
import { limits } from './limits.js';

/** What the reading of one file has spent and found so far. It ends when there is a refusal. */
export interface Reading {
  readonly file: string;
  readonly refusals: Problem[]; // why the file as a whole is not read
  place: () => Partial<Place>; // where the reading is, for refusals: the sheet and the cell
  elements: number;
  cells: number;
  characters: number;
}

export const createReading = (file: string): Reading => ({
  file,
  refusals: [],
  place: () => ({}),
  elements: 0,
  cells: 0,
  characters: 0,
});

export const isRefused = ({ refusals }: Reading): boolean => refusals.length > 0;

/** How a broken or odd package is mended: a program that writes workbooks writes it anew. */
export const saveAnew = 'open it in Excel or LibreOffice and save it anew as Excel Workbook (.xlsx)';

/** Refuses the file as a whole; whoever loops looks at `isRefused`. */
export function refuse(reading: Reading, code: string, message: string, fix: string, value?: string): void {
  if (reading.refusals.length >= PROBLEM_LIMIT) return;
  const where = { file: reading.file, ...reading.place(), ...(value !== undefined && { value: clip(value) }) };
  reading.refusals.push({ code, severity: 'error', message, where, fix, isPartial: true });
}

/** Refuses a file that costs more than a workbook may. */
export const refuseCost = (reading: Reading, what: 'memory' | 'time'): void =>
  refuse(reading, 'limit', `the workbook takes too much ${what} to read`, 'give the table as CSV');

/** Refuses a file in which one part lists too much of one kind: `count` of `things`. */
export function refuseLongList(reading: Reading, count: number, things: string): void {
  if (count <= limits.items || isRefused(reading)) return;
  refuse(reading, 'limit', `there are more than ${grouped(limits.items)} ${things}`, 'take out what is not needed');
}

export type Fault = Omit<Problem, 'where'> & { where?: Partial<Place> };

export interface Faults {
  tell(fault: Fault): void;
  end(): Problem[];
}

/** Collects the problems of a workbook or of one of its sheets: of each kind so many as a report holds, and how many more. */
export function collectFaults(place: { file: string; sheet?: string }): Faults {
  const { tell, end } = collectProblems();
  return {
    tell(fault) {
      const where = { ...place, ...fault.where };
      if (where.value !== undefined) where.value = clip(where.value);
      tell({ ...fault, where });
    },
    end,
  };
}
