import {
  grouped,
  type Place,
  PROBLEM_LIMIT,
  type Problem,
  placesOf,
  type Severity,
  severityRank,
  sortProblems,
} from '../problem.js';
import { addStyles, hasOurHeader, type MarkStyles, noCells, withColors } from './mark/mark-styles.js';
import { writeNotes } from './mark/notes.js';
import { addPart, emptyPackage, freeName, openPackage, type Package, partText, setPart } from './mark/package.js';
import { attributeXml, columnsXml, mainSpace, quotedSheet, textCell, xmlPart } from './parts.js';
import { limits, Refusal } from './read/reading.js';
import { parseReference } from './read/sheet.js';
import { pageXml } from './write-sheet.js';
import { BrokenPart, type Element, edited, elementsOf, first, insertion, withAttribute } from './xml.js';
import { zipParts } from './zip.js';

/**
 * Marks problems in a workbook: colours and notes at the cells, and a first sheet that lists all problems. Removes earlier
 * marks and keeps everything else. Returns a workbook with only the list if the bytes cannot be read.
 */
export async function markWorkbook(bytes: Uint8Array, problems: Problem[]): Promise<Uint8Array> {
  try {
    return mark(openPackage(bytes), problems);
  } catch (error) {
    if (error instanceof BrokenPart || error instanceof Refusal) return mark(emptyPackage(), problems);
    throw error;
  }
}

function mark(pack: Package, problems: Problem[]): Uint8Array {
  const order = new Map(pack.sheets.map(({ name }, i) => [name, i]));
  const tab = ({ where }: Problem): number => order.get(where.sheet ?? '') ?? -1;
  const sorted = sortProblems(problems).sort(
    (a, b) => severityRank[a.severity] - severityRank[b.severity] || tab(a) - tab(b),
  );
  const styles = addStyles(pack);
  const list = ourList(pack);
  for (const { name, part } of pack.sheets.filter((sheet) => sheet.part !== list)) {
    const marks = marksOf(sorted, name);
    const cells = noCells();
    for (const [address, { severity }] of marks) cells[severity].push(address);
    const text = partText(pack, part) ?? '';
    const colored = withColors(text, cells, styles);
    if (colored !== text) setPart(pack, part, colored);
    writeNotes(pack, part, new Map([...marks].map(([address, { lines }]) => [address, lines])));
  }
  const content = listXml(pack, sorted, styles);
  if (list !== undefined) setPart(pack, list, content);
  else if (sorted.length > 0 || pack.sheets.length === 0) addInFront(pack, content);
  return zipParts(pack.parts);
}

/** Returns the highest severity and the lines of the note by cell address, for the cells of a sheet. */
function marksOf(problems: Problem[], sheet: string) {
  const marks = new Map<string, { severity: Severity; lines: string[] }>();
  const own = problems.flatMap((problem) =>
    placesOf(problem).flatMap((place) => (place.sheet === sheet ? [{ problem, place }] : [])),
  );
  for (const { problem, place } of own.slice(0, PROBLEM_LIMIT)) {
    const { severity, message, fix } = problem;
    const address = spotOf(place);
    const mark = marks.get(address) ?? { severity, lines: [] };
    if (severityRank[severity] < severityRank[mark.severity]) mark.severity = severity;
    const remedy = place.suggestion === undefined ? fix : `Write ${place.suggestion}`;
    mark.lines.push(`${severity}: ${place.message ?? message}`, ...(remedy === undefined ? [] : [`→ ${remedy}`]));
    marks.set(address, mark);
  }
  return marks;
}

const listName = 'Problems';

/** Returns the part of our list if the workbook was marked before. */
const ourList = (pack: Package): string | undefined =>
  pack.sheets.find(({ name, part }) => name.startsWith(listName) && hasOurHeader(partText(pack, part) ?? ''))?.part;

const widths = [10, 22, 9, 62, 50]; // together about the width of a page

