import { textFault } from '../csvw/rows/cells.js';
import { placeInRow, readRows } from '../csvw/rows/rows.js';
import type { Ground } from '../csvw/stream/mapper.js';
import { type ByteDialect, type ReadBytes, readLeading } from '../csvw/stream/records.js';
import { clip, errorAt, type Place, type Problem, problemOf } from '../problem.js';
import { Refusal } from '../workbook/read/reading.js';
import type { Portion } from '../workbook/workbook.js';
import { type Columns, type ColumnUse, conceptOf, type GivenColumn } from './columns.js';
import { decodedText, encodingOf } from './encoding.js';
import { type Context, type Recognition, recogniseTable, type Unrecognised } from './formats.js';
import texts from './messages.json' with { type: 'json' };
import { type CodeName, createSheetSearch } from './sheets.js';
import { plainName, type Tables } from './tables.js';
import { trimmed } from './values.js';

/** An observation file that is ready to be read in rows: UTF-8 with a known header. */
export interface Source extends Ground, Recognition {
  path: string; // path of its bytes: the file itself, or a converted copy
  dialect: ByteDialect;
  from: number; // offset of the first row, in bytes
  codes: Map<string, Map<string, string>>; // by concept: how the file spells codes, if it says so
  names: CodeName[];
}

/** Result of opening a file. */
export interface Opened {
  source?: Source;
  problems: Problem[];
}

/** Access to the bytes of files. */
export interface SourceFiles {
  /** Opens a file, runs `work` on it, and closes it. */
  withBytes<T>(path: string, work: (read: ReadBytes) => Promise<T> | T): Promise<T>;
  /** Reads the file with this name in the same folder as `file`. */
  beside(file: string, name: string): Neighbour | undefined;
  /** Writes a text as UTF-8 to a new file, and returns its path. */
  keep(text: Iterable<string> | AsyncIterable<string>): Promise<string>;
  /** Reads a workbook in portions. Throws `Refusal`. */
  readWorkbook(file: string): AsyncIterable<Portion>;
}

/** Opens an observation file in any supported format. `given` are the columns that the user named. */
export async function openSource(
  file: string,
  tables: Tables,
  files: SourceFiles,
  given: GivenColumn[] = [],
): Promise<Opened> {
  const [a, b, c, d] = await files.withBytes(file, (read) => [...read(0, 4)]);
  // A compressed file is rejected, because its decompressed size is unknown.
  if (a === 0x1f && b === 0x8b) return { problems: [problemOf(texts.packed, { file })] };
  const isPackage = a === 0x50 && b === 0x4b && c === 3 && d === 4;
  const context = { file: file.replace(/^.*[/\\]/, ''), given };
  if (!isPackage && !/\.fods$/i.test(file)) return openText(file, tables, files, context);
  return openWorkbook(file, tables, files, context);
}

/** Opens a CSV file. If it is not UTF-8, a converted copy is kept. */
async function openText(file: string, tables: Tables, files: SourceFiles, context: Context): Promise<Opened> {
  const problems: Problem[] = [];
  const path = await files.withBytes(file, (read) => {
    const encoding = encodingOf(read);
    if (encoding === 'utf-8') return file;
    const name = encoding === 'windows-1252' ? 'Windows-1252' : encoding.toUpperCase();
    problems.push(problemOf(texts.recoded, { file }, { encoding: name }));
    return files.keep(decodedText(read, encoding));
  });
  const found = await recogniseText(path, tables, files, context);
  if (!('format' in found)) return { problems: [...problems, notRecognised({ file }, found, tables)] };
  const { layout } = found;
  const entities = layout.lowerCase
    ? readEntities(layout.columns, tables.columns, (name) => files.beside(file, name), problems)
    : { codes: new Map(), names: [] };
  problems.push(...columnProblems({ file }, found));
  return { source: { file, path, ...found, ...entities }, problems };
}

type Recognised = Pick<Source, 'format' | 'layout' | 'columns' | 'dialect' | 'from' | 'firstRow' | 'before'>;

const sampleRows = 60;

