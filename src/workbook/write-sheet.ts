import { cellAddress, UserError } from '../problem.js';
import { directionOf } from '../text/languages.js';
import { columnsXml, mainSpace, type Note, relationshipsBase, xml } from './parts.js';

/** A table that `writeWorkbook` writes as a sheet. */
export interface SheetSource {
  name: string; // "links": at most 31 characters, without []:*?/\
  title: string; // "Targets, by source"
  rows: string[][]; // the header first
  columns: ColumnSource[]; // in the order of the header
  notes?: Note[]; // below the header
}

/** A column of a sheet: how its cells are stored, and which choices they offer. */
export interface ColumnSource {
  name: string;
  description?: string; // note of the header
  isKey?: boolean; // its filled cells are locked
  isCode?: boolean; // always text
  isNumber?: boolean; // cells are numbers if no digit is lost
  language?: string; // "ar"
  required?: boolean;
  choices?: string[]; // allowed values
  choicesFrom?: { sheet: string; column: string; label?: string }; // the columns with the allowed values and their names
}

/** Sheet names that we or Excel use for other purposes. */
export const takenNames = ['about', 'lists', 'problems', 'history', 'gcm base'];

/** Throws `UserError` for sheet names that Excel rejects. */
export function assertSheetNames(sheets: SheetSource[]): void {
  const used = new Set(takenNames);
  for (const { name } of sheets) {
    if (used.has(name.toLowerCase())) throw new UserError(`Duplicate or reserved sheet name "${name}"`);
    if (name === '' || name.length > 31 || /[[\]:*?/\\\p{Cc}]|^'|'$/u.test(name))
      throw new UserError(
        `Invalid sheet name "${name}": use 1 to 31 characters, none of []:*?/\\, and no apostrophe at either end`,
      );
    used.add(name.toLowerCase());
  }
}

const isRightToLeft = (language = ''): boolean => directionOf(language) === 'rtl';

/** State that the sheets of a workbook share. */
export interface SheetContext {
  styles: Styles;
  textIndex(text: string): number; // in the shared texts
  choices: { xmlFor(sheet: SheetSource): string }; // the drop-down lists
}

/** Writes the sheet of a table (ISO/IEC 29500-1, section 18.3): rows, styles and protection. */
export function sheetXml(sheet: SheetSource, context: SheetContext): string {
  const { rows, columns } = sheet;
  const widest = columns.map((_, index) => rows.reduce((most, row) => Math.max(most, textWidth(row[index] ?? '')), 0));
  const columnStyles = columns.map(
    ({ isCode, isNumber, language }, i): CellStyle => ({
      isText: isCode || !isNumber,
      isRightToLeft: isRightToLeft(language),
      wraps: (widest[i] as number) > widthLimit,
    }),
  );
  const widths = columns.map(
    ({ name, choicesFrom }, i) =>
      Math.min(
        Math.max(widest[i] as number, textWidth(name) + 3, choicesFrom?.label === undefined ? narrowest : listWidth),
        widthLimit,
      ) + 2,
  );
  const emptyStyles = columnStyles.map(context.styles.of); // of empty cells
  const last = cellAddress(Math.max(rows.length, 1), Math.max(columns.length, 1));
  const languages = columns.flatMap(({ language }) => language ?? []);
  const isMirrored = languages.length > 0 && languages.every(isRightToLeft);
  const view =
    `<sheetView${isMirrored ? ' rightToLeft="1"' : ''} workbookViewId="0">` +
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' +
    '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/></sheetView>';
  return (
    `${sheetStart}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:${last}"/>` +
    `<sheetViews>${view}</sheetViews><sheetFormatPr defaultRowHeight="15"/>${columnsXml(widths, emptyStyles)}` +
    `<sheetData>${rows.map((row, i) => rowXml(row, i + 1, columns, columnStyles, context)).join('')}</sheetData>` +
    `${protection}<autoFilter ref="A1:${last}"/>${context.choices.xmlFor(sheet)}` +
    `${pageXml}<legacyDrawing r:id="rId2"/></worksheet>`
  );
}

