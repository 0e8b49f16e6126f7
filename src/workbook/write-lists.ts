import { cellAddress } from '../problem.js';
import { boundaryBefore } from '../text/characters.js';
import { cellRange, xml } from './parts.js';
import type { ColumnSource, SheetSource } from './write-sheet.js';

/** Drop-down lists (ISO/IEC 29500-1, section 18.3.1.32), and the sheet with long lists. */

/** Longest list of choices inside a rule. Longer lists, and choices with a comma, go to their own sheet. */
const inlineLimit = 255;

/** Number of rows below the last row that have drop-down lists and count as choices for other sheets. */
const spareRows = 500;

/** Number of rows below the last row whose names appear in lists. */
const spareLabels = 100;

/** Separates a code from its name in a list: "4.2 · Water quality". */
const labelEnd = ' · ';

const longestName = 60;

/** A column of the sheet with lists: its texts, the title first, and a formula for all texts after the title and the count. */
export interface List {
  texts: string[];
  formulas?: { count: string; entry: string };
}

/** Creates the drop-down lists. `listsName` is the sheet for long lists. */
export function createChoices(sheets: SheetSource[], listsName: string) {
  const lists: List[] = [];
  const formulas = new Map<ColumnSource, string>();
  const known = new Map<string, string>(); // formulas of lists with names
  for (const sheet of sheets)
    for (const column of sheet.columns) {
      const formula = column.choicesFrom
        ? referenceFormula(column.choicesFrom, sheets, lists, listsName, known)
        : choicesFormula(column.choices, (choices) => {
            lists.push({ texts: [`${sheet.name}.${column.name}`, ...choices] });
            return cellRange(listsName, [2, lists.length], [choices.length + 1, lists.length]);
          });
      if (formula !== undefined) formulas.set(column, formula);
    }
  return { xmlFor: (sheet: SheetSource): string => rulesXml(sheet, formulas), lists };
}

/** Returns the formula for the values of another column. With names, they are in the sheet of lists. */
function referenceFormula(
  { sheet: name, column, label }: NonNullable<ColumnSource['choicesFrom']>,
  sheets: SheetSource[],
  lists: List[],
  listsName: string,
  known: Map<string, string>,
): string | undefined {
  const other = sheets.find((one) => one.name === name);
  const index = other?.columns.findIndex((one) => one.name === column) ?? -1;
  if (!other || index < 0) return undefined;
  const rangeOf = (at: number): string => cellRange(name, [2, at + 1], [other.rows.length + spareRows, at + 1]);
  const whole = rangeOf(index);
  const labels = label === undefined ? -1 : other.columns.findIndex((one) => one.name === label);
  // only filled cells, otherwise the list would open at its empty end
  if (labels < 0) return `OFFSET(${whole.split(':')[0]},0,0,MAX(1,COUNTA(${whole})),1)`;
  const title = `${name}.${column}`;
  const formula = known.get(title);
  if (formula !== undefined) return formula;
  lists.push(labelList(title, other, [index, labels], [whole, rangeOf(labels)], lists.length + 1));
  const [count, first] = [2, 3].map((row) => cellRange(listsName, [row, lists.length])) as [string, string];
  known.set(title, `OFFSET(${first},0,0,MAX(1,2*${count}),1)`);
  return known.get(title);
}

/**
 * Returns a list of codes with their names, and then the codes alone, so that both can be typed. Formulas add the rows that
 * the user adds to the other sheet.
 */
function labelList(
  title: string,
  { rows }: SheetSource,
  [code, name]: [number, number],
  [codes, names]: [string, string],
  column: number,
): List {
  const body = rows.slice(1).filter((row) => row[code]);
  const entries = body.map((row) => withName(row[code] as string, row[name] ?? ''));
  const all = [...entries, ...body.map((row) => row[code] as string)];
  const spare = Array<string>(2 * spareLabels).fill('');
  const count = cellAddress(2, column).replace(/\d/, '$$$&'); // "B$2"
  const [at, codeAt] = ['ROW()-2', `INDEX(${codes},ROW()-2)`];
  const nameAt = `INDEX(${names},${at})`;
  const short = `IF(LEN(${nameAt})>${longestName},LEFT(${nameAt},${longestName - 1})&"…",${nameAt})`;
  const labelled = `${codeAt}&IF(${nameAt}="","","${labelEnd}"&${short})`;
  const bare = `IF(${at}<=2*${count},INDEX(${codes},${at}-${count}),"")`;
  return {
    texts: [title, String(body.length), ...all, ...spare],
    formulas: { count: `COUNTA(${codes})`, entry: `IF(${at}<=${count},${labelled},${bare})` },
  };
}

/** Returns the same text as the formula. */
function withName(code: string, name: string): string {
  if (name === '') return code;
  const short = name.length > longestName ? `${name.slice(0, boundaryBefore(name, longestName - 1))}…` : name;
  return code + labelEnd + short;
}

function choicesFormula(choices: string[] = [], list: (choices: string[]) => string): string | undefined {
  if (choices.length === 0) return undefined;
  const inline = choices.join(',');
  const isShort = inline.length <= inlineLimit && choices.every((one) => one !== '' && !/[,"]|^\s|\s$|^=/.test(one));
  return isShort ? `"${inline}"` : list(choices);
}

function rulesXml(sheet: SheetSource, formulas: Map<ColumnSource, string>): string {
  const last = sheet.rows.length + spareRows;
  const rules = sheet.columns.flatMap((column, index) => {
    const formula = formulas.get(column);
    if (formula === undefined) return [];
    const place = column.choicesFrom ? `, or first add it to the sheet "${column.choicesFrom.sheet}"` : '';
    return [
      `<dataValidation type="list" allowBlank="${column.required ? 0 : 1}" showErrorMessage="1" ` +
        `errorTitle="${xml(column.name.slice(0, 32))}" error="${xml(`Choose a value from the list${place}.`.slice(0, 225))}" ` +
        `sqref="${cellAddress(2, index + 1)}:${cellAddress(last, index + 1)}"><formula1>${xml(formula)}</formula1></dataValidation>`,
    ];
  });
  return rules.length > 0 ? `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>` : '';
}