/** Recognizes a text by its header, with any supported delimiter. */
const recogniseText = (
  path: string,
  tables: Tables,
  files: SourceFiles,
  context: Context,
): Promise<Recognised | Unrecognised> =>
  files.withBytes(path, (read) => {
    let best: Unrecognised | undefined;
    for (const delimiter of [',', ';', '\t']) {
      const dialect = dialectOf(delimiter);
      const found = recogniseRows(readLeading(read, sampleRows, dialect).rows, context, tables);
      if ('format' in found) {
        const { end, records } = readLeading(read, found.before, dialect);
        return { ...found, columns: found.layout.columns, dialect, from: end, firstRow: records + 1 };
      }
      if (!best || found.found.length > best.found.length) best = found;
    }
    return best as Unrecognised;
  });

const dialectOf = (delimiter: string): ByteDialect => ({
  delimiter: delimiter.charCodeAt(0),
  quote: 0x22,
  comment: null,
});

const recogniseRows = (rows: string[][], context: Context, tables: Tables) =>
  recogniseTable(
    rows.map((row) => row.map(trimmed)),
    context,
    tables,
  );

/** Returns the problem of a table in which not all roles were found. */
function notRecognised(place: Place, { header, row, found, missing, numbers }: Unrecognised, tables: Tables): Problem {
  const where = { ...place, row };
  const list = (columns: string[]): string => clip(columns.filter(Boolean).join(', ')) || '(empty)';
  if (found.length === 0) {
    const formats = tables.formats.map(({ title, header: known }) => `${title} (${known})`).join(' · ');
    return problemOf(texts.unknownHeader, where, { header: list(header), formats });
  }
  const known = found.map(([role, column]) => `${role} (${column})`).join(', ');
  const used = new Set(found.map(([, column]) => column));
  const columns = list(
    missing.length === 1 && missing[0] === 'value' && numbers.length > 0
      ? numbers
      : header.filter((name) => !used.has(name)),
  );
  const [role = 'value'] = missing;
  const areYears = header.filter((name) => /^\D{0,2}(?:19|20)\d\d\b/.test(name)).length > 2;
  const wording = areYears ? texts.wideTable : role === 'value' ? texts.missingValue : texts.missingRole;
  return problemOf(wording, where, { roles: missing.join(', '), known, columns, role });
}

/** Returns problems of the columns of a recognized file, and one notice that lists the redundant columns. */
function columnProblems(where: Place, { layout: { columns }, before }: Recognition): Problem[] {
  const seen = new Set<string>();
  const problems = columns.flatMap(({ name, role, concept, isUnknown, isDeduced }): Problem[] => {
    const place = { ...where, row: before, column: name };
    const key = concept === '' ? role : `${role} ${concept}`;
    const isTwice = !['name', 'nameless', 'implied', 'structure'].includes(role) && seen.has(key);
    seen.add(key);
    if (role === 'nested') return [problemOf(texts.nestedColumn, place)];
    if (concept === '' && (role === 'dimension' || role === 'attribute'))
      return [problemOf(texts.columnWithoutLetter, place)];
    if (isTwice) return [problemOf(texts.columnTwice, place, { name: concept || role })];
    if (isDeduced) return [problemOf(texts.deducedValue, place)];
    const use = role === 'dimension' ? 'a dimension' : 'an attribute';
    return isUnknown ? [problemOf(texts.unknownColumn, place, { use })] : [];
  });
  const implied = columns.filter(({ role }) => role === 'implied');
  const names = implied
    .map(({ name, note }) => `${name || '(no name)'}${note === undefined ? '' : ` (${note})`}`)
    .join(', ');
  return implied.length === 0 ? problems : [...problems, problemOf(texts.leftOut, where, { names })];
}

