import type { Place, Problem } from '../../problem.js';
import { offeredIn } from '../../text/nearest.js';
import type { CellChange, SheetRow } from './messages.js';
import { columnAt } from './problem-list.js';

/** The suggestions for a problem, which take one click. */
export interface Suggestions {
  own: CellChange[]; // one for each possible content of its cell
  all: CellChange[]; // of its cell and of all cells with the same cause
}

/** Returns the contents that a problem suggests. A suggestion is certain; the similar words in a message are possible. */
export function suggestionsOf(problem: Problem, rowOf: (place: Place) => SheetRow | undefined): Suggestions {
  const { where, also = [], message, suggestion } = problem;
  if (where.row === undefined) return { own: [], all: [] };
  const contents = (place: Place): string[] => {
    const certain = place.suggestion ?? suggestion;
    return certain === undefined ? offered(place.message ?? message, place, rowOf(place)) : [certain];
  };
  const changes = (place: Place): CellChange[] =>
    contents(place).flatMap((after) => changeOf(place, after, rowOf(place)) ?? []);
  const own = suggestion === undefined && !rowOf(where) ? [] : changes(where); // without rows, the file is not a sheet
  return { own, all: own.length === 1 ? [...own, ...also.flatMap((place) => changes(place).slice(0, 1))] : own };
}

/** The content of a cell with each word that a message offers instead of the wrong word. */
function offered(message: string, place: Place, row: SheetRow | undefined): string[] {
  const { word, guesses } = offeredIn(message);
  const at = row && columnAt(place, row.columns);
  const content = place.value ?? (at === undefined ? '' : (row?.cells[at] ?? ''));
  return guesses.flatMap((guess) => {
    if (guess.endsWith('…') || row?.columns.includes(guess)) return []; // shortened, or the title of another column
    if (word === undefined || word === content || message.includes(`"${content}"`)) return guess;
    return content.split(word).length === 2 ? content.replace(word, () => guess) : []; // an item of a list
  });
}

/** The change of a cell, if its content is known. */
function changeOf(place: Place, after: string, row: SheetRow | undefined): CellChange | undefined {
  const at = row && columnAt(place, row.columns);
  const before = at === undefined ? place.value : (row?.cells[at] ?? '');
  const column = at === undefined ? place.column : row?.columns[at];
  if (place.row === undefined || column === undefined || before === undefined || before === after) return undefined;
  const { file, sheet } = place;
  return { file, ...(sheet !== undefined && { sheet }), row: place.row, column, before, after };
}
