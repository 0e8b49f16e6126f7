import { utf8 } from '../bytes.js';
import { cellAddress } from '../problem.js';
import advice from './advice.json' with { type: 'json' };
import {
  attributeXml,
  baseSheet,
  cellRange,
  cellXml,
  columnsXml,
  contentTypesXml,
  drawingXml,
  mainSpace,
  type Note,
  notesXml,
  quotedSheet,
  relationshipsBase,
  relationshipsXml,
  textCell,
  withBoxes,
  xml,
  xmlPart,
} from './parts.js';
import { createChoices, type List } from './write-lists.js';
import {
  assertSheetNames,
  type CellStyle,
  createStyles,
  pageXml,
  type SheetSource,
  type Styles,
  sheetStart,
  sheetXml,
} from './write-sheet.js';
import { type Parts, zipParts } from './zip.js';

/** Sheets in addition to the tables. */
const ownSheets = { about: 'About', lists: 'Lists' };

/** True for our own sheets, which an import ignores. */
export const isOwnSheet = (name: string): boolean => /^(About|Lists|Problems( \(\d+\))?)$/.test(name);

/**
 * Writes an Excel workbook (ISO/IEC 29500) with one sheet per table. Codes are text, columns have drop-down lists, and the
 * first sheet, "About", has the `title` and instructions. Other programs keep the `properties` when they save the file. The
 * same input produces the same bytes. `base` is written to a hidden sheet. Throws `UserError` for a sheet name that Excel rejects.
 */
export async function writeWorkbook(
  title: string,
  sheets: SheetSource[],
  properties: Properties = new Map(),
  base: string[][] = [],
): Promise<Uint8Array> {
  assertSheetNames(sheets);
  const choices = createChoices(sheets, ownSheets.lists);
  const styles = createStyles();
  const { textIndex, textsXml } = createTexts();
  const context = { styles, choices, textIndex };
  const pages: [name: string, content: string][] = [[ownSheets.about, aboutXml(title, sheets, styles)]];
  for (const sheet of sheets) pages.push([sheet.name, sheetXml(sheet, context)]);
  if (choices.lists.length > 0) pages.push([ownSheets.lists, listsXml(choices.lists, styles)]);
  if (base.length > 0) pages.push([baseSheet, baseXml(base)]);
  const worksheets = pages.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]);
  const relations = relationshipsXml(...worksheets, ['styles', 'styles.xml'], ['sharedStrings', 'sharedStrings.xml']);
  const parts: Parts = new Map([
    [
      '_rels/.rels',
      xmlPart(relationshipsXml(['officeDocument', 'xl/workbook.xml'], ['custom-properties', propertiesPart])),
    ],
    [
      'xl/workbook.xml',
      xmlPart(
        workbookXml(
          pages.map(([name]) => name),
          sheets,
        ),
      ),
    ],
    ['xl/_rels/workbook.xml.rels', xmlPart(relations)],
  ]);
  for (const [i, [, content]] of pages.entries()) {
    parts.set(`xl/worksheets/sheet${i + 1}.xml`, xmlPart(content));
    const sheet = sheets[i - 1];
    if (sheet) addNotes(parts, i + 1, notesOf(sheet));
  }
  parts.set('xl/styles.xml', xmlPart(styles.xml()));
  parts.set('xl/sharedStrings.xml', xmlPart(textsXml()));
  parts.set(propertiesPart, xmlPart(propertiesXml(properties)));
  return zipParts(new Map([['[Content_Types].xml', xmlPart(contentTypesXml([...parts.keys()]))], ...parts]));
}

const propertiesPart = 'docProps/custom.xml';

/** Returns the notes of the header, which describe the columns, and the other notes. */
const notesOf = ({ columns, notes = [] }: SheetSource): Note[] => [
  ...columns.flatMap(({ description }, i) => (description ? { row: 1, column: i + 1, text: description } : [])),
  ...notes,
];

function addNotes(parts: Parts, number: number, notes: Note[]): void {
  const [comments, drawing] = [`comments${number}.xml`, `vmlDrawing${number}.vml`];
  parts.set(`xl/${comments}`, xmlPart(notesXml(notes)));
  parts.set(`xl/drawings/${drawing}`, utf8(withBoxes(drawingXml, notes)));
  const relations = relationshipsXml(['comments', `../${comments}`], ['vmlDrawing', `../drawings/${drawing}`]);
  parts.set(`xl/worksheets/_rels/sheet${number}.xml.rels`, xmlPart(relations));
}

function workbookXml(names: string[], sheets: SheetSource[]): string {
  const entries = names.map((name, i) => {
    const state = name === baseSheet ? ' state="veryHidden"' : ''; // Excel does not offer to show it
    return `<sheet name="${attributeXml(name)}" sheetId="${i + 1}"${state} r:id="rId${i + 1}"/>`;
  });
  const filters = sheets.map(({ name, rows, columns }, i) => {
    const place = xml(cellRange(name, [1, 1], [Math.max(rows.length, 1), Math.max(columns.length, 1)]));
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${i + 1}" hidden="1">${place}</definedName>`;
  });
  return (
    `<workbook xmlns="${mainSpace}" xmlns:r="${relationshipsBase}">` +
    `<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000" tabRatio="850"/></bookViews>` +
    `<sheets>${entries.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`
  );
}

/** Custom properties by name. Other programs keep them when they save the file. */
export type Properties = Map<string, string>;

const office = 'http://schemas.openxmlformats.org/officeDocument/2006';
const formatId = '{D5CDD505-2E9C-101B-9397-08002B2CF9AE}'; // of custom properties

