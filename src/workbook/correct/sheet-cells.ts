import { cellAddress } from '../../problem.js';
import { groupBy } from '../../text/order.js';
import { attributeXml, cellXml } from '../parts.js';
import { parseRange, parseReference } from '../read/sheet.js';
import type { CellKind } from '../workbook.js';
import { append, type Edit, type Element, edited, elementsOf, first, insertion, isOn, withAttribute } from '../xml.js';
import { type Correction, staysNumber } from './correction.js';

/** Returns the kind and format of a number with a style. */
type FormatOf = (style: number) => { kind: CellKind; format?: string };

/**
 * Writes corrections into the part of a sheet (ECMA-376-1, section 18.3.1.99). Creates missing rows and cells in order.
 * `formatOf` gives the meaning of a number by its style.
 */
export function correctedSheet(text: string, corrections: Correction[], formatOf: FormatOf): string {
  const plain = withoutFormulas(text, corrections);
  const elements = elementsOf(
    plain,
    (_, depth, parent) => depth < 3 || (depth === 3 && /^(?:sheetData|cols)$/.test(parent?.name ?? '')),
  );
  const data = first(elements, 'sheetData');
  const rows = numbered(elements.filter(({ parent }) => parent === data));
  const columns = elements.filter(({ name }) => name === 'col');
  const styleOf = (column: number): string | undefined =>
    columns.find(({ attributes: { min, max } }) => Number(min) <= column && column <= Number(max))?.attributes['style'];
  const edits: Edit[] = [];
  let after = '';
  for (const [number, own] of sorted(groupBy(corrections, ({ row }) => row))) {
    const row = rows.get(number);
    const given = row ? plain.slice(row.start, row.end) : `<${data.prefix}row r="${number}"/>`;
    const changed = correctedRow(given, number, own, styleOf, formatOf);
    const next = row ? undefined : [...rows].find(([other]) => other > number)?.[1];
    if (row) edits.push({ start: row.start, end: row.end, text: changed });
    else if (next) edits.push(insertion(next.start, changed));
    else after += changed;
  }
  return edited(plain, [...edits, ...append(plain, data, after), ...widened(plain, elements, corrections)]);
}

/** Returns the rows by number. A row without a number follows the one before it. */
function numbered(rows: Element[]): Map<number, Element> {
  const found = new Map<number, Element>();
  let last = 0;
  for (const row of rows) {
    const { r = String(last + 1) } = row.attributes;
    const number = parseReference(`A${r}`)?.row ?? 0;
    if (number <= last) continue; // the reader reports it
    found.set(number, row);
    last = number;
  }
  return found;
}

const sorted = <T>(groups: Map<number, T>): [number, T][] => [...groups].sort(([a], [b]) => a - b);

/** Writes the corrections of one row. */
function correctedRow(
  text: string,
  number: number,
  corrections: Correction[],
  styleOf: (column: number) => string | undefined,
  formatOf: FormatOf,
): string {
  const elements = elementsOf(text, (name, depth) => depth === 1 || (depth === 2 && name === 'c'));
  const row = first(elements, 'row');
  const cells = new Map<number, Element>();
  let last = 0;
  for (const cell of elements.slice(1)) {
    const { r } = cell.attributes;
    last = r === undefined ? last + 1 : (parseReference(r)?.column ?? -1) + 1;
    if (!cells.has(last)) cells.set(last, cell);
  }
  const edits: Edit[] = [];
  let after = '';
  for (const [column, own] of sorted(groupBy(corrections, (one) => one.column))) {
    const correction = own.at(-1) as Correction;
    const cell = cells.get(column);
    if (cell) {
      const { t = 'n', s = '0' } = cell.attributes;
      const isNumber = t === 'n' && cell.contentEnd > cell.contentStart && staysNumber(formatOf(Number(s)), correction);
      edits.push({ start: cell.start, end: cell.end, text: cellWith(cell, correction.text, isNumber) });
      continue;
    }
    if (correction.text === '') continue;
    const style = isOn(row.attributes['customFormat']) ? row.attributes['s'] : styleOf(column);
    const attributes = { r: cellAddress(number, column), ...(style !== undefined && { s: style }) };
    const added = cellWith({ prefix: row.prefix, attributes }, correction.text, false);
    const next = sorted(cells).find(([other]) => other > column)?.[1];
    if (next) edits.push(insertion(next.start, added));
    else after += added;
  }
  const changed = edited(text, [...edits, ...append(text, row, after)]);
  const end = changed.indexOf('>') + 1;
  return changed.slice(0, end).replace(/\sspans="[^"]*"/, '') + changed.slice(end); // spans can be too small now
}

