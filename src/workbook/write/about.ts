import { cellAddress } from '../../problem.js';
import type { CellStyle, Styles } from '../styles.js';
import { attributeXml, cellXml, quotedSheet } from '../text.js';
import { sheetStart } from './sheet.js';
import type { SheetSource } from './sheet-source.js';

/** The sheets that explain the others: "About", and "Lists" with choices too long for a rule. */

type Line = [text: string, style?: CellStyle][];

const wrapped: CellStyle = { isText: true, wraps: true };
const header: CellStyle = { look: 'header', isText: true };

const advice = [
  'Change cells as you like; leave the names in the first row of each sheet and the names of the sheets as they are.',
  'Add new rows below the last one. Every column takes text as it is: 10.10 stays 10.10, and 001 stays 001.',
  'Rest the pointer on a name in the first row: a note says what belongs into the column.',
  'Where a small arrow shows beside the cell, choose from the list. What is new must stand in its own sheet first.',
  'Grey cells are the codes of rows that are there. Other rows refer to them, so they are locked.',
  'To delete, sort or rename such rows, choose Review > Unprotect Sheet. There is no password.',
  'Use no formulas, merged cells or hidden rows and columns, and no colours that mean something: only the text counts.',
  'Save as an Excel workbook (.xlsx) and bring it back with: gcm workbook import FILE',
  'Nothing is taken over from a workbook with an error; each one is told with its cell and how to mend it.',
];

/** A row for each sheet with a link to it, and how to edit them. */
export function aboutXml(title: string, sheets: SheetSource[], styles: Styles): string {
  const lines: Line[] = [
    [[title, { look: 'title', isText: true }]],
    [['These are all the sheets in one workbook, to be edited and brought back.']],
    [],
    [
      ['Sheet', header],
      ['What it holds', header],
      ['Rows', header],
    ],
    ...sheets.map(
      (sheet): Line => [
        [sheet.name, { look: 'link', isText: true }],
        [sheet.title, wrapped],
        [String(Math.max(sheet.rows.length - 1, 0)), { isText: true, isRightToLeft: true }],
      ],
    ),
    [],
    [
      ['How to edit', { ...header }],
      ['', header],
      ['', header],
    ],
    ...advice.map(
      (text, i): Line => [
        [String(i + 1), { isText: true }],
        [text, wrapped],
      ],
    ),
  ];
  const links = sheets.map(({ name }, i) => {
    const place = attributeXml(`${quotedSheet(name)}!A1`);
    return `<hyperlink ref="${cellAddress(5 + i, 1)}" location="${place}" display="${attributeXml(name)}"/>`;
  });
  return plainSheet(lines, [26, 100, 8], styles, links);
}

/** A column for each list, its title in the first row. */
export function listsXml(lists: string[][], styles: Styles): string {
  const height = Math.max(...lists.map((list) => list.length));
  const lines = Array.from(
    { length: height },
    (_, row): Line => lists.map((list) => [list[row] ?? '', row === 0 ? header : { isText: true }]),
  );
  return plainSheet(
    lines,
    lists.map(() => 30),
    styles,
    [],
  );
}

function plainSheet(lines: Line[], widths: number[], styles: Styles, links: string[]): string {
  const columns = widths.map((width, i) => `<col min="${i + 1}" max="${i + 1}" width="${width}" customWidth="1"/>`);
  const rows = lines.map((line, row) => {
    const cells = line.map(([text, style = { isText: true }], column) => {
      const start = `<c r="${cellAddress(row + 1, column + 1)}" s="${styles.of(style)}"`;
      return text === ''
        ? `${start}/>`
        : `${start} t="inlineStr"><is><t xml:space="preserve">${cellXml(text)}</t></is></c>`;
    });
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  return (
    `${sheetStart}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"/>` +
    `</sheetViews><sheetFormatPr defaultRowHeight="15"/><cols>${columns.join('')}</cols>` +
    `<sheetData>${rows.join('')}</sheetData>` +
    (links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : '') +
    '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>' +
    '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>'
  );
}
