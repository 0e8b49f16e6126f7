import { cellAddress } from '../../problem.js';
import { columnRange, xml } from '../text.js';
import { type ColumnSource, type SheetSource, spareRows } from './sheet-source.js';

/** Drop-down lists (ISO/IEC 29500-1, section 18.3.1.32). */
export interface Choices {
  xmlFor(sheet: SheetSource): string;
  lists: string[][]; // what does not fit into a rule, a column each, its title first: the sheet "Lists"
}

/** Longer lists, and words with a comma in them, cannot stand in the rule itself. */
const inlineLimit = 255;

/** Finds out what each column offers; `listsName` is the name of the sheet that long lists go into. */
export function createChoices(sheets: SheetSource[], listsName: string): Choices {
  const lists: string[][] = [];
  const formulas = new Map<ColumnSource, string>();
  for (const sheet of sheets)
    for (const column of sheet.columns) {
      const formula = formulaOf(column, sheets, (choices) => {
        lists.push([`${sheet.name}.${column.name}`, ...choices]);
        return columnRange(listsName, lists.length, 2, choices.length + 1);
      });
      if (formula !== undefined) formulas.set(column, formula);
    }
  return { xmlFor: (sheet) => rulesXml(sheet, formulas), lists };
}

function formulaOf(
  { choices, choicesFrom }: ColumnSource,
  sheets: SheetSource[],
  list: (choices: string[]) => string,
): string | undefined {
  if (choicesFrom) {
    const other = sheets.find(({ name }) => name === choicesFrom.sheet);
    const index = other?.columns.findIndex(({ name }) => name === choicesFrom.column) ?? -1;
    if (!other || index < 0) return undefined;
    const whole = columnRange(other.name, index + 1, 2, other.rows.length + spareRows);
    // only as far as it is filled: with empty cells in it, the list would open at its end
    return `OFFSET(${whole.split(':')[0]},0,0,MAX(1,COUNTA(${whole})),1)`;
  }
  if (!choices || choices.length === 0) return undefined;
  const inline = choices.join(',');
  const isShort = inline.length <= inlineLimit && choices.every((one) => one !== '' && !/[,"]|^\s|\s$|^=/.test(one));
  return isShort ? `"${inline}"` : list(choices);
}

function rulesXml(sheet: SheetSource, formulas: Map<ColumnSource, string>): string {
  const last = sheet.rows.length + spareRows;
  const rules = sheet.columns.flatMap((column, index) => {
    const formula = formulas.get(column);
    if (formula === undefined) return [];
    const place = column.choicesFrom ? `, or add it to the sheet ${column.choicesFrom.sheet} first` : '';
    return [
      `<dataValidation type="list" allowBlank="${column.required ? 0 : 1}" showErrorMessage="1" ` +
        `errorTitle="${xml(column.name.slice(0, 32))}" error="${xml(`Please choose one from the list${place}.`.slice(0, 225))}" ` +
        `sqref="${cellAddress(2, index + 1)}:${cellAddress(last, index + 1)}"><formula1>${xml(formula)}</formula1></dataValidation>`,
    ];
  });
  return rules.length > 0 ? `<dataValidations count="${rules.length}">${rules.join('')}</dataValidations>` : '';
}