/** Attributes of a cell that belong to its old content. */
const ofContent = new Set(['t', 'cm', 'vm']);

function cellWith(
  { prefix, attributes }: Pick<Element, 'prefix' | 'attributes'>,
  text: string,
  isNumber: boolean,
): string {
  const kept = Object.entries(attributes).filter(([name]) => !ofContent.has(name));
  const tag = `<${prefix}c${kept.map(([name, value]) => ` ${name}="${attributeXml(value)}"`).join('')}`;
  if (text === '') return `${tag}/>`;
  if (isNumber) return `${tag}><${prefix}v>${text}</${prefix}v></${prefix}c>`;
  const inline = `<${prefix}is><${prefix}t xml:space="preserve">${cellXml(text)}</${prefix}t></${prefix}is>`;
  return `${tag} t="inlineStr">${inline}</${prefix}c>`;
}

/** True if a sheet has formulas. */
export const hasFormulas = (text: string): boolean => /<(?:\w+:)?f[\s>]/.test(text);

/**
 * Removes formulas that would overwrite a corrected cell (of an array), and formulas that depend on the formula in it (shared
 * formulas, section 18.3.1.40). Their cells keep the last values.
 */
function withoutFormulas(text: string, corrections: Correction[]): string {
  if (!hasFormulas(text)) return text;
  const formulas = elementsOf(text, (name, depth) => name === 'f' && depth === 5);
  const lost = new Set(
    formulas.flatMap(({ attributes: { t, ref = '', si } }) => {
      const first = parseRange(ref)?.first;
      return t === 'shared' && first && isAnyInside(corrections, { first, last: first }) ? si : [];
    }),
  );
  const removed = formulas.filter(({ attributes: { t, ref = '', si } }) =>
    t === 'shared' ? lost.has(si) : isAnyInside(corrections, parseRange(ref)),
  );
  return edited(
    text,
    removed.map(({ start, end }) => ({ start, end, text: '' })),
  );
}

/** True if a corrected cell is inside a range. */
const isAnyInside = (corrections: Correction[], range: ReturnType<typeof parseRange>): boolean =>
  range !== undefined &&
  corrections.some(
    ({ row, column }) =>
      row >= range.first.row && row <= range.last.row && column > range.first.column && column <= range.last.column + 1,
  );

/** Extends the used range of a sheet, which some programs rely on. */
function widened(text: string, elements: Element[], corrections: Correction[]): Edit[] {
  const dimension = elements.find(({ name }) => name === 'dimension');
  const range = parseRange(dimension?.attributes['ref'] ?? '');
  const filled = corrections.filter((one) => one.text !== '');
  if (!dimension || !range || filled.every((one) => isAnyInside([one], range))) return [];
  const rows = [range.first.row, range.last.row, ...filled.map(({ row }) => row)];
  const columns = [range.first.column + 1, range.last.column + 1, ...filled.map(({ column }) => column)];
  const corner = (of: (...numbers: number[]) => number): string => cellAddress(of(...rows), of(...columns));
  return [withAttribute(text, dimension, 'ref', `${corner(Math.min)}:${corner(Math.max)}`)];
}
