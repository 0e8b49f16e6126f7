import { joinBytes } from '../bytes.js';
import { groupBy } from '../text/order.js';
import type { Correction } from './correct/correction.js';
import { correctedSheet, hasFormulas } from './correct/sheet-cells.js';
import { correctedTables } from './correct/table-cells.js';
import { openPackage, type Package, related, relatedParts, removePart } from './mark/package.js';
import { attributeXml } from './parts.js';
import { openArchive } from './read/archive.js';
import { isOpenDocument } from './read/open-document/open-document.js';
import { createReading, Refusal } from './read/reading.js';
import { plainStyle, readStyles } from './read/shared.js';
import { parseRange } from './read/sheet.js';
import { isPlainOpenDocument } from './read/signature.js';
import { BrokenPart, edited, elementsOf, first, withAttribute, withXml } from './xml.js';
import { type Parts, zipParts } from './zip.js';

export { type Correction, staysNumber } from './correct/correction.js';

/**
 * Writes texts into cells of an Excel workbook or OpenDocument spreadsheet. Formats, comments, other sheets and all other
 * cells are kept. A formula in a cell is replaced. Undefined if the bytes cannot be read.
 */
export function correctWorkbook(bytes: Uint8Array, corrections: Correction[]): Uint8Array | undefined {
  const bySheet = groupBy(corrections, ({ sheet = '' }) => foldName(sheet));
  const correctionsOf = (sheet: string): Correction[] => bySheet.get(foldName(sheet)) ?? [];
  try {
    if (isPlainOpenDocument(bytes)) return withXml(bytes, (text) => correctedTables(text, correctionsOf));
    const archive = openArchive(bytes, createReading(''));
    if (!isOpenDocument(archive)) return correctPackage(openPackage(bytes), correctionsOf);
    const parts: Parts = new Map(archive.entries.map((entry) => [entry.name, joinBytes([...entry.read()])]));
    const content = parts.get('content.xml') ?? new Uint8Array();
    parts.set(
      'content.xml',
      withXml(content, (text) => correctedTables(text, correctionsOf)),
    );
    return zipParts(parts);
  } catch (error) {
    if (error instanceof BrokenPart || error instanceof Refusal) return undefined;
    throw error;
  }
}

/** Sheets are also found with other capitals and outer spaces. */
const foldName = (name: string): string => name.trim().toLowerCase();

function correctPackage(pack: Package, correctionsOf: (sheet: string) => Correction[]): Uint8Array {
  const styles = related(pack, pack.workbook, { type: 'styles' });
  const bytes = styles === undefined ? undefined : pack.parts.get(styles);
  const read = bytes ? readStyles({ name: '', read: () => [bytes] }, createReading('')) : [];
  const formatOf = (style: number) => {
    const { isDate, code } = read[style] ?? plainStyle;
    return { kind: isDate ? ('date' as const) : ('number' as const), format: code };
  };
  for (const { name, part } of pack.sheets) {
    const corrections = correctionsOf(name);
    if (corrections.length === 0) continue;
    change(pack, part, (text) => correctedSheet(text, corrections, formatOf));
    if (hasFormulas(new TextDecoder().decode(pack.parts.get(part)))) removePart(pack, pack.workbook, 'calcChain');
    for (const table of relatedParts(pack, part, 'table'))
      change(pack, table, (text) => withHeaders(text, corrections));
  }
  return zipParts(pack.parts);
}

const change = ({ parts }: Package, part: string, edit: (text: string) => string): void =>
  void parts.set(part, withXml(parts.get(part) ?? new Uint8Array(), edit));

/** Renames the columns of a table (ISO/IEC 29500-1, section 18.5.1.2), which must equal the cells of its header. */
function withHeaders(text: string, corrections: Correction[]): string {
  const elements = elementsOf(text, (name) => name === 'table' || name === 'tableColumn');
  const { attributes } = first(elements, 'table');
  const start = parseRange(attributes['ref'] ?? '')?.first;
  if (!start || attributes['headerRowCount'] === '0') return text;
  const edits = elements
    .filter(({ name }) => name === 'tableColumn')
    .flatMap((element, i) => {
      const own = corrections.find(({ row, column }) => row === start.row && column === start.column + i + 1);
      return own ? withAttribute(text, element, 'name', attributeXml(own.text).replaceAll('&#10;', '_x000a_')) : [];
    });
  return edited(text, edits);
}