/** Start tag of a sheet. */
export const sheetStart = `<worksheet xmlns="${mainSpace}" xmlns:r="${relationshipsBase}">`;

/** Print settings of a sheet: A4, landscape, fitted to the width of a page. */
export const pageXml =
  '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
  '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>';

/** Protection without a password. "0" allows an action. */
const protection =
  '<sheetProtection sheet="1" formatCells="0" formatColumns="0" formatRows="0" insertRows="0" deleteRows="0" ' +
  'insertHyperlinks="0" sort="0" autoFilter="0"/>';

const [narrowest, listWidth, widthLimit] = [9, 26, 52]; // Excel shows a list as wide as its column

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

/** True if a number cell keeps the text: "0.5", but not "1.10", "-0", "1e3" or 16 digits. */
const isNumeral = (text: string): boolean =>
  /^-?\d+(\.\d+)?$/.test(text) && String(Number(text)) === text && text.replace(/\D/g, '').length <= 15;

/** Returns the width of the longest line in digits. Chinese characters count 2, accents 0. */
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

/** The look of cells (ISO/IEC 29500-1, section 18.8). Each used combination is one `<xf>`. */
export interface CellStyle {
  look?: 'header' | 'title' | 'link';
  isText?: boolean; // format "@": 10.10 stays 10.10
  isLocked?: boolean;
  isQuoted?: boolean; // shows "=1+1" and never computes it (CWE-1236)
  isRightToLeft?: boolean;
  wraps?: boolean;
}

/** Styles of a new workbook. */
export type Styles = ReturnType<typeof createStyles>;

/** Numbers styles in the order of their first use, so that the same sheets produce the same bytes. */
export function createStyles() {
  const found = new Map([[xf({}), 0]]);
  return {
    /** Returns the index for the attribute `s` of a cell. */
    of(style: CellStyle): number {
      const entry = xf(style);
      const index = found.get(entry) ?? found.size;
      found.set(entry, index);
      return index;
    },
    xml: (): string => stylesXml([...found.keys()]),
  };
}

const fonts = { plain: 0, header: 1, title: 2, link: 3 };

function xf({ look, isText, isLocked, isQuoted, isRightToLeft, wraps }: CellStyle): string {
  const format = isText ? 49 : 0;
  const fill = look === 'header' ? 2 : isLocked ? 3 : 0;
  const alignment =
    (isRightToLeft ? 'horizontal="right" ' : '') +
    `vertical="top"${wraps ? ' wrapText="1"' : ''}${isRightToLeft ? ' readingOrder="2"' : ''}`;
  return (
    `<xf numFmtId="${format}" fontId="${fonts[look ?? 'plain']}" fillId="${fill}" borderId="0" xfId="0" ` +
    `${isQuoted ? 'quotePrefix="1" ' : ''}applyNumberFormat="1" applyFont="1" applyFill="1" applyAlignment="1" ` +
    `applyProtection="1"><alignment ${alignment}/><protection locked="${isLocked ? 1 : 0}"/></xf>`
  );
}

const family = '<name val="Calibri"/><family val="2"/>';
const solid = (rgb: string): string =>
  `<fill><patternFill patternType="solid"><fgColor rgb="FF${rgb}"/><bgColor indexed="64"/></patternFill></fill>`;

const stylesXml = (xfs: string[]): string =>
  `<styleSheet xmlns="${mainSpace}">` +
  `<fonts count="4"><font><sz val="11"/>${family}</font><font><b/><sz val="11"/>${family}</font>` +
  `<font><b/><sz val="16"/>${family}</font><font><u/><sz val="11"/><color rgb="FF0563C1"/>${family}</font></fonts>` +
  '<fills count="4"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>' +
  `${solid('D9E5F2')}${solid('F2F2F2')}</fills>` +
  '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>' +
  '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" applyProtection="1">' +
  '<protection locked="0"/></xf></cellStyleXfs>' +
  `<cellXfs count="${xfs.length}">${xfs.join('')}</cellXfs>` +
  '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>' +
  '<dxfs count="0"/><tableStyles count="0"/></styleSheet>';
