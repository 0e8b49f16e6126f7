import { type Column, namesOf } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { HeaderMatch } from '../csvw/rows/cells.js';
import { matchHeader } from '../csvw/rows/header.js';
import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { clip, collectProblems, columnNumber, type Place, type Problem, problemOf, type Wording } from '../problem.js';
import {
  directionOverride,
  invisibleCharacter,
  isBalanced,
  nameOf,
  trimEnds,
  withoutOverrides,
} from '../text/characters.js';
import { severalAddresses } from './addresses.js';
import { withoutStrayRows } from './causes/stray-rows.js';
import { withoutErrorCells } from './findings.js';
import texts from './messages.json' with { type: 'json' };
import { allowed } from './own-properties.js';
import { createTextJudge, isErrorValue } from './suspicious-text.js';
import { severalNames, suspiciousValue } from './suspicious-values.js';
import { type ColumnKind, isWorkbook, kindOf, type Sheet, type SheetRows } from './table-group.js';

/** Repairs a sheet if no guess is needed. Reports repairs and remaining faults, at most one per cell. */
export function repair({ rows: given, problems, ...rest }: SheetRows, file: string, table: Table): Sheet {
  const faults: Problem[] = [];
  const steps = [withoutComments, fromHeader, withoutTrailing, withKnownNames, withoutStrayRows];
  const isBlank = !given.some(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const rows = steps.reduce((left, step) => step(left, table, file, faults), isBlank ? [] : given);
  const titles = rows[0] ?? { number: 1, cells: [] };
  const { header, problems: ofHeader } = matchHeader(table, titles, file, isWorkbook(file));
  const headerProblems = ofHeader.filter((problem) => !isGap(problem, rows));
  const isIgnored = privateCells(headerProblems);
  const own = problems.filter(({ where }) => !isIgnored(where));
  const ofCells = withoutErrorCells(repairCells(rows, header, table, file), own);
  return { ...rest, table, file, rows, header, headerProblems, problems: [...own, ...faults, ...ofCells] };
}

/** True for the problem of an unnamed column that is empty in every row, and replaces no other column. */
function isGap({ code, where, suggestion }: Problem, rows: Row[]): boolean {
  const index = columnNumber(where) - 1;
  return code === 'blank-column' && suggestion === undefined && rows.every(({ cells }) => !cells[index]?.trim());
}

/** Returns a test for the cells of private columns, in which nothing can be wrong. */
function privateCells(headerProblems: Problem[]): (place: Place) => boolean {
  const columns = new Set(
    headerProblems
      .filter(({ code, severity }) => code === 'unknown-column' && severity === 'warning')
      .map(({ where }) => columnNumber(where)),
  );
  return (place) => columns.size > 0 && columns.has(columnNumber(place));
}

/** Returns a sheet that could not be read, with the reasons. */
export const lostSheet = (file: string, table: Table, problems: Problem[] = []): Sheet =>
  repair({ rows: [], problems, isLost: true }, file, table);

/** Returns the only name in `wanted` that equals a title if capitals, spaces, hyphens and underscores are ignored. */
export function knownName(title: string, wanted: string[]): string | undefined {
  if (wanted.includes(title)) return title;
  const folded = fold(title);
  const found = [...new Set(wanted.filter((name) => fold(name) === folded))];
  return folded !== '' && found.length === 1 ? found[0] : undefined;
}

const fold = (title: string): string =>
  trimEnds(title.normalize('NFKC'))
    .toLowerCase()
    .replace(/[\s_-]+/g, '_');

/** Removes and reports lines that begin with # and do not fit the table: CSV has no comments. */
function withoutComments(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  if (table.dialect.commentPrefix !== null) return rows;
  const width = Math.max(...rows.slice(0, 50).map(({ cells }) => cells.length), 0);
  return rows.filter((row) => {
    const [first = '', ...others] = row.cells;
    if (!first.startsWith('#') || isErrorValue(first)) return true;
    if (row.cells.length === width && others.some((cell) => cell !== '')) return true;
    problems.push(problemOf(texts.commentLine, placeInRow(file, row, 0)));
    return false;
  });
}

/** Highest number of rows in which the header is searched. */
export const titleRows = 10;

/** Returns the index of the first row that names most columns of a table. A title can be above it. */
export function headerIndex(rows: Pick<Row, 'cells'>[], table: Table): number | undefined {
  const wanted = table.columns.flatMap(namesOf);
  const score = ({ cells }: Pick<Row, 'cells'>): number =>
    cells.filter((cell) => knownName(cell, wanted) !== undefined).length;
  const at = rows.slice(0, titleRows).findIndex((row) => score(row) * 2 > table.columns.length);
  return at < 0 ? undefined : at;
}

/** Starts at the header if the first rows are a title or blank. */
function fromHeader(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const at = headerIndex(rows, table) ?? 0;
  const [first, header] = [rows[0], rows[at]];
  if (at === 0 || !first || !header) return rows;
  const title = rows.slice(0, at).find(({ cells }) => cells.some((cell) => cell.trim() !== ''));
  const index = title?.cells.findIndex((cell) => cell.trim() !== '') ?? 0;
  const wording = title ? texts.titleAboveHeader : texts.blankAboveHeader;
  problems.push(problemOf(wording, placeInRow(file, title ?? first, index), { row: header.number }));
  return rows.slice(at);
}

/** Removes unnamed columns at the end that are empty in every row: each row ends with a delimiter. */
function withoutTrailing(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const [header, ...body] = rows;
  if (!header) return rows;
  const isComplete = header.cells.length >= table.columns.length; // otherwise a name is missing
  const before = isComplete ? shortest(body, header.cells.length) : header.cells.length;
  let width = before;
  while (width > 1 && rows.every(({ cells }) => (cells[width - 1] ?? '') === '')) width--;
  if (width === before) return rows;
  const cells = before - width === 1 ? 'an empty cell' : 'empty cells';
  const { value: _, ...where } = placeInRow(file, header, width);
  problems.push(problemOf(texts.trailingDelimiter, where, { cells }));
  return rows.map((row) => ({ ...row, cells: [...row.cells.slice(0, width), ...row.cells.slice(before)] }));
}

/** Returns the length of the shortest row that is not empty. */
function shortest(body: Row[], otherwise: number): number {
  const filled = body.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return filled.reduce((least, { cells }) => Math.min(least, cells.length), filled[0]?.cells.length ?? otherwise);
}

/** Replaces titles that differ from a column name only in capitals, spaces, hyphens or underscores. */
function withKnownNames(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const [header, ...body] = rows;
  if (!header) return rows;
  const wanted = table.columns.flatMap(namesOf);
  const cells = header.cells.map((title, index) => {
    const name = knownName(title, wanted);
    if (name === undefined || name === title || header.cells.includes(name)) return title;
    const where = placeInRow(file, header, index, name);
    problems.push({ ...problemOf(texts.headerSpelling, where, { title: clip(title), name }), suggestion: name });
    return name;
  });
  return [{ ...header, cells }, ...body];
}

/** Collects repairs into one notice for each kind and column, so that they do not hide errors. */
export function collectRepairs() {
  const found = new Map<string, { problem: Problem; count: number }>();
  return {
    add(problem: Problem): void {
      const key = `${problem.code}\n${problem.where.file}\n${problem.where.column}`;
      const known = found.get(key);
      if (known) known.count++;
      else found.set(key, { problem, count: 1 });
    },
    problems: (): Problem[] =>
      [...found.values()].map(({ problem, count }) =>
        count > 1 ? { ...problem, message: `${problem.message} (${count} cells in this column)` } : problem,
      ),
  };
}

// Printable ASCII without spaces at the ends needs no repair.
const plain = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;

/** The wording of a repair. `changesFile` means that the repaired rows are published instead of the file. */
type RepairWording = Wording & { changesFile: boolean };

/** Repairs cells in place if no guess is needed. Reports each repair and each hidden character. */
function repairCells([, ...body]: Row[], header: HeaderMatch, table: Table, file: string): Problem[] {
  const faults = collectProblems();
  const repairs = collectRepairs();
  const columns = header.columns.flatMap((column, index) =>
    column ? [{ column, index, kind: kindOf(column, table) }] : [],
  );
  const judge = createTextJudge(columns, allowed(table, 'markup'));
  for (const row of body) {
    if (row.cells.length !== header.titles.length) continue; // its cells may be shifted
    for (const { column, kind, index } of columns) {
      const text = row.cells[index] as string;
      const where = (): Place => ({ ...placeInRow(file, row, index, column.name), value: text });
      const repaired = (wording: RepairWording): void => repairs.add(problemOf(wording, where()));
      if (isErrorValue(text)) {
        faults.tell(problemOf(texts.errorValue, where(), { text }));
        continue;
      }
      if (kind === 'text' && (text === 'TRUE' || text === 'FALSE'))
        faults.tell(problemOf(texts.truthValue, where(), { text }));
      const addresses = kind === 'address' && column.separator === undefined ? severalAddresses(text) : undefined;
      if (addresses) {
        const [only, other] = new Set(addresses);
        const fault = problemOf(texts.severalAddresses, where(), { value: clip(text), count: addresses.length });
        faults.tell(other === undefined && only !== undefined ? { ...fault, suggestion: only } : fault);
        continue;
      }
      if (kind === 'boolean' && column.datatype.format === undefined && /^(?:true|false)$/i.test(text.trim())) {
        row.cells[index] = text.trim().toLowerCase();
        if (row.cells[index] !== text) repaired(texts.lowerCase);
        continue;
      }
      const isPlain = plain.test(text) && !(column.separator && text.includes(`${column.separator} `));
      const better = isPlain ? text : repairText(text, column, repaired);
      row.cells[index] = better;
      if (!isPlain) for (const fault of hidden(better, kind, where)) faults.tell(fault);
      if (better === '') continue;
      const fault =
        kind === 'text'
          ? (judge(better, column, row.cells, where) ?? severalNames(better, column, where))
          : suspiciousValue(better, kind, column, where);
      if (fault) faults.tell(fault);
    }
  }
  return [...faults.end(), ...repairs.problems()];
}

/** Removes spaces at the ends of each value, and composes letters with their accents (Unicode NFC). */
function repairText(text: string, { separator }: Column, repaired: (wording: RepairWording) => void): string {
  const trimmed = separator ? text.split(separator).map(trimEnds).join(separator) : trimEnds(text);
  if (trimmed !== text) repaired(texts.trimmed);
  const composed = trimmed.normalize('NFC');
  if (composed !== trimmed) repaired(texts.composed);
  return composed;
}

/** Reports invisible characters. They change a key, and break searches for a label. */
function* hidden(text: string, kind: ColumnKind, where: () => Place): Generator<Problem> {
  const isKey = kind === 'key' || kind === 'address';
  const severity = isKey ? 'error' : 'warning';
  if (text.includes('\ufeff'))
    yield { ...problemOf(texts.innerMark, where()), suggestion: text.replaceAll('\ufeff', '') };
  const unseen = invisibleCharacter(text, isKey);
  if (unseen !== undefined) {
    const fault = problemOf(texts.invisible, where(), { character: nameOf(unseen) });
    yield { ...fault, severity, suggestion: text.replaceAll(unseen, '') };
  }
  const override = directionOverride(text);
  if (override === undefined) return;
  const isOpen = !isBalanced(text);
  const end = isOpen ? ', without its counterpart' : '';
  const fault = problemOf(texts.direction, where(), { character: nameOf(override), end });
  yield { ...fault, severity: isOpen ? 'error' : severity, suggestion: withoutOverrides(text) };
}
