import texts from '../messages.json' with { type: 'json' };
import { readXmlInSteps } from '../xml.js';
import { type Archive, openArchive, verifyEntries } from './archive.js';
import { type Book, takeContents } from './cells.js';
import { readPackageParts, readProperties, readRelationships, type SheetPart } from './parts.js';
import { type CellPortion, createCellPacker, type Portion } from './portions.js';
import { collectFaults, createReading, type Faults, isRefused, type Reading, refuseOnce } from './reading.js';
import { collectMarks, tellComments } from './sheet-marks.js';
import { collectRows } from './sheet-rows.js';
import { readStyles } from './styles.js';
import { readSharedStrings, type SharedStrings } from './texts.js';

/** Reads a workbook some at a time, so that no more of it is held here than is being read. */
export function* readPackage(bytes: Uint8Array, file: string): Generator<Portion> {
  const reading = createReading(file);
  const faults = collectFaults({ file });
  for (const portion of readParts(bytes, reading, faults)) {
    yield portion;
    if (isRefused(reading)) break;
  }
  yield { step: 'end', problems: faults.end(), refusals: reading.refusals };
}

function* readParts(bytes: Uint8Array, reading: Reading, faults: Faults): Generator<Portion> {
  const archive = openArchive(bytes, reading);
  if (!archive || isRefused(reading)) return;
  verifyEntries(archive, reading);
  if (isRefused(reading)) return;
  const parts = readPackageParts(archive, reading, faults);
  if (!parts || isRefused(reading)) return;
  if (parts.properties) yield { step: 'properties', properties: readProperties(parts.properties, reading) };
  const styles = parts.styles ? readStyles(parts.styles, reading) : [];
  const formats = [...new Set(['', ...styles.map(({ code }) => code)])];
  yield { step: 'formats', formats };
  const shared: SharedStrings = [];
  if (parts.sharedStrings)
    for (const texts of readSharedStrings(parts.sharedStrings, shared, reading)) yield { step: 'shared', texts };
  const book: Book = { reading, shared, styles, formats, is1904: parts.is1904, isDateTold: false };
  for (const sheet of parts.sheets) {
    if (isRefused(reading)) return;
    const sheetFaults = collectFaults({ file: reading.file, sheet: sheet.name });
    yield { step: 'sheet', name: sheet.name };
    for (const portion of readSheet(sheet, archive, book, sheetFaults)) yield { step: 'cells', ...portion };
    yield { step: 'sheet-end', problems: sheetFaults.end() };
  }
}

/** How many cells are passed on at a time. */
const portionSize = 4096;

/** Reads the cells of a sheet, some at a time in the order of the file, and tells what is wrong around them. */
function* readSheet(
  { name, isHidden, entry }: SheetPart,
  archive: Archive,
  book: Book,
  faults: Faults,
): Generator<CellPortion> {
  const { reading } = book;
  if (isHidden) faults.tell(texts.hiddenSheet);
  const relationships = readRelationships(archive, entry.name, reading);
  const links = new Map(relationships.map((relationship) => [relationship.id, relationship]));
  const packer = createCellPacker();
  const contents = takeContents(book, packer, faults);
  const marks = collectMarks(links, reading, faults);
  const rows = collectRows(contents.take, marks, reading, faults);
  const placeInSheet = reading.place;
  reading.place = () => ({ sheet: name, ...placeInSheet() });
  let root = '';
  let section = '';
  const steps = readXmlInSteps(
    entry,
    {
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
    },
    reading,
  );
  for (const _ of steps) if (packer.count() >= portionSize) yield packer.take();
  yield packer.take();
  reading.place = () => ({});
  if (root !== 'worksheet') refuseOnce(reading, texts.damaged, { why: `its sheet "${name}" is none` });
  contents.end();
  marks.end();
  tellComments(archive, relationships, reading, faults);
}
