import { textFault } from '../csvw/rows/cells.js';
import { placeInRow, readRows } from '../csvw/rows/rows.js';
import type { Ground } from '../csvw/stream/mapper.js';
import { type ByteDialect, type ReadBytes, readLeading } from '../csvw/stream/records.js';
import { clip, errorAt, type Place, type Problem, problemOf } from '../problem.js';
import { csvRecord } from '../text/csv.js';
import type { Workbook, WorkbookRow, WorkbookSheet } from '../workbook/workbook.js';
import { decodedText, encodingOf } from './encoding.js';
import { type Columns, type ColumnUse, conceptOf, type Recognition, recogniseHeader } from './formats.js';
import texts from './messages.json' with { type: 'json' };
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
  keep(text: Iterable<string>): Promise<string>;
  readWorkbook(file: string): Promise<{ workbook?: Workbook; problems: Problem[] }>;
}

/** Opens an observation file in any supported format. */
export async function openSource(file: string, tables: Tables, files: SourceFiles): Promise<Opened> {
  const [a, b, c, d] = await files.withBytes(file, (read) => [...read(0, 4)]);
  // A compressed file is rejected, because its decompressed size is unknown.
  if (a === 0x1f && b === 0x8b) return { problems: [problemOf(texts.packed, { file })] };
  const isPackage = a === 0x50 && b === 0x4b && c === 3 && d === 4;
  if (!isPackage && !/\.fods$/i.test(file)) return openText(file, tables, files);
  const { workbook, problems } = await files.readWorkbook(file);
  return workbook ? openWorkbook(file, workbook, tables, files) : { problems };
}

/** Opens a CSV file. If it is not UTF-8, a converted copy is kept. */
async function openText(file: string, tables: Tables, files: SourceFiles): Promise<Opened> {
  const problems: Problem[] = [];
  const path = await files.withBytes(file, (read) => {
    const encoding = encodingOf(read);
    if (encoding === 'utf-8') return file;
    const name = encoding === 'windows-1252' ? 'Windows-1252' : encoding.toUpperCase();
    problems.push(problemOf(texts.recoded, { file }, { encoding: name }));
    return files.keep(decodedText(read, encoding));
  });
  const found = await recogniseText(path, tables, files);
  if (Array.isArray(found)) return { problems: [...problems, notRecognised(file, found, tables)] };
  const { layout } = found;
  const entities = layout.lowerCase
    ? readEntities(layout.columns, tables.columns, (name) => files.beside(file, name), problems)
    : { codes: new Map(), names: [] };
  problems.push(...columnProblems({ file }, layout.columns));
  return { source: { file, path, ...found, ...entities }, problems };
}

type Recognised = Pick<Source, 'format' | 'layout' | 'columns' | 'dialect' | 'from' | 'firstRow'>;

/** Recognizes a text by its header, with any supported delimiter. Returns its header if the format is unknown. */
const recogniseText = (path: string, tables: Tables, files: SourceFiles): Promise<Recognised | string[]> =>
  files.withBytes(path, (read) => {
    const leading = (dialect: ByteDialect) => readLeading(read, 1, dialect);
    for (const delimiter of [',', ';', '\t']) {
      const dialect = dialectOf(delimiter);
      const { rows, end, records, isBroken } = leading(dialect);
      const found = isBroken ? undefined : recognise(rows[0] ?? [], tables);
      if (found) return { ...found, columns: found.layout.columns, dialect, from: end, firstRow: records + 1 };
    }
    return leading(dialectOf(',')).rows[0] ?? [];
  });

const dialectOf = (delimiter: string): ByteDialect => ({
  delimiter: delimiter.charCodeAt(0),
  quote: 0x22,
  comment: null,
});

const recognise = (header: string[], tables: Tables) => recogniseHeader(header.map(trimmed), tables);

const notRecognised = (file: string, header: string[], { formats }: Tables): Problem =>
  problemOf(
    texts.unknownHeader,
    { file, row: 1 },
    {
      header: clip(header.filter(Boolean).join(', ')) || '(empty)',
      formats: formats.map(({ title, header: known }) => `${title} (${known})`).join(' · '),
    },
  );