/** Writes the part with the custom properties (ISO/IEC 29500-1, section 15.2.12.2). Numbers start at 2. */
function propertiesXml(properties: Properties): string {
  const entries = [...properties].map(
    ([name, value], i) =>
      `<property fmtid="${formatId}" pid="${i + 2}" name="${attributeXml(name)}">` +
      `<vt:lpwstr>${xml(value)}</vt:lpwstr></property>`,
  );
  return (
    `<Properties xmlns="${office}/custom-properties" xmlns:vt="${office}/docPropsVTypes">` +
    `${entries.join('')}</Properties>`
  );
}

/** Numbers the shared texts (ISO/IEC 29500-1, section 18.4). Each text is written once. */
function createTexts(): { textIndex(text: string): number; textsXml(): string } {
  const indexes = new Map<string, number>();
  let uses = 0;
  return {
    textIndex(text) {
      uses++;
      const index = indexes.get(text) ?? indexes.size;
      indexes.set(text, index);
      return index;
    },
    textsXml: () =>
      `<sst xmlns="${mainSpace}" count="${uses}" uniqueCount="${indexes.size}">` +
      `${[...indexes.keys()].map((text) => `<si><t xml:space="preserve">${cellXml(text)}</t></si>`).join('')}</sst>`,
  };
}

type Line = [text: string, style: CellStyle][];

const plain: CellStyle = { isText: true };
const wrapped: CellStyle = { isText: true, wraps: true };
const header: CellStyle = { look: 'header', isText: true };

/** Returns cells with the same style. */
const cellsOf = (style: CellStyle, ...texts: string[]): Line => texts.map((text) => [text, style]);

/** Writes the sheet "About": a link to each sheet, and instructions. */
function aboutXml(title: string, sheets: SheetSource[], styles: Styles): string {
  const lines: Line[] = [
    cellsOf({ look: 'title', isText: true }, title),
    cellsOf(plain, 'All sheets in one workbook. Edit them here, then import the workbook.'),
    [],
    cellsOf(header, 'Sheet', 'Contents', 'Rows'),
    ...sheets.map(
      (sheet): Line => [
        [sheet.name, { look: 'link', isText: true }],
        [sheet.title, wrapped],
        [String(Math.max(sheet.rows.length - 1, 0)), { isText: true, isRightToLeft: true }],
      ],
    ),
    [],
    cellsOf(header, 'How to edit', '', ''),
    ...advice.map((text, i) => [...cellsOf(plain, String(i + 1)), ...cellsOf(wrapped, text)]),
  ];
  const links = sheets.map(({ name }, i) => {
    const place = attributeXml(`${quotedSheet(name)}!A1`);
    return `<hyperlink ref="${cellAddress(5 + i, 1)}" location="${place}" display="${attributeXml(name)}"/>`;
  });
  return plainSheet(lines, [26, 100, 8], styles, links);
}

/** Writes the sheet "Lists": one column per list, with its title in the first row. */
function listsXml(lists: List[], styles: Styles): string {
  const height = Math.max(...lists.map(({ texts }) => texts.length));
  const rows = Array.from({ length: height }, (_, row) => {
    const cells = lists.map(({ texts, formulas }, column): string => {
      const text = texts[row];
      if (text === undefined) return '';
      const place = [row + 1, column + 1] as const;
      if (!formulas || row === 0) return textCell(...place, styles.of(row === 0 ? header : plain), text);
      const attributes = `r="${cellAddress(...place)}" s="${styles.of({})}"`;
      if (row === 1) return `<c ${attributes}><f>${xml(formulas.count)}</f><v>${text}</v></c>`;
      const range = `${cellAddress(3, column + 1)}:${cellAddress(texts.length, column + 1)}`;
      const formula =
        row === 2
          ? `<f t="shared" ref="${range}" si="${column}">${xml(formulas.entry)}</f>`
          : `<f t="shared" si="${column}"/>`;
      return `<c ${attributes} t="str">${formula}<v>${cellXml(text)}</v></c>`;
    });
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  return (
    `${sheetStart}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetFormatPr defaultRowHeight="15"/>` +
    `${columnsXml(lists.map(({ formulas }) => (formulas ? 70 : 30)))}<sheetData>${rows.join('')}</sheetData>${pageXml}</worksheet>`
  );
}

/** Writes the hidden sheet. */
const baseXml = (rows: string[][]): string =>
  `${sheetStart}<sheetData>${rows
    .map(
      (row, i) => `<row r="${i + 1}">${row.map((text, column) => textCell(i + 1, column + 1, 0, text)).join('')}</row>`,
    )
    .join('')}</sheetData></worksheet>`;

function plainSheet(lines: Line[], widths: number[], styles: Styles, links: string[]): string {
  const rows = lines.map((line, row) => {
    const cells = line.map(([text, style], column) => {
      const empty = `<c r="${cellAddress(row + 1, column + 1)}" s="${styles.of(style)}"/>`;
      return text === '' ? empty : textCell(row + 1, column + 1, styles.of(style), text);
    });
    return `<row r="${row + 1}">${cells.join('')}</row>`;
  });
  return (
    `${sheetStart}<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView showGridLines="0" workbookViewId="0"/>` +
    `</sheetViews><sheetFormatPr defaultRowHeight="15"/>${columnsXml(widths)}` +
    `<sheetData>${rows.join('')}</sheetData>` +
    `${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}${pageXml}</worksheet>`
  );
}
