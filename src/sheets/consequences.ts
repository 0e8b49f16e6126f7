import { columnNumber, type Place, type Problem } from '../problem.js';

/** What a cell gets that was damaged, guessed or refused before. */
const consequences = new Set([
  'datatype',
  'duplicate-id',
  'extra-cell',
  'foreign-key',
  'iri',
  'missing-cell',
  'required',
  'scheme',
]);

/** Tells of a problem whether it only follows from one that is told already: of its cell, or of cells that it is one of. */
export function consequencesOf(told: Problem[]): (problem: Problem) => boolean {
  const errors = told.filter(({ severity }) => severity === 'error');
  const cells = new Set(errors.filter(({ where }) => where.cell).map(({ where }) => spotOf(where)));
  const merged = errors.filter(({ code }) => code === 'merged-cells').map(({ where }) => where);
  const crowded = new Set(errors.filter(({ count }) => count !== undefined).map(({ where }) => columnOf(where)));
  const misplaced = new Set(errors.filter(({ code }) => code === 'cell-reference').map(({ where }) => rowOf(where)));
  return ({ code, where, related = [] }) => {
    if (!consequences.has(code) || where.cell === undefined) return false;
    if (code === 'required' && (misplaced.has(rowOf(where)) || merged.some((one) => isWithin(one, where)))) return true;
    if (crowded.has(columnOf(where))) return true; // it may be one of those that are not listed
    return [where, ...(code === 'duplicate-id' ? related : [])].some((place) => cells.has(spotOf(place)));
  };
}

const spotOf = ({ file, cell }: Place): string => `${file}!${cell}`;
const columnOf = ({ file, column }: Place): string => `${file}:${column}`;
const rowOf = ({ file, row }: Place): string => `${file}:${row}`;

/** Whether a cell is one of those that are merged: their place has the range for its value, "D3:D4". */
function isWithin({ file, value = '' }: Place, where: Place): boolean {
  const [, from = '', first = '', to = '', last = ''] = /^\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)$/.exec(value) ?? [];
  const [row, column] = [where.row ?? 0, columnNumber(where)];
  if (file !== where.file || row < Number(first) || row > Number(last)) return false;
  return column >= columnNumber({ file, cell: from }) && column <= columnNumber({ file, cell: to });
}
