import type { Archive } from './archive.js';
import { type Book, takeContents } from './cell-contents.js';
import { type CellPortion, createCellPacker } from './cell-portions.js';
import { tellComments } from './comments.js';
import type { SheetPart } from './package-parts.js';
import { type Faults, isRefused, refuse, saveAnew } from './reading.js';
import { readRelationships } from './relationships.js';
import { collectMarks } from './sheet-marks.js';
import { collectRows } from './sheet-rows.js';
import { readXmlInSteps } from './xml.js';

/** How many cells are passed on at a time. */
const portionSize = 4096;

/** Reads the cells of a sheet, some at a time in the order of the file, and tells what is wrong around them. */
export function* readSheet(
  { name, isHidden, entry }: SheetPart,
  archive: Archive,
  book: Book,
  faults: Faults,
): Generator<CellPortion> {
  const { reading } = book;
  if (isHidden) tellHidden(faults);
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
  if (root !== 'worksheet' && !isRefused(reading))
    refuse(reading, 'format', `the workbook is damaged: its sheet "${name}" is none`, saveAnew);
  contents.end();
  marks.end();
  tellComments(archive, relationships, reading, faults);
}

const tellHidden = (faults: Faults): void =>
  faults.tell({
    code: 'hidden-data',
    severity: 'error',
    message: 'the sheet is hidden',
    fix: 'right-click any tab and choose Unhide; delete the sheet if it is not meant',
  });
