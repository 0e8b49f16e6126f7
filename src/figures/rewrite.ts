import { addProblems, type Problem, problemOf } from '../problem.js';
import { csvRecord, plainForm, recordSpots } from '../text/csv.js';
import { compareCodePoints } from '../text/order.js';
import texts from './messages.json' with { type: 'json' };
import { type FileRows, fileText, keyOf, rowsOfFile } from './series-file.js';

/** A figure of a download, as texts. A missing text is ''. */
export interface DownloadedFigure {
  file: number; // index of its file
  series: string;
  area: string;
  period: string;
  value: string;
  boundSign: string;
  boundValue: string;
  nature: string;
  status: string;
  unit: string;
  multiplier: string; // power of ten
  codes: string[]; // by dimension of all downloads
}

/** A series of the project. */
export interface ProjectSeries {
  series: string;
  unit: string;
  slice: Map<string, string>; // by dimension of its file: the code that stands for the whole
}

/** The changes of a series: numbers of figures. */
export interface SeriesChange {
  series: string;
  new: number;
  revised: number; // another value, nature or status
  removed: number;
  unchanged: number;
}

/** The new files of a project, and their differences. */
export interface Rewriting {
  files: Map<string, string>; // texts by series; only series of the downloads
  changes: SeriesChange[];
  kept: string[]; // series of the project that the downloads lack
  others: [series: string, rows: number][]; // series of the downloads that the project does not have
  notes: string[]; // codes that are not written, because all rows have them
  problems: Problem[];
}

/** Downloads, and the present files of the project. */
export interface Downloads {
  files: string[]; // names for problems
  dimensions: string[];
  series: string[];
  rowsOf(series: string): Iterable<DownloadedFigure>;
  previous(series: string): string | undefined; // the text of the present file
}

/**
 * Writes the figures of downloads in the form of the project: one file for each series, with the dimensions of its slice.
 * A series that would lose more than half of its figures is an error, unless it is in `allowLoss`.
 */
export function rewrite(all: ProjectSeries[], downloads: Downloads, allowLoss: ReadonlySet<string>): Rewriting {
  const entries = new Map(all.map((entry) => [entry.series, entry]));
  const result: Rewriting = { files: new Map(), changes: [], kept: [], others: [], notes: [], problems: [] };
  const report: Report = (...given) => addProblems(result.problems, [problemOf(...given)]);
  for (const series of [...downloads.series].sort(compareCodePoints)) {
    const entry = entries.get(series);
    if (!entry) {
      let count = 0;
      for (const _ of downloads.rowsOf(series)) count++;
      result.others.push([series, count]);
      continue;
    }
    const collected = collect(entry, downloads, report);
    const place = collected.place;
    for (const [dimension, { codes, rows }] of collected.others) {
      const sorted = [...codes].sort(compareCodePoints);
      const shownCodes = sorted.slice(0, 5).join(', ');
      if (sorted.length === 1 && rows === collected.count) result.notes.push(`${series}: ${dimension}=${shownCodes}`);
      else report(texts.newDimension, place, { series, dimension, codes: shownCodes });
    }
    const rows = completed(collected);
    const text = fileText(rows, [...entry.slice.keys()]);
    const old = downloads.previous(series);
    const before: FileRows = old === text ? rows : rowsOfFile(old ?? '', entry.slice);
    const change = compare(series, before, rows);
    result.changes.push(change);
    result.files.set(series, text);
    if (2 * change.removed > before.size && !allowLoss.has(series))
      report(texts.loss, place, { series, removed: change.removed, before: before.size });
  }
  result.kept = all.map(({ series }) => series).filter((series) => !result.files.has(series));
  return result;
}

/** The rows of a series in the downloads. */
interface Collected {
  entry: ProjectSeries;
  rows: FileRows;
  lacking: number[]; // by dimension of its file: rows without a code
  others: Map<string, OtherCodes>; // by dimension that its file does not have
  count: number;
  place: { file: string }; // of the first row
}

/** Codes of a dimension, and the number of rows that have one. */
interface OtherCodes {
  codes: Set<string>;
  rows: number;
}

