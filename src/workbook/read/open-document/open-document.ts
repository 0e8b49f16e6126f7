import type { Place, Problem } from '../../../problem.js';
import texts from '../../messages.json' with { type: 'json' };
import type { Portion } from '../../workbook.js';
import { type Attributes, type ElementHandlers, type Part, readXml, readXmlInSteps } from '../../xml.js';
import type { Archive } from '../archive.js';
import { type Book, takeContents } from '../cells.js';
import { collectProperties, longestName } from '../package.js';
import { collectFaults, type Faults, type Reading, refuse, refuseLongList } from '../reading.js';
import { collectMarks } from '../sheet.js';
import { collectTable } from './rows.js';
import { collectStyles, type Styles } from './styles.js';

/** True for the package of an OpenDocument file, such as .ods. */
export const isOpenDocument = (archive: Archive): boolean =>
  archive.find('[Content_Types].xml') === undefined &&
  (archive.find('META-INF/manifest.xml') ?? archive.find('content.xml')) !== undefined;

/** Returns the parts of an OpenDocument package in the order of a file without a package. Rejects encrypted documents. */
export function openDocumentParts(archive: Archive, reading: Reading, faults: Faults): Part[] {
  const manifest = archive.find('META-INF/manifest.xml');
  const open = (name: string): void => {
    if (name === 'encryption-data') refuse(reading, texts.password);
  };
  if (manifest) readXml(manifest, reading, { open });
  if (archive.entries.some(({ name }) => isMacro(name))) faults.tell(texts.macros);
  return ['meta.xml', 'styles.xml', 'content.xml'].flatMap((name) => archive.find(name) ?? []);
}

/** True for a part with a program, but not for the lists of empty libraries. */
const isMacro = (name: string): boolean => /^(?:basic|scripts)\/.*[^/]$/i.test(name) && !/-l[bc]\.xml$/i.test(name);

/** Reads an OpenDocument spreadsheet in portions. `parts` are in the order of `openDocumentParts`. Throws `Refusal`. */
export function* readOpenDocument(parts: Part[], reading: Reading, faults: Faults): Generator<Portion> {
  const ready: Portion[] = []; // complete portions
  const styles = collectStyles(reading);
  const properties = collectProperties('user-defined', 'user-defined', 'meta:name', reading);
  const sheets = collectSheets(ready, styles, properties.found, reading, faults);
  const sections: Record<string, ElementHandlers> = {
    meta: properties,
    scripts: macroHandlers(faults),
    styles,
    'automatic-styles': styles,
    body: sheets,
  };
  let section: ElementHandlers | undefined;
  const handlers: ElementHandlers = {
    open(name, attributes, depth) {
      if (depth === 1) judgePrefixes(attributes, reading);
      if (depth === 2) section = sections[name];
      section?.open(name, attributes, depth);
    },
    text: (text) => section?.text?.(text),
    close(name, depth) {
      section?.close?.(name, depth);
      if (depth === 2) section = undefined;
    },
  };
  for (const part of parts) {
    for (const _ of readXmlInSteps(part, reading, handlers)) {
      sheets.pack();
      yield* ready.splice(0);
    }
  }
  if (!sheets.isSpreadsheet())
    refuse(reading, texts.otherFile, { found: 'This OpenDocument file is not a spreadsheet' });
  yield { step: 'end', problems: faults.end() };
}

const base = 'urn:oasis:names:tc:opendocument:xmlns:';

/** Rejects prefixes that differ from the standard, because attributes are found by their full name. */
function judgePrefixes(attributes: Attributes, reading: Reading): void {
  for (const prefix of ['office', 'table', 'text', 'style', 'meta']) {
    const space = `${base}${prefix}:1.0`;
    const other = Object.keys(attributes).find((name) => attributes[name] === space && name !== `xmlns:${prefix}`);
    if (other !== undefined) refuse(reading, texts.damaged, { why: `it uses ${other} for xmlns:${prefix}` });
  }
}

/** Reports macros in the document itself. LibreOffice writes empty libraries even without macros. */
function macroHandlers(faults: Faults): ElementHandlers {
  let isTold = false;
  const tell = (): void => {
    if (!isTold) faults.tell(texts.macros);
    isTold = true;
  };
  return {
    open: (name) => {
      if (/^(?:module|source-code|event-listener|library-linked)$/.test(name)) tell();
    },
    text: (text) => {
      if (text.trim() !== '') tell();
    },
  };
}

