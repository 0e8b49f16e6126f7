import { cellAddress } from '../../problem.js';
import type { CellStyle, Styles } from '../styles.js';
import { xml } from '../text.js';
import type { Choices } from './choices.js';
import { type ColumnSource, isRightToLeft, type SheetSource } from './sheet-source.js';

/** What the sheets of a workbook share. */
export interface SheetContext {
  styles: Styles;
  textIndex(text: string): number; // of a text among those that all sheets share
  choices: Choices;
}

/** The XML of a table's sheet (ISO/IEC 29500-1, section 18.3): its rows, how they look and what may be edited. */
export function sheetXml(sheet: SheetSource, context: SheetContext): string {
  const { rows, columns } = sheet;
  const widest = columns.map((_, index) => rows.reduce((most, row) => Math.max(most, textWidth(row[index] ?? '')), 0));
  const columnStyles = columns.map(
    (column, index): CellStyle => styleOf(column, (widest[index] as number) > widthLimit),
  );
  const last = cellAddress(Math.max(rows.length, 1), Math.max(columns.length, 1));
  const languages = columns.flatMap(({ language }) => language ?? []);
  const isMirrored = languages.length > 0 && languages.every(isRightToLeft);
  const view =
    `<sheetView${isMirrored ? ' rightToLeft="1"' : ''} workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView>';
  return (
    `${sheetStart}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}"/>` +
    `<sheetViews>${view}</sheetViews><sheetFormatPr defaultRowHeight="15"/>${columnsXml(columns, widest, columnStyles, context)}` +
    `<sheetData>${rows.map((row, i) => rowXml(row, i + 1, columns, columnStyles, context)).join('')}</sheetData>` +
    `${protection}<autoFilter ref="A1:${last}"/>${context.choices.xmlFor(sheet)}` +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>' +
    `<legacyDrawing r:id="rId2"/></worksheet>`
  );
}

export const sheetStart =
  '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">';

/** Without a password. A "0" allows: each attribute says what is kept from the person at the keyboard. */
const protection =
  '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" ' +
  'insertHyperlinks="0" sort="0" autoFilter="0"/>';

const [narrowest, widthLimit] = [9, 52];

const styleOf = ({ isCode, isNumber, language }: ColumnSource, wraps: boolean): CellStyle => ({
  isText: isCode || !isNumber,
  isRightToLeft: isRightToLeft(language),
  wraps,
});

/** A column's style is that of its cells where nothing stands yet, down to the last row of the sheet. */
function columnsXml(columns: ColumnSource[], widest: number[], styles: CellStyle[], context: SheetContext): string {
  const entries = columns.map(({ name }, index) => {
    const width = Math.min(Math.max(widest[index] as number, textWidth(name) + 3, narrowest), widthLimit) + 2;
    const style = context.styles.of(styles[index] as CellStyle);
    return `<col min="${index + 1}" max="${index + 1}" width="${width}" style="${style}" customWidth="1"/>`;
  });
  return entries.length > 0 ? `<cols>${entries.join('')}</cols>` : '';
}

function rowXml(
  row: string[],
  number: number,
  columns: ColumnSource[],
  styles: CellStyle[],
  { styles: all, textIndex }: SheetContext,
): string {
  const cells = row.map((text, index) => {
    if (text === '') return '';
    const address = cellAddress(number, index + 1);
    const column = columns[index];
    if (number > 1 && column?.isNumber && !column.isCode && isNumeral(text))
      return `<c r="${address}" s="${all.of({ ...styles[index], isLocked: column.isKey === true })}"><v>${xml(text)}</v></c>`;
    const style: CellStyle =
      number === 1
        ? { look: 'header', isText: true, isLocked: true, isRightToLeft: styles[index]?.isRightToLeft === true }
        : { ...styles[index], isText: true, isLocked: column?.isKey === true, isQuoted: /^[=+\-@\t\r]/.test(text) };
    return `<c r="${address}" s="${all.of(style)}" t="s"><v>${textIndex(text)}</v></c>`;
  });
  return `<row r="${number}">${cells.join('')}</row>`;
}

/** Whether a number cell gives the same text back: "0.5" does, "1.10", "-0", "1e3" and sixteen digits do not. */
const isNumeral = (text: string): boolean =>
  /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text && text.replace(/\D/g, '').length <= 15;

/** How wide a text is on the screen in digits, its longest line for all: Chinese characters are two wide, accents none. */
function textWidth(text: string): number {
  let most = 0;
  for (const line of text.split('\n')) {
    let width = 0;
    for (const character of line) width += wide.test(character) ? 2 : accent.test(character) ? 0 : 1;
    most = Math.max(most, width);
  }
  return most;
}

const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const accent = /\p{Mn}/u;
