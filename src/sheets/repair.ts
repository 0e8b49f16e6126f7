import { type Column, namesOf } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { HeaderMatch } from '../csvw/rows/cells.js';
import { matchHeader } from '../csvw/rows/header.js';
import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, clip, collectProblems, type Place, type Problem, problemOf, type Wording } from '../problem.js';
import {
  directionOverride,
  invisibleCharacter,
  isBalanced,
  nameOf,
  trimEnds,
  withoutOverrides,
} from '../text/characters.js';
import { withoutErrorCells } from './diagnose.js';
import texts from './messages.json' with { type: 'json' };
import { type ColumnKind, kindOf, type Sheet, type SheetRows } from './table-group.js';

/** A sheet, repaired where that needs no guess; what was repaired, and what cannot be, is told, once a cell. */
export function repair({ rows: given, problems, ...rest }: SheetRows, file: string, table: Table): Sheet {
  const faults: Problem[] = [];
  const steps = [withoutComments, fromHeader, withoutTrailing, withKnownNames];
  const rows = steps.reduce((left, step) => step(left, table, file, faults), given);
  const { header, problems: headerProblems } = matchHeader(table, rows[0] ?? { number: 1, cells: [] }, file);
  const ofCells = withoutErrorCells(repairCells(rows, header, table, file), problems);
  return { ...rest, table, file, rows, header, headerProblems, problems: [...problems, ...faults, ...ofCells] };
}

/** A sheet of which nothing was read, for these reasons. */
export const lostSheet = (file: string, table: Table, problems: Problem[] = []): Sheet =>
  repair({ rows: [], problems, isLost: true }, file, table);

/** The name among `wanted` that a title is, but for capitals, spaces, hyphens and underscores; undefined when none or more are. */
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

/** The place of a cell in a row, columns counted from 0. */
const placeIn = (file: string, { number, cells }: Row, index: number): Place => ({
  file,
  row: number,
  cell: cellAddress(number, index + 1),
  value: cells[index] ?? '',
});

/** A line that begins with # and is no row of the table: CSV has no comments. */
function withoutComments(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  if (table.dialect.commentPrefix !== null) return rows;
  const width = Math.max(...rows.slice(0, 50).map(({ cells }) => cells.length), 0);
  return rows.filter((row) => {
    const [first = '', ...others] = row.cells;
    if (!first.startsWith('#') || isErrorValue(first)) return true;
    if (row.cells.length === width && others.some((cell) => cell !== '')) return true;
    problems.push(problemOf(texts.commentLine, placeIn(file, row, 0)));
    return false;
  });
}

/** How many rows a title above the header may take. */
const titleRows = 10;

/** From the row that names most columns, when the first names none. */
function fromHeader(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const wanted = table.columns.flatMap(namesOf);
  const score = ({ cells }: Row): number => cells.filter((cell) => knownName(cell, wanted) !== undefined).length;
  const [first] = rows;
  if (!first || score(first) > 0) return rows;
  const at = rows.slice(0, titleRows).findIndex((row) => score(row) * 2 > table.columns.length);
  const header = rows[at];
  if (!header) return rows;
  problems.push(problemOf(texts.titleAboveHeader, placeIn(file, first, 0), { row: header.number }));
  return rows.slice(at);
}

/** Without columns at the end that are empty in every row and have no name: a delimiter stands behind every row. */
function withoutTrailing(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const [header, ...body] = rows;
  if (!header) return rows;
  const isComplete = header.cells.length >= table.columns.length; // else a name is missing, and not a column too many
  const before = isComplete ? shortest(body, header.cells.length) : header.cells.length;
  let width = before;
  while (width > 1 && rows.every(({ cells }) => (cells[width - 1] ?? '') === '')) width--;
  if (width === before) return rows;
  const cells = before - width === 1 ? 'an empty cell that has' : 'empty cells that have';
  const { value: _, ...where } = placeIn(file, header, width);
  problems.push(problemOf(texts.trailingDelimiter, where, { cells }));
  return rows.map((row) => ({ ...row, cells: [...row.cells.slice(0, width), ...row.cells.slice(before)] }));
}