/** Returns problems of the columns of a recognized file, and one notice that lists the redundant columns. */
function columnProblems(where: Place, columns: ColumnUse[]): Problem[] {
  const seen = new Set<string>();
  const problems = columns.flatMap(({ name, role, concept, isUnknown }): Problem[] => {
    const place = { ...where, row: 1, column: name };
    const key = concept === '' ? role : `${role} ${concept}`;
    const isTwice = !['name', 'nameless', 'implied', 'structure'].includes(role) && seen.has(key);
    seen.add(key);
    if (concept === '' && (role === 'dimension' || role === 'attribute'))
      return [problemOf(texts.columnWithoutLetter, place)];
    if (isTwice) return [problemOf(texts.columnTwice, place, { name: concept || role })];
    const use = role === 'dimension' ? 'a dimension' : 'an attribute';
    return isUnknown ? [problemOf(texts.unknownColumn, place, { use })] : [];
  });
  const implied = columns.filter(({ role }) => role === 'implied');
  const names = implied.map(({ name, note }) => (note ? `${name} (${note})` : name)).join(', ');
  return implied.length === 0 ? problems : [...problems, problemOf(texts.leftOut, where, { names })];
}

/** Opens a workbook: converts the first sheet with a known header to CSV. */
async function openWorkbook(file: string, workbook: Workbook, tables: Tables, files: SourceFiles): Promise<Opened> {
  const sheet = workbook.sheets.find(({ rows: [first] }) => first?.number === 1 && recognise(textsOf(first), tables));
  if (!sheet) return { problems: [notRecognised(file, textsOf(workbook.sheets[0]?.rows[0]), tables)] };
  const path = await files.keep(sheetText(sheet.rows));
  const found = await recogniseText(path, tables, files);
  if (Array.isArray(found)) throw new Error(`the header of ${file} has changed`);
  const where = { file, sheet: sheet.name };
  const names = workbook.sheets.flatMap((one) => (one === sheet ? [] : codeNames(one, tables.columns)));
  return {
    source: { ...where, path, ...found, codes: new Map(), names },
    problems: [...sheet.problems.map(softened), ...columnProblems(where, found.layout.columns)],
  };
}

/** Hidden rows are observations too, so the problem is only a notice. */
function softened(problem: Problem): Problem {
  if (problem.code !== 'hidden-data') return problem;
  const message = `${problem.message}. They are included`;
  return { ...problem, severity: 'notice', message, fix: 'Clear the filter (Data > Clear)' };
}

const textsOf = (row: WorkbookRow | undefined): string[] => Array.from(row?.cells ?? [], (cell) => cell?.text ?? '');

/** Converts rows to CSV, piece by piece. Missing rows become blank lines, so that row numbers stay the same. */
function* sheetText(rows: WorkbookRow[]): Generator<string> {
  const width = rows[0]?.cells.length ?? 0;
  let text = '';
  let line = 1;
  for (const row of rows) {
    for (; line < row.number; line++) text += '\n';
    const cells = textsOf(row);
    while (cells.length < width) cells.push('');
    text += `${csvRecord(cells)}\n`;
    line++;
    if (text.length < 1 << 20) continue;
    yield text;
    text = '';
  }
  yield text;
}

/** Reads a sheet with the columns Dimension, Code and Description, which contains the names of codes. */
function codeNames({ rows }: WorkbookSheet, known: Columns): CodeName[] {
  const [header, ...others] = rows.map(textsOf);
  if (header?.slice(0, 3).join() !== 'Dimension,Code,Description') return [];
  return others.map(([dimension = '', code = '', name = '']) => ({
    concept: known.get(plainName(dimension))?.concept ?? conceptOf(dimension),
    code,
    name,
  }));
}

/** Another file in the same folder. */
interface Neighbour {
  file: string; // its name with the folder
  bytes: Uint8Array;
}

/** Name of a code. The concept of an area is ''. */
export interface CodeName {
  concept: string;
  code: string;
  name: string;
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
