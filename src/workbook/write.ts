import { aboutXml, listsXml } from './write/about.js';
import { createChoices } from './write/choices.js';
import { drawingXml, type Note, notesXml, withBoxes } from './write/notes.js';
import { contentTypesXml, type Parts, type partTypes, relationshipsXml, xmlPart, zipParts } from './write/package.js';
import { type Properties, propertiesXml } from './write/properties.js';
import { createTexts } from './write/shared-texts.js';
import { sheetXml } from './write/sheet.js';
import { assertSheetNames, type SheetSource } from './write/sheet-source.js';
import { createStyles } from './write/styles.js';
import { attributeXml, fixedAddress, quotedSheet, xml } from './write/text.js';

/** The sheets beside those of the tables. */
const ownSheets = { about: 'About', lists: 'Lists' };

/** Whether a sheet explains or lists what others hold, so that an import leaves it aside. */
export const isOwnSheet = (name: string): boolean => /^(About|Lists|Problems( \(\d+\))?)$/.test(name);

/**
 * An Excel workbook (ISO/IEC 29500) with a sheet for each table, to be edited and read back without loss: codes are text,
 * columns offer their choices, and the first sheet, "About", shows the `title` and says how to edit. `properties` are noted
 * beside the cells and stay when another program saves the file. The same input makes the same bytes. Throws `UserError` for a
 * sheet name that Excel does not accept.
 */
export async function writeWorkbook(
  title: string,
  sheets: SheetSource[],
  properties: Properties = new Map(),
): Promise<Uint8Array> {
  assertSheetNames(sheets);
  const choices = createChoices(sheets, ownSheets.lists);
  const styles = createStyles();
  const { textIndex, textsXml } = createTexts();
  const context = { styles, choices, textIndex };
  const names = [
    ownSheets.about,
    ...sheets.map(({ name }) => name),
    ...(choices.lists.length > 0 ? [ownSheets.lists] : []),
  ];
  const contents = [
    aboutXml(title, sheets, styles),
    ...sheets.map((sheet) => sheetXml(sheet, context)),
    ...(choices.lists.length > 0 ? [listsXml(choices.lists, styles)] : []),
  ];
  const types: [string, keyof typeof partTypes][] = [['xl/workbook.xml', 'workbook']];
  const parts: Parts = new Map();
  for (const [i, content] of contents.entries()) {
    const part = `xl/worksheets/sheet${i + 1}.xml`;
    parts.set(part, xmlPart(content));
    types.push([part, 'worksheet']);
    const sheet = sheets[i - 1];
    if (sheet) addNotes(parts, types, i + 1, notesOf(sheet));
  }
  parts.set('xl/styles.xml', xmlPart(styles.xml()));
  parts.set('xl/sharedStrings.xml', xmlPart(textsXml()));
  parts.set(propertiesPart, xmlPart(propertiesXml(properties)));
  types.push(['xl/styles.xml', 'styles'], ['xl/sharedStrings.xml', 'sharedStrings'], [propertiesPart, 'properties']);
  return zipParts(new Map([...packageParts(names, sheets, types), ...parts]));
}

const propertiesPart = 'docProps/custom.xml';

/** The header's notes: what belongs into each column. */
const notesOf = ({ columns }: SheetSource): Note[] =>
  columns.flatMap(({ description }, i) => (description ? { row: 1, column: i + 1, text: description } : []));

function addNotes(parts: Parts, types: [string, keyof typeof partTypes][], number: number, notes: Note[]): void {
  const [comments, drawing] = [`comments${number}.xml`, `vmlDrawing${number}.vml`];
  parts.set(`xl/${comments}`, xmlPart(notesXml(notes)));
  parts.set(`xl/drawings/${drawing}`, new TextEncoder().encode(withBoxes(drawingXml, notes)));
  const relations: [string, string][] = [
    ['comments', `../${comments}`],
    ['vmlDrawing', `../drawings/${drawing}`],
  ];
  parts.set(`xl/worksheets/_rels/sheet${number}.xml.rels`, xmlPart(relationshipsXml(relations)));
  types.push([`xl/${comments}`, 'comments']);
}

/** What every package begins with: the types of its parts, and the workbook with the names of its sheets. */
function packageParts(names: string[], sheets: SheetSource[], types: [string, keyof typeof partTypes][]): Parts {
  const relations: [string, string][] = [
    ...names.map((_, i): [string, string] => ['worksheet', `worksheets/sheet${i + 1}.xml`]),
    ['styles', 'styles.xml'],
    ['sharedStrings', 'sharedStrings.xml'],
  ];
  const topRelations: [string, string][] = [
    ['officeDocument', 'xl/workbook.xml'],
    ['custom-properties', propertiesPart],
  ];
  return new Map([
    ['[Content_Types].xml', xmlPart(contentTypesXml(types))],
    ['_rels/.rels', xmlPart(relationshipsXml(topRelations))],
    ['xl/workbook.xml', xmlPart(workbookXml(names, sheets))],
    ['xl/_rels/workbook.xml.rels', xmlPart(relationshipsXml(relations))],
  ]);
}

function workbookXml(names: string[], sheets: SheetSource[]): string {
  const entries = names.map((name, i) => `<sheet name="${attributeXml(name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`);
  const filters = sheets.map(({ name, rows, columns }, i) => {
    const last = fixedAddress(Math.max(rows.length, 1), Math.max(columns.length, 1));
    const place = xml(`${quotedSheet(name)}!$A$1:${last}`);
    return `<definedName name="_xlnm._FilterDatabase" localSheetId="${i + 1}" hidden="1">${place}</definedName>`;
  });
  return (
    '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" ' +
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">' +
    `<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="28800" windowHeight="15000" tabRatio="850"/></bookViews>` +
    `<sheets>${entries.join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`
  );
}