/** How long the shortest row is that holds something. */
function shortest(body: Row[], otherwise: number): number {
  const filled = body.filter(({ cells }) => cells.some((cell) => cell !== ''));
  return filled.reduce((least, { cells }) => Math.min(least, cells.length), filled[0]?.cells.length ?? otherwise);
}

/** The header with the columns' own names where it differs in capitals and spaces only. */
function withKnownNames(rows: Row[], table: Table, file: string, problems: Problem[]): Row[] {
  const [header, ...body] = rows;
  if (!header) return rows;
  const wanted = table.columns.flatMap(namesOf);
  const cells = header.cells.map((title, index) => {
    const name = knownName(title, wanted);
    if (name === undefined || name === title || header.cells.includes(name)) return title;
    const where = { ...placeIn(file, header, index), column: name };
    problems.push({ ...problemOf(texts.headerSpelling, where, { title: clip(title), name }), suggestion: name });
    return name;
  });
  return [{ ...header, cells }, ...body];
}

/** What a spreadsheet shows where a formula has no value: "#REF!", "#N/A"; also the row of # of a column too narrow. */
const isErrorValue = (text: string): boolean =>
  /^#(?:(?:REF|VALUE|DIV\/0|NULL|NUM|SPILL|CALC|FIELD|BLOCKED|UNKNOWN|BUSY|CONNECT)!|N\/A|NAME\?|GETTING_DATA|#+)$/.test(
    text,
  );

/** Repairs of one kind in one column are one notice, with the first place: a thousand of them drown no error. */
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
        count > 1 ? { ...problem, message: `${problem.message} (${count} cells of this column)` } : problem,
      ),
  };
}

// Printable ASCII with no space at its ends: nothing to repair and nothing hidden.
const plain = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;

/** The wording of a repair says whether the repaired rows are published in place of the file as it is. */
type RepairWording = Wording & { changesFile: boolean };

/** Repairs the cells in place that can be repaired without a guess; each repair and each hidden thing is told. */
function repairCells([, ...body]: Row[], header: HeaderMatch, table: Table, file: string): Problem[] {
  const faults = collectProblems();
  const repairs = collectRepairs();
  const columns = header.columns.flatMap((column, index) =>
    column ? [{ column, index, kind: kindOf(column, table) }] : [],
  );
  for (const row of body) {
    if (row.cells.length !== header.titles.length) continue; // its cells may stand one place off
    for (const { column, kind, index } of columns) {
      const text = row.cells[index] as string;
      const where = (): Place => ({ ...placeIn(file, row, index), column: column.name, value: text });
      const repaired = (wording: RepairWording): void => repairs.add(problemOf(wording, where()));
      if (text.startsWith('#') && isErrorValue(text)) faults.tell(problemOf(texts.errorValue, where(), { text }));
      if (kind === 'text' && (text === 'TRUE' || text === 'FALSE'))
        faults.tell(problemOf(texts.truthValue, where(), { text }));
      if (kind === 'boolean' && column.datatype.format === undefined && /^(?:true|false)$/i.test(text.trim())) {
        row.cells[index] = text.trim().toLowerCase();
        if (row.cells[index] !== text) repaired(texts.lowerCase);
        continue;
      }
      if (plain.test(text) && !(column.separator && text.includes(`${column.separator} `))) continue;
      const better = repairText(text, column, repaired);
      row.cells[index] = better;
      for (const fault of hidden(better, kind, where)) faults.tell(fault);
    }
  }
  return [...faults.end(), ...repairs.problems()];
}

/** Without spaces at the ends, of each item too, and with letters composed as they are typed (Unicode NFC). */
function repairText(text: string, { separator }: Column, repaired: (wording: RepairWording) => void): string {
  const trimmed = separator ? text.split(separator).map(trimEnds).join(separator) : trimEnds(text);
  if (trimmed !== text) repaired(texts.trimmed);
  const composed = trimmed.normalize('NFC');
  if (composed !== trimmed) repaired(texts.composed);
  return composed;
}

/** What nobody sees: in a key it makes another key, in a label it disturbs whoever searches for it. */
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
  const end = isOpen ? ', without a beginning or end' : '';
  const fault = problemOf(texts.direction, where(), { character: nameOf(override), end });
  yield { ...fault, severity: isOpen ? 'error' : severity, suggestion: withoutOverrides(text) };
}
