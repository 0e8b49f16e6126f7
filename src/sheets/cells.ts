import type { Column } from '../csvw/metadata/column.js';
import type { Table } from '../csvw/metadata/table.js';
import type { Row } from '../csvw/rows/rows.js';
import { cellAddress, collectProblems, type Place, type Problem } from '../problem.js';
import {
  directionOverride,
  invisibleCharacter,
  isBalanced,
  nameOf,
  trimEnds,
  withoutOverrides,
} from '../text/unseen-characters.js';
import { type ColumnKind, kindOf, namesOf } from './columns.js';
import { isErrorValue } from './error-value.js';
import { createRepairs } from './repairs.js';

// Printable ASCII with no space at its ends: nothing to repair and nothing hidden.
const plain = /^(?:[!-~](?:[ -~]*[!-~])?)?$/;

interface Reader {
  column: Column;
  kind: ColumnKind;
  index: number;
}

/** The rows with the cells mended that can be mended without a guess; each mending and each hidden thing is told. */
export function mendCells(rows: Row[], table: Table, file: string): { rows: Row[]; problems: Problem[] } {
  const [header, ...body] = rows;
  if (!header) return { rows, problems: [] };
  const faults = collectProblems();
  const repairs = createRepairs();
  const readers = table.columns.flatMap((column): Reader[] => {
    const index = header.cells.findIndex((title) => namesOf(column).includes(title));
    return index < 0 ? [] : [{ column, kind: kindOf(column, table), index }];
  });
  const mended = body.map((row) => {
    if (row.cells.length !== header.cells.length) return row; // its cells may stand one place off
    const cells = [...row.cells];
    for (const { column, kind, index } of readers) {
      const text = cells[index] as string;
      const address = cellAddress(row.number, index + 1);
      const where: Place = { file, row: row.number, column: column.name, cell: address, value: text };
      const report = (fault: Fault) => faults.tell({ ...fault, where });
      if (isErrorValue(text)) report(errorValue(text));
      if (kind === 'text' && (text === 'TRUE' || text === 'FALSE')) report(notText(text));
      if (kind === 'boolean' && column.datatype.format === undefined && /^(?:true|false)$/i.test(text.trim())) {
        cells[index] = text.trim().toLowerCase();
        if (cells[index] !== text) repairs.add('type', lowerCase, where);
        continue;
      }
      if (plain.test(text) && !(column.separator && text.includes(`${column.separator} `))) continue;
      cells[index] = mend(text, column, (code, message) => repairs.add(code, message, where));
      for (const fault of hidden(cells[index], kind)) report(fault);
    }
    return { ...row, cells };
  });
  return { rows: [header, ...mended], problems: [...faults.end(), ...repairs.problems()] };
}

type Fault = Omit<Problem, 'where'>;

/** Without spaces at the ends, of each item too, and with letters composed as they are typed (Unicode NFC). */
function mend(text: string, { separator }: Column, told: (code: string, message: string) => void): string {
  const trimmed = separator ? text.split(separator).map(trimEnds).join(separator) : trimEnds(text);
  if (trimmed !== text) told('trimmed', 'spaces around the value were taken off');
  const composed = trimmed.normalize('NFC');
  if (composed !== trimmed) told('nfc', 'accents that stood apart from their letters were joined with them');
  return composed;
}

const lowerCase = 'a truth value stands in capitals, as a spreadsheet writes it; it was read in small letters';

const notText = (text: string): Fault => ({
  code: 'type',
  severity: 'error',
  message: `the cell says ${text} where text is due: a spreadsheet made a truth value of it`,
  fix: 'format the column as text and write the cell anew',
});

const errorValue = (text: string): Fault => ({
  code: 'error-value',
  severity: 'error',
  message: `the cell shows the error ${text} of a spreadsheet`,
  fix: 'write the value itself',
});

const byHand = 'write the cell anew by hand';

/** What nobody sees: in a key it makes another key, in a label it disturbs whoever searches for it. */
function hidden(text: string, kind: ColumnKind): Fault[] {
  const isKey = kind === 'key' || kind === 'address';
  const severity = isKey ? 'error' : 'warning';
  const faults: Fault[] = [];
  if (text.includes('\ufeff'))
    faults.push({
      code: 'encoding',
      severity: 'error',
      message: 'a byte order mark (U+FEFF) stands in the middle of the file: two files were joined here',
      fix: byHand,
      suggestion: text.replaceAll('\ufeff', ''),
    });
  const unseen = invisibleCharacter(text, isKey);
  if (unseen !== undefined)
    faults.push({
      code: 'invisible-character',
      severity,
      message: `a character that cannot be seen, ${nameOf(unseen)}, stands here`,
      fix: byHand,
      suggestion: text.replaceAll(unseen, ''),
    });
  const override = directionOverride(text);
  if (override === undefined) return faults;
  const isOpen = !isBalanced(text);
  const end = isOpen ? ', without a beginning or end' : '';
  faults.push({
    code: 'bidi',
    severity: isOpen ? 'error' : severity,
    message: `the direction of the text is turned by a character that cannot be seen, ${nameOf(override)}${end}`,
    fix: `${byHand}; Arabic needs no such characters`,
    suggestion: withoutOverrides(text),
  });
  return faults;
}
