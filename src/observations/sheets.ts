import type { Problem } from '../problem.js';
import { csvRecord } from '../text/csv.js';
import type { PackedCells, Portion } from '../workbook/workbook.js';
import { type Columns, conceptOf } from './columns.js';
import type { Recognition, Unrecognised } from './formats.js';
import { plainName } from './tables.js';

/** Name of a code. The concept of an area is ''. */
export interface CodeName {
  concept: string;
  code: string;
  name: string;
}

/** Rows of a sheet that are read before its header is known. */
const sampleRows = 60;

/** What to do with the rows of a sheet: its header is not known yet, or it has observations, or names of codes, or neither. */
type Use = 'unknown' | 'observations' | 'names' | 'none';

/**
 * Searches the sheets of a workbook for the first one with a known header, and converts it to CSV while the workbook is
 * read. A sheet with the columns Dimension, Code and Description contains the names of codes.
 */
export function createSheetSearch(recognise: (rows: string[][]) => Recognition | Unrecognised, columns: Columns) {
  const search = {
    found: undefined as { sheet: string; recognition: Recognition } | undefined,
    best: recognise([]) as Unrecognised,
    names: [] as CodeName[],
    problems: [] as Problem[], // of the sheet
    async *convert(portions: AsyncIterable<Portion>): AsyncGenerator<string> {
      const rows = createTextRows();
      let sheet = '';
      for await (const portion of portions) {
        if (portion.step === 'shared') rows.addShared(portion.texts);
        else if (portion.step === 'sheet') {
          sheet = portion.name;
          begin();
        } else if (portion.step === 'cells') yield* take(rows.unpack(portion), sheet);
        else if (portion.step === 'sheet-end') {
          yield* take(rows.end(), sheet);
          yield* decide(sheet);
          if (use === 'observations') search.problems = portion.problems;
        }
      }
    },
  };
  let use: Use = 'unknown';
  let first: TextRow[] = []; // until the header is known
  let [line, width] = [1, 0];

  const begin = (): void => {
    use = 'unknown';
    first = [];
    line = 1;
  };
  function* take(rows: TextRow[], sheet: string): Generator<string> {
    if (use === 'unknown') {
      first.push(...rows);
      if (first.length >= sampleRows) yield* decide(sheet);
    } else yield* write(rows);
  }
  /** Decides about a sheet by its first rows. */
  function* decide(sheet: string): Generator<string> {
    if (use !== 'unknown') return;
    const leading: string[][] = [];
    for (const { number, cells } of first) if (number <= 2 * sampleRows) leading[number - 1] = cells;
    const recognition = recognise(Array.from(leading, (cells) => cells ?? []));
    use = 'none';
    if (leading[0]?.slice(0, 3).join() === 'Dimension,Code,Description') use = 'names';
    else if ('format' in recognition && !search.found) {
      search.found = { sheet, recognition };
      width = recognition.layout.columns.length;
      use = 'observations';
    } else if (!('format' in recognition) && recognition.found.length >= search.best.found.length)
      if (search.best.header.length === 0 || recognition.found.length > search.best.found.length)
        search.best = recognition;
    yield* write(first);
    first = [];
  }
  function* write(rows: TextRow[]): Generator<string> {
    if (use === 'names') addNames(rows);
    if (use !== 'observations') return;
    let text = '';
    for (const { number, cells } of rows) {
      for (; line < number; line++) text += '\n'; // missing rows become blank lines, so that row numbers stay the same
      while (cells.length < width) cells.push('');
      text += `${csvRecord(cells)}\n`;
      line++;
    }
    yield text;
  }
  const addNames = (rows: TextRow[]): void => {
    for (const { number, cells } of rows) {
      const [dimension = '', code = '', name = ''] = cells;
      const concept = columns.get(plainName(dimension))?.concept ?? conceptOf(dimension);
      if (number > 1) search.names.push({ concept, code, name });
    }
  };
  return search;
}

/** A row with the stored texts of its cells. */
interface TextRow {
  number: number; // from 1
  cells: string[]; // by column from 0; '' for an empty cell
}

/** Numbers per packed cell. */
const size = 5;

/** Unpacks the cells of a workbook to rows of texts, portion by portion, without keeping the rows. */
function createTextRows() {
  const shared: string[] = [];
  let last: TextRow | undefined; // it can continue in the next portion
  return {
    addShared(texts: string[]): void {
      for (const text of texts) shared.push(text);
    },
    /** Returns the rows that are complete. */
    unpack({ numbers, texts }: PackedCells): TextRow[] {
      const rows: TextRow[] = [];
      const value = (index: number): number => numbers[index] as number;
      for (let at = 0; at < numbers.length; at += size) {
        const [number, column, text] = [value(at), value(at + 1), value(at + 4)];
        if (last?.number !== number) {
          if (last) rows.push(last);
          last = { number, cells: [] };
        }
        const { cells } = last;
        while (cells.length < column) cells.push('');
        cells[column] = (text < shared.length ? shared[text] : texts[text - shared.length]) as string;
      }
      return rows;
    },
    /** Returns the last row of a sheet. */
    end(): TextRow[] {
      const rows = last ? [last] : [];
      last = undefined;
      return rows;
    },
  };
}
