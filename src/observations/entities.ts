import { textFault } from '../csvw/rows/cells.js';
import { readRows } from '../csvw/rows/rows.js';
import { cellAddress, clip, errorAt, type Problem } from '../problem.js';
import { type ColumnUse, conceptOf } from './formats.js';
import { type KnownColumn, plainName } from './tables.js';

/** A file that stands beside another. */
export interface Beside {
  file: string; // its name, with the folder
  bytes: Uint8Array;
}

/** What a file calls a code; of areas the concept is '' . */
export interface CodeName {
  concept: string;
  code: string;
  name: string;
}

/** What the entities files beside a DDF file say of codes. */
export interface Entities {
  codes: Map<string, Map<string, string>>; // by concept: the small code → the code
  names: CodeName[];
  problems: Problem[];
}

/**
 * Reads `ddf--entities--NAME.csv` for the columns of a file beside which it stands: "bothsex" is "BOTHSEX", area 4 Afghanistan.
 * `beside` finds a file by its name.
 */
export function readEntities(
  columns: ColumnUse[],
  known: Map<string, KnownColumn>,
  beside: (name: string) => Beside | undefined,
): Entities {
  const entities: Entities = { codes: new Map(), names: [], problems: [] };
  for (const { name } of columns) {
    const found = beside(`ddf--entities--${name}.csv`);
    if (!found) continue;
    const { pairs, problems } = readPairs(found, name);
    entities.problems.push(...problems);
    const { role, concept } = known.get(plainName(name)) ?? { role: 'dimension', concept: conceptOf(name) };
    if (role === 'area') for (const [code, label] of pairs) entities.names.push({ concept: '', code, name: label });
    else entities.codes.set(concept, new Map(pairs));
  }
  return entities;
}

/** A small code and what it is called, or how it is written otherwise. */
type Pair = [code: string, label: string];

/** The first two columns of an entities file, the first of which is called as its file is. */
function readPairs({ file, bytes }: Beside, name: string): { pairs: Pair[]; problems: Problem[] } {
  const { rows, problems } = readRows(bytes, file);
  const [header, ...others] = rows;
  if (problems.length > 0) return { pairs: [], problems };
  if (header?.cells[0]?.trim() !== name) return { pairs: [], problems: [otherHeader(file, name, header?.cells[0])] };
  const pairs: Pair[] = [];
  for (const { number, cells } of others) {
    const [code = '', label = ''] = cells;
    if (code !== '' && label !== '') pairs.push([code, label]); // what has no name is written as it is
    for (const [i, text] of [code, label].entries()) {
      const fault = textFault(text);
      if (!fault) continue;
      const where = { file, row: number, column: header.cells[i] ?? '', cell: cellAddress(number, i + 1), value: text };
      problems.push(errorAt(where, fault.code, fault.message, 'save the file as UTF-8 from the program that wrote it'));
    }
  }
  return { pairs, problems };
}

function otherHeader(file: string, name: string, found = ''): Problem {
  const called = found === '' ? 'without a name' : `called ${clip(found)}`;
  const message = `the first column of the codes of ${name} is ${called}`;
  const fix = `call it ${name}, or take the file out of the folder`;
  return errorAt({ file, row: 1, cell: 'A1', value: found }, 'observation-entities', message, fix, { expected: name });
}
