import { csvRecord, plainForm, readCsv } from '../text/csv.js';
import { sortCodePoints } from '../text/order.js';

/** The figures of one series: its value, boundSign, boundValue, nature and status, by the key of `keyOf`. */
export type FileRows = Map<string, string[]>;

/** Joins area, period and codes, so that sorted keys are in the order of the cells. */
export const keyOf = (area: string, period: string, codes: string[]): string =>
  codes.length === 0 ? `${area}\0${period}` : `${area}\0${period}\0${codes.join('\0')}`;

/** Cells after the dimensions. Only files that need them have the bounds and the status. */
const cellNames = ['value', 'boundSign', 'boundValue', 'nature', 'status'];
const optional = new Set(['boundSign', 'boundValue', 'status']);

/** Writes the file of a series: sorted by area, year and dimensions. */
export function fileText(rows: FileRows, dimensions: string[]): string {
  const used = cellNames.map((name, i) => !optional.has(name) || anyCell(rows, i));
  const cellsOf = (cells: string[]): string[] => cells.filter((_, i) => used[i]);
  const lines = [csvRecord(['area', 'year', ...dimensions, ...cellsOf(cellNames)])];
  for (const key of sortCodePoints([...rows.keys()])) {
    const record = `${key}\0${cellsOf(rows.get(key) as string[]).join('\0')}`;
    lines.push(/[",\r\n]/.test(record) ? csvRecord(record.split('\0')) : record.replaceAll('\0', ','));
  }
  return `${lines.join('\n')}\n`;
}

function anyCell(rows: FileRows, i: number): boolean {
  for (const cells of rows.values()) if (cells[i] !== '') return true;
  return false;
}

/**
 * Reads the file of a series. `slice` gives the present dimensions and, for dimensions that the file does not have yet,
 * their codes.
 */
export function rowsOfFile(text: string, slice: ReadonlyMap<string, string>): FileRows {
  const rows: FileRows = new Map();
  let header: string[] | undefined;
  let places: number[] = [];
  let [own, more, cells]: [number[], number[], number[]] = [[], [], []];
  const whole = [...slice.values()];
  const take = (record: string[]): void => {
    if (!header) {
      header = record;
      const at = (name: string): number => record.indexOf(name);
      places = ['area', 'year'].map(at);
      own = [...slice.keys()].map(at);
      cells = cellNames.map(at);
      more = record.flatMap((_, i) => ([...places, ...own, ...cells].includes(i) ? [] : [i])); // a dimension that the slice lost
      return;
    }
    const cell = (i: number): string => record[i] ?? '';
    const [area = '', year = ''] = places.map(cell);
    const codes = own.map((i, at) => (i < 0 ? (whole[at] as string) : cell(i)));
    rows.set(keyOf(area, year, [...codes, ...more.map(cell)]), cells.map(cell));
  };
  if (text.includes('"')) readCsv(text, plainForm, take);
  else for (const line of text.split('\n')) if (line !== '') take(line.split(','));
  return rows;
}