/** Opens a workbook: converts the first sheet with a known header to CSV, without keeping it in memory. */
async function openWorkbook(file: string, tables: Tables, files: SourceFiles, context: Context): Promise<Opened> {
  const sheets = createSheetSearch((rows) => recogniseRows(rows, context, tables), tables.columns);
  let path: string;
  try {
    path = await files.keep(sheets.convert(files.readWorkbook(file)));
  } catch (error) {
    if (error instanceof Refusal) return { problems: error.problems };
    throw error;
  }
  const { found, best, names, problems } = sheets;
  if (!found) return { problems: [notRecognised({ file }, best, tables)] };
  const { layout, before, format } = found.recognition;
  const dialect = dialectOf(',');
  const from = await files.withBytes(path, (read) => readLeading(read, before, dialect).end);
  const where = { file, sheet: found.sheet };
  const table = { format, layout, before, dialect, from, firstRow: before + 1, columns: layout.columns };
  return {
    source: { ...where, path, ...table, codes: new Map(), names },
    problems: [...problems.map(softened), ...columnProblems(where, found.recognition)],
  };
}

/** Hidden rows are observations too, so the problem is only a notice. */
function softened(problem: Problem): Problem {
  if (problem.code !== 'hidden-data') return problem;
  const message = `${problem.message}. They are included`;
  return { ...problem, severity: 'notice', message, fix: 'Clear the filter (Data > Clear)' };
}

/** Another file in the same folder. */
interface Neighbour {
  file: string; // its name with the folder
  bytes: Uint8Array;
}

/**
 * Reads `ddf--entities--NAME.csv` for the columns of a DDF file: "bothsex" → "BOTHSEX", area 4 → "Afghanistan".
 * `find` looks for a file in the same folder. Adds to `problems`.
 */
function readEntities(
  columns: ColumnUse[],
  known: Columns,
  find: (name: string) => Neighbour | undefined,
  problems: Problem[],
): Pick<Source, 'codes' | 'names'> {
  const codes = new Map<string, Map<string, string>>();
  const names: CodeName[] = [];
  for (const { name } of columns) {
    const found = find(`ddf--entities--${name}.csv`);
    if (!found) continue;
    const read = pairsIn.get(found.bytes) ?? readPairs(found, name);
    pairsIn.set(found.bytes, read);
    const { pairs } = read;
    problems.push(...read.problems);
    const { role, concept } = known.get(plainName(name)) ?? { role: 'dimension', concept: conceptOf(name) };
    if (role === 'area') names.push(...pairs.map(([code, label]) => ({ concept: '', code, name: label })));
    else codes.set(concept, new Map(pairs));
  }
  return { codes, names };
}

/** Codes of an entities file with their names or real spellings. */
interface Pairs {
  pairs: [code: string, label: string][];
  problems: Problem[];
}

const pairsIn = new WeakMap<Uint8Array, Pairs>(); // an entities file serves all files of its folder

/** Reads the first 2 columns of an entities file: a code in lower case, and its name or real spelling. */
function readPairs({ file, bytes }: Neighbour, name: string): Pairs {
  const { rows, problems: unreadable } = readRows(bytes, file);
  const [header, ...others] = rows;
  if (unreadable.length > 0) return { pairs: [], problems: unreadable };
  if (header?.cells[0]?.trim() !== name) return { pairs: [], problems: [otherHeader(file, name, header?.cells[0])] };
  const problems: Problem[] = [];
  for (const row of others)
    for (const [i, text] of row.cells.slice(0, 2).entries()) {
      const fault = textFault(text);
      if (!fault) continue;
      const where = placeInRow(file, row, i, header.cells[i] ?? '');
      problems.push(errorAt(where, fault.code, fault.message, 'Save the file as UTF-8 from the program that wrote it'));
    }
  const pairs = others.map(({ cells: [code = '', label = ''] }): [string, string] => [code, label]);
  return { pairs: pairs.filter(([code, label]) => code !== '' && label !== ''), problems }; // a code without a name keeps its spelling
}

function otherHeader(file: string, name: string, found = ''): Problem {
  const shown = found === '' ? 'no name' : `"${clip(found)}"`;
  const where = { file, row: 1, cell: 'A1', value: found };
  return { ...problemOf(texts.otherEntities, where, { name, found: shown }), expected: name };
}