/** Reads the tables of a spreadsheet, and adds their portions to `ready`. */
function collectSheets(
  ready: Portion[],
  styles: Styles,
  properties: Map<string, string>,
  reading: Reading,
  faults: Faults,
) {
  const tellOutside = outsideTeller(faults);
  const names = new Set<string>();
  let book: Book | undefined;
  let sheet: ReturnType<typeof openSheet> | undefined;

  const openBook = (): Book => {
    const formats = styles.codes();
    ready.push({ step: 'book', properties, formats });
    return { reading, shared: [], styles: styles.cells, formats, is1904: false, isDateTold: false };
  };

  const openNext = (attributes: Attributes, book: Book): void => {
    const { 'table:name': name = '', 'table:style-name': style = '' } = attributes;
    if (keptFile(name) !== undefined) return;
    if (name.length > longestName) refuse(reading, texts.longSheetName, { longestName });
    if (names.has(name.toLowerCase())) refuse(reading, texts.damaged, { why: `duplicate sheet "${name}"` });
    refuseLongList(reading, names.add(name.toLowerCase()).size, 'sheets');
    ready.push({ step: 'sheet', name });
    sheet = openSheet(name, styles.isHidden(style), book, styles);
  };

  const pack = (): void => {
    const cells = sheet?.contents.packed();
    if (cells && cells.numbers.length > 0) ready.push({ step: 'cells', ...cells });
  };

  return {
    open(name: string, attributes: Attributes, depth: number): void {
      if (depth === 3 && name === 'spreadsheet') book ??= openBook();
      else if (depth === 4 && name === 'table' && book) openNext(attributes, book);
      else if (depth > 4) sheet?.table.open(name, attributes, depth);
      tellOutside(name, attributes, reading.place);
      if (name === 'event-listener') faults.tell(texts.macros);
    },
    text: (text: string): void => sheet?.table.text?.(text),
    close(name: string, depth: number): void {
      if (depth > 4) sheet?.table.close?.(name, depth);
      if (depth !== 4 || !sheet) return;
      pack();
      ready.push({ step: 'sheet-end', problems: sheet.end() });
      sheet = undefined;
      reading.place = () => ({});
    },
    pack,
    isSpreadsheet: (): boolean => book !== undefined,
  };
}

function openSheet(name: string, isHidden: boolean, book: Book, styles: Styles) {
  const { reading } = book;
  const faults = collectFaults({ file: reading.file, sheet: name });
  const contents = takeContents(book, faults);
  const marks = collectMarks(new Map(), reading, faults);
  const table = collectTable(contents.take, marks, styles, reading, faults);
  const placeInTable = reading.place;
  reading.place = () => ({ sheet: name, ...placeInTable() });
  const end = (): Problem[] => {
    contents.end();
    marks.end(isHidden);
    return faults.end();
  };
  return { contents, table, end };
}

/** Elements that take values from another file or a database, with the attribute that names it. */
const sources: Record<string, string> = {
  'table-source': 'xlink:href',
  'cell-range-source': 'xlink:href',
  'dde-source': 'office:dde-topic',
  'database-source-sql': 'table:database-name',
  'database-source-query': 'table:database-name',
  'database-source-table': 'table:database-name',
};

/** Attributes that can contain a formula or a range. */
const formulas = ['table:formula', 'table:expression', 'table:cell-range-address'];

/** Returns a function that reports references to other files, once per file. */
function outsideTeller(faults: Faults) {
  const reported = new Set<string>();
  return (name: string, attributes: Attributes, place: () => Partial<Place>): void => {
    for (const target of targetsOf(name, attributes)) {
      if (reported.has(target)) continue;
      reported.add(target);
      faults.tell(texts.outsideLink, { ...place(), value: target });
    }
  };
}

function targetsOf(name: string, attributes: Attributes): string[] {
  const source = sources[name];
  if (source !== undefined) return [attributes[source] ?? ''];
  const found: string[] = [];
  for (const formula of formulas) {
    const text = attributes[formula];
    if (text?.includes("'#")) for (const [, target = ''] of text.matchAll(/'((?:[^']|'')*)'#/g)) found.push(target);
    if (text !== undefined && /\bDDE\(/.test(text)) found.push(text);
  }
  return found;
}

/** Returns the file of a table that only keeps the values of another file: `'file:///C:/budget.ods'#Sheet1`. */
const keptFile = (table: string): string | undefined => /^'((?:[^']|'')*)'#/.exec(table)?.[1];
