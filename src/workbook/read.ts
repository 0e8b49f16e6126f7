import texts from './messages.json' with { type: 'json' };
import { baseSheet } from './parts.js';
import { type Archive, openArchive, openPlain } from './read/archive.js';
import { type Book, takeContents } from './read/cells.js';
import { isOpenDocument, openDocumentParts, readOpenDocument } from './read/open-document/open-document.js';
import { readPackageParts, readProperties, readRelationships, type SheetPart } from './read/package.js';
import { collectFaults, createReading, type Faults, type Limits, limits, refuse } from './read/reading.js';
import { readSharedStrings, readStyles, type SharedStrings } from './read/shared.js';
import { collectMarks, collectRows, tellComments } from './read/sheet.js';
import { isPlainOpenDocument, resultOf } from './read/signature.js';
import { assemble, type PackedCells, type Portion, type ReadWorkbook } from './workbook.js';
import { readXmlInSteps } from './xml.js';

/**
 * Reads an Office Open XML workbook (ECMA-376, transitional or strict) in the calling thread. Returns problems of the file
 * and does not throw them. `file` is the name for problems.
 */
export const readWorkbook: ReadWorkbook = (bytes, file, { seconds = limits.seconds } = {}) =>
  resultOf(bytes, file, () => assemble(inTime(readPackage(bytes, file), file, seconds)));

function* inTime(portions: Iterable<Portion>, file: string, seconds: number): Generator<Portion> {
  const deadline = performance.now() + seconds * 1000;
  for (const portion of portions) {
    if (performance.now() > deadline) refuse(createReading(file), texts.tooCostly, { what: 'time' });
    yield portion;
  }
}

/** Reads a workbook in portions, to save memory. Throws `Refusal`. */
export function* readPackage(bytes: Uint8Array, file: string, allowed: Limits = limits): Generator<Portion> {
  const reading = createReading(file, allowed);
  const faults = collectFaults({ file });
  if (isPlainOpenDocument(bytes)) return yield* readOpenDocument([openPlain(bytes, reading)], reading, faults);
  const archive = openArchive(bytes, reading);
  if (isOpenDocument(archive))
    return yield* readOpenDocument(openDocumentParts(archive, reading, faults), reading, faults);
  const parts = readPackageParts(archive, reading, faults);
  const properties = parts.properties ? readProperties(parts.properties, reading) : new Map();
  const styles = parts.styles ? readStyles(parts.styles, reading) : [];
  const formats = [...new Set(['', ...styles.map(({ code }) => code)])];
  yield { step: 'book', properties, formats };
  const shared: SharedStrings = [];
  if (parts.sharedStrings)
    for (const texts of readSharedStrings(parts.sharedStrings, shared, reading)) yield { step: 'shared', texts };
  const book: Book = { reading, shared, styles, formats, is1904: parts.is1904, isDateTold: false };
  for (const sheet of parts.sheets) {
    const sheetFaults = collectFaults({ file, sheet: sheet.name });
    yield { step: 'sheet', name: sheet.name };
    for (const cells of readSheet(sheet, archive, book, sheetFaults)) yield { step: 'cells', ...cells };
    yield { step: 'sheet-end', problems: sheetFaults.end() };
  }
  yield { step: 'end', problems: faults.end() };
}

/** Reads the cells of a sheet in portions, and reports problems of the sheet. */
function* readSheet(
  { name, isHidden, entry }: SheetPart,
  archive: Archive,
  book: Book,
  faults: Faults,
): Generator<PackedCells> {
  const { reading } = book;
  const relationships = readRelationships(archive, entry.name, reading);
  const links = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  const contents = takeContents(book, faults);
  const marks = collectMarks(links, reading, faults);
  const rows = collectRows(contents.take, marks, reading, faults);
  const placeInSheet = reading.place;
  reading.place = () => (name === baseSheet ? {} : { sheet: name, ...placeInSheet() }); // users cannot see that sheet
  let root = '';
  let section = '';
  const steps = readXmlInSteps(entry, reading, {
    open(element, attributes, depth) {
      if (depth === 1) root = element;
      else if (depth === 2) section = element;
      if (section === 'sheetData' && depth > 2) rows.open(element, attributes, depth);
      else if (depth > 1) marks.open(element, attributes);
    },
    text: (text) => rows.text?.(text),
    close(element, depth) {
      if (section === 'sheetData' && depth > 2) rows.close?.(element, depth);
    },
  });
  for (const _ of steps) yield contents.packed();
  reading.place = () => ({});
  if (root !== 'worksheet') refuse(reading, texts.damaged, { why: `the sheet "${name}" is not a worksheet` });
  contents.end();
  marks.end(isHidden);
  tellComments(archive, relationships, reading, faults);
}