/** Collects the rows of a series, and reports rows that do not fit. */
function collect(entry: ProjectSeries, { files, dimensions, rowsOf }: Downloads, report: Report): Collected {
  const { series, unit: expected } = entry;
  const at = [...entry.slice.keys()].map((dimension) => dimensions.indexOf(dimension));
  const rows: FileRows = new Map();
  const lacking = at.map(() => 0);
  const others = new Map<string, OtherCodes>();
  const units = new Set<string>();
  let count = 0;
  let place: { file: string } | undefined;
  for (const figure of rowsOf(series)) {
    const { file, area, period, unit, multiplier, codes } = figure;
    const where = { file: files[file] ?? '' };
    place ??= where;
    count++;
    if (!units.has(unit)) {
      units.add(unit);
      if (unit === '') report(texts.noUnit, where, { series, expected });
      else if (unit !== expected) report(texts.otherUnit, where, { series, unit, expected });
    }
    if (period.length !== 4) report(texts.notAYear, where, { series, period }); // other periods are longer
    if (multiplier !== '' && Number(multiplier) !== 0) report(texts.multiplied, where, { series, multiplier });
    let key = keyOf(area, period, []);
    for (let i = 0; i < at.length; i++) {
      const code = codes[at[i] as number] ?? '';
      if (code === '') (lacking[i] as number)++;
      key += `\0${code}`;
    }
    for (let i = 0; i < codes.length; i++)
      if (codes[i] !== '' && !at.includes(i)) addCode(others, dimensions[i] as string, codes[i] as string);
    const cells = [figure.value, figure.boundSign, figure.boundValue, figure.nature, figure.status];
    const first = rows.get(key);
    if (first === undefined) rows.set(key, cells);
    else if (first.join() !== cells.join()) {
      const values = { series, key: key.split('\0').join(', '), first: shown(first), again: shown(cells) };
      report(texts.differentValues, where, values);
    }
  }
  return { entry, rows, lacking, others, count, place: place ?? { file: '' } };
}

function addCode(others: Map<string, OtherCodes>, dimension: string, code: string): void {
  const known = others.get(dimension) ?? { codes: new Set(), rows: 0 };
  if (known.rows === 0) others.set(dimension, known);
  known.codes.add(code);
  known.rows++;
}

const shown = ([value, sign, bound, nature, status]: string[]): string =>
  `${value || `${sign}${bound}` || 'no value'} (${[nature, status].filter(Boolean).join(', ')})`;

type Report = (...given: Parameters<typeof problemOf>) => void;

/**
 * Adds the missing codes of dimensions: the code of the slice if no row of the download has the dimension, otherwise _X
 * (not specified).
 */
function completed({ entry, rows, lacking, count }: Collected): FileRows {
  if (lacking.every((number) => number === 0)) return rows;
  const whole = [...entry.slice.values()];
  return new Map(
    [...rows].map(([key, cells]) => {
      const [area = '', period = '', ...codes] = key.split('\0');
      const own = codes.map((code, i) => code || (lacking[i] === count ? (whole[i] as string) : '_X'));
      return [keyOf(area, period, own), cells];
    }),
  );
}

/** Counts the differences of a series. */
function compare(series: string, before: FileRows, after: FileRows): SeriesChange {
  const change = { series, new: 0, revised: 0, removed: 0, unchanged: 0 };
  for (const [key, cells] of after) {
    const old = before.get(key);
    if (old === undefined) change.new++;
    else if (old.every((cell, i) => cell === cells[i])) change.unchanged++;
    else change.revised++;
  }
  change.removed = before.size - change.revised - change.unchanged;
  return change;
}

/** Returns series.csv with the date of harvest of these series. The other rows keep their spelling. */
export function withHarvest(text: string, records: string[][], series: ReadonlySet<string>, date: string): string {
  const [header = []] = records;
  const [key, place] = [header.indexOf('series'), header.indexOf('harvested')];
  let [result, at] = ['', 0];
  for (const [i, { start, end }] of recordSpots(text, plainForm).entries()) {
    const cells = records[i] ?? [];
    if (i === 0 || !series.has(cells[key] ?? '')) continue;
    result += text.slice(at, start) + csvRecord(cells.map((cell, column) => (column === place ? date : cell)));
    at = end;
  }
  return result + text.slice(at);
}
