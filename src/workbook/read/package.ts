import type { Problem } from '../../problem.js';
import { openArchive } from './archive.js';
import type { Book } from './cell-contents.js';
import type { CellPortion } from './cell-portions.js';
import { readPackageParts } from './package-parts.js';
import { readProperties } from './properties.js';
import { collectFaults, createReading, isRefused, type Reading } from './reading.js';
import { readSharedStrings, type SharedStrings } from './shared-strings.js';
import { readSheet } from './sheet.js';
import { readStyles } from './styles.js';
import { verifyEntries } from './verify-entries.js';

/** What is told of a workbook while it is read, in this order; `end` alone when it is refused at once. */
export type Portion =
  | { step: 'properties'; properties: Map<string, string> }
  | { step: 'formats'; formats: string[] }
  | { step: 'shared'; texts: string[] }
  | { step: 'sheet'; name: string }
  | ({ step: 'cells' } & CellPortion)
  | { step: 'sheet-end'; problems: Problem[] }
  | { step: 'end'; problems: Problem[]; refusals: Problem[] };

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

function* readParts(bytes: Uint8Array, reading: Reading, faults: ReturnType<typeof collectFaults>): Generator<Portion> {
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