/** Writes the sheet that lists all problems with links to their cells. */
function listXml(pack: Package, problems: Problem[], styles: MarkStyles): string {
  const names = new Set(pack.sheets.map(({ name }) => name));
  const links: string[] = [];
  const shown = problems.slice(0, PROBLEM_LIMIT);
  const colors = { ...noCells(), header: ['A1:E1'] };
  const rows = shown.map((problem, i) => {
    const { sheet } = problem.where;
    const address = `C${i + 2}`;
    colors[problem.severity].push(`A${i + 2}`);
    const isThere = sheet !== undefined && names.has(sheet);
    const cell = spotOf(problem.where);
    if (isThere)
      links.push(`<hyperlink ref="${address}" location="${attributeXml(`${quotedSheet(sheet)}!${cell}`)}"/>`);
    const others = problem.also ? ` (and in ${grouped(problem.also.length)} more cells)` : '';
    const [message = '', fix = ''] = [problem.message + others, problem.fix ?? ''].map((text) =>
      text.replace(/\s+/g, ' '),
    );
    return [problem.severity, sheet ?? '', sheet === undefined ? '' : cell, message, fix];
  });
  const beyond = problems.length - PROBLEM_LIMIT;
  if (beyond > 0) rows.push(['', '', '', `… and ${beyond} more`, '']);
  if (problems.length === 0) rows.push(['', '', '', 'No problems found. You can delete this sheet.', '']);
  const all = [['Severity', 'Sheet', 'Cell', 'Message', 'What to do'], ...rows];
  const text =
    `<worksheet xmlns="${sheetSpace(pack)}"><sheetPr><tabColor rgb="FFC00000"/>` +
    '<pageSetUpPr fitToPage="1"/></sheetPr><sheetViews>' +
    '<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>' +
    `</sheetViews>${columnsXml(widths)}` +
    `<sheetData>${all.map((row, i) => rowXml(row, i + 1, styles.wrapped)).join('')}</sheetData>` +
    `<autoFilter ref="A1:E${all.length}"/>` +
    `${links.length > 0 ? `<hyperlinks>${links.join('')}</hyperlinks>` : ''}${pageXml}</worksheet>`;
  return withColors(text, colors, styles);
}

const rowXml = (cells: string[], row: number, style: number): string =>
  `<row r="${row}">${cells.map((text, i) => textCell(row, i + 1, style, text.slice(0, 32_000))).join('')}</row>`;

/** Returns the namespace of sheets in the format of the workbook, transitional or strict. */
const sheetSpace = ({ relationshipsBase }: Package): string =>
  relationshipsBase.includes('purl.oclc.org') ? 'http://purl.oclc.org/ooxml/spreadsheetml/main' : mainSpace;

/** Inserts the list as the first sheet, and adjusts attributes that count sheets. The active sheet stays active. */
function addInFront(pack: Package, content: string): void {
  const part = freeName(pack, 'xl/worksheets/gcmProblems', 'xml');
  const id = addPart(pack, pack.workbook, 'worksheet', part, xmlPart(content));
  const text = partText(pack, pack.workbook) as string;
  const elements = elementsOf(text, (name, depth) => depth < 3 || /^(sheet|definedName|workbookView)$/.test(name));
  const all = (name: string): Element[] => elements.filter((one) => one.name === name);
  const list = first(elements, 'sheets');
  const numbers = all('sheet').map(({ attributes }) => Number(attributes['sheetId'] ?? 0));
  const number = numbers.reduce((most, one) => Math.max(most, one), 0) + 1;
  const taken = new Set(all('sheet').map(({ attributes }) => attributes['name']?.toLowerCase()));
  const name = nameBeside(taken);
  const entry = `<${list.prefix}sheet xmlns:r="${pack.relationshipsBase}" name="${name}" sheetId="${number}" r:id="${id}"/>`;
  const by = pack.sheets.length > 0 ? 1 : 0;
  const oneOn = (element: Element, attribute: string) =>
    withAttribute(text, element, attribute, String(Number(element.attributes[attribute] ?? 0) + by));
  const view = `<${list.prefix}workbookView activeTab="${by}"/>`;
  const edits = [
    ...(all('bookViews').length === 0
      ? [insertion(list.start, `<${list.prefix}bookViews>${view}</${list.prefix}bookViews>`)]
      : all('workbookView').map((one) => oneOn(one, 'activeTab'))),
    insertion(list.contentStart, entry),
    ...all('definedName').flatMap((one) =>
      one.attributes['localSheetId'] === undefined ? [] : oneOn(one, 'localSheetId'),
    ),
  ];
  setPart(pack, pack.workbook, edited(text, edits));
  pack.sheets.unshift({ name, part });
}

function nameBeside(taken: Set<string | undefined>): string {
  let name = listName;
  for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${listName} (${i})`;
  return name;
}

/** Returns the cell of a problem, or the first cell of its row or sheet if the cell is unknown or invalid. */
function spotOf({ cell = '', row = 0 }: Place): string {
  if (parseReference(cell)) return cell;
  return row >= 1 && row <= limits.rows ? `A${row}` : 'A1';
}
