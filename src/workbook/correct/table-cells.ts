import { groupBy } from '../../text/order.js';
import { xml } from '../parts.js';
import { append, type Edit, type Element, edited, elementsOf, first, insertion } from '../xml.js';
import { type Correction, staysNumber } from './correction.js';

/** Elements around rows. */
const groups = new Set(['table-rows', 'table-row-group', 'table-header-rows']);

const isRowPlace = (name = ''): boolean => name === 'table' || groups.has(name);

/**
 * Writes corrections into an OpenDocument spreadsheet (OpenDocument 1.3, part 3, section 9.1). Equal rows and cells are
 * stored once with their count, so they are split. `correctionsOf` gives the corrections of a sheet by its name.
 */
export function correctedTables(text: string, correctionsOf: (sheet: string) => Correction[]): string {
  const plain = text.includes(matrixMark) ? edited(text, tablesIn(text, correctionsOf).flatMap(withoutMatrices)) : text;
  return edited(plain, tablesIn(plain, correctionsOf).flatMap(correctedTable));
}

/** A table with corrections. */
interface CorrectedTable {
  text: string; // of the whole part
  table: Element;
  rows: Element[];
  corrections: Correction[];
}

function tablesIn(text: string, correctionsOf: (sheet: string) => Correction[]): CorrectedTable[] {
  const elements = elementsOf(text, (name, depth, parent) => {
    if (depth === 1 || /^(?:body|spreadsheet)$/.test(name)) return true;
    if (name === 'table') return parent?.name === 'spreadsheet';
    return isRowPlace(parent?.name) && (name === 'table-row' || groups.has(name));
  });
  return elements
    .filter(({ name }) => name === 'table')
    .flatMap((table) => {
      const corrections = correctionsOf(table.attributes['table:name'] ?? '');
      const rows = elements.filter((one) => one.name === 'table-row' && tableOf(one) === table);
      return corrections.length === 0 ? [] : { text, table, rows, corrections };
    });
}

/** Returns the table around an element. */
function tableOf(element: Element): Element | undefined {
  let above = element.parent;
  while (above && above.name !== 'table') above = above.parent;
  return above;
}

/** Part of the names of attributes that give the range of an array formula. */
const matrixMark = 'table:number-matrix-';

/** Removes array formulas that would overwrite a corrected cell. Their cells keep the last values. */
function withoutMatrices({ text, rows, corrections }: CorrectedTable): Edit[] {
  let last = 0;
  return rows.flatMap((row) => {
    const number = last + 1;
    last += countOf(row, 'rows');
    const own = text.slice(row.start, row.end);
    let column = 1;
    return !own.includes(matrixMark)
      ? []
      : cellsOf(own).flatMap((cell) => {
          const [left, right] = [column, column + countOf(cell, 'matrix-columns')];
          column += countOf(cell, 'columns');
          const end = number + countOf(cell, 'matrix-rows');
          const isInside = (one: Correction): boolean =>
            one.row >= number && one.row < end && one.column >= left && one.column < right;
          const tag = own.slice(cell.start, cell.contentStart);
          return tag.includes(matrixMark) && corrections.some(isInside)
            ? { start: row.start + cell.start, end: row.start + cell.contentStart, text: tag.replace(ofFormula, '') }
            : [];
        });
  });
}

function correctedTable({ text, table, rows, corrections }: CorrectedTable): Edit[] {
  const byRow = new Map([...groupBy(corrections, ({ row }) => row)].sort(([a], [b]) => a - b));
  const changed = changedAt(text, rows, 'rows', byRow, correctedRow);
  let { last } = changed;
  let added = '';
  for (const [number, own] of byRow) {
    if (number <= last || own.every((one) => one.text === '')) continue;
    added += withCount('<table:table-row><table:table-cell/></table:table-row>', 'rows', number - last - 1);
    added += correctedRow('<table:table-row></table:table-row>', own);
    last = number;
  }
  let end = rows.at(-1);
  while (end?.parent && end.parent !== table) end = end.parent;
  return [...changed.edits, ...(end ? [insertion(end.end, added)] : append(text, table, added))];
}

/** Writes the corrections of one row. */
function correctedRow(text: string, corrections: Correction[]): string {
  const row = first(
    elementsOf(text, (_, depth) => depth === 1),
    'table-row',
  );
  const byColumn = new Map(corrections.map((one) => [one.column, one] as const).sort(([a], [b]) => a - b));
  const changed = changedAt(text, cellsOf(text), 'columns', byColumn, correctedCell);
  let { last } = changed;
  let added = '';
  for (const [column, own] of byColumn) {
    if (column <= last || own.text === '') continue;
    added += withCount('<table:table-cell/>', 'columns', column - last - 1);
    added += correctedCell('<table:table-cell/>', own);
    last = column;
  }
  return edited(text, [...changed.edits, ...append(text, row, added)]);
}

/** Returns the cells of a row. */
const cellsOf = (row: string): Element[] =>
  elementsOf(row, (name, depth) => depth === 2 && /^(?:covered-)?table-cell$/.test(name));

/**
 * Changes the rows or cells at places, which are in order and counted from 1. Repeated elements are split: the others stay
 * repeated. `last` is the place of the last element.
 */
function changedAt<T>(
  text: string,
  elements: readonly Element[],
  what: 'rows' | 'columns',
  wanted: ReadonlyMap<number, T>,
  change: (element: string, own: T) => string,
): { edits: Edit[]; last: number } {
  const edits: Edit[] = [];
  let last = 0;
  for (const element of elements) {
    const { start, end } = element;
    const repeated = text.slice(start, end);
    let done = last;
    last += countOf(element, what);
    let pieces = '';
    for (const [place, own] of wanted) {
      if (place <= done || place > last) continue;
      pieces += withCount(repeated, what, place - done - 1) + change(withCount(repeated, what, 1), own);
      done = place;
    }
    if (pieces !== '') edits.push({ start, end, text: pieces + withCount(repeated, what, last - done) });
  }
  return { edits, last };
}

/** Returns how often a row or cell is repeated, or how far an array formula extends. */
function countOf({ attributes }: Element, what: 'rows' | 'columns' | 'matrix-rows' | 'matrix-columns'): number {
  const text = attributes[`table:number-${what}-${what.startsWith('matrix') ? 'spanned' : 'repeated'}`];
  return text !== undefined && /^0*[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
}

/** Returns an element with another number of repetitions. Empty for 0. */
function withCount(text: string, what: 'rows' | 'columns', count: number): string {
  if (count <= 0) return '';
  const [name] = /^<[^\s/>]+/.exec(text) as RegExpExecArray;
  const end = endOfTag(text);
  const rest = text
    .slice(name.length, end)
    .replace(new RegExp(`\\stable:number-${what}-repeated\\s*=\\s*("[^"]*"|'[^']*')`), '');
  return `${name}${count > 1 ? ` table:number-${what}-repeated="${count}"` : ''}${rest}${text.slice(end)}`;
}

/** Returns the end of the start tag. Attributes can contain ">". */
const endOfTag = (text: string): number => (/^<(?:"[^"]*"|'[^']*'|[^>"'])*>/.exec(text) as RegExpExecArray)[0].length;

/** Attributes of a formula. */
const ofFormula = /\stable:(?:formula|number-matrix-(?:columns|rows)-spanned)\s*=\s*("[^"]*"|'[^']*')/g;

/** Attributes of a cell that belong to its old content. */
const ofContent =
  /\s(?:office:(?:value-type|value|date-value|time-value|boolean-value|string-value|currency)|calcext:value-type)\s*=\s*("[^"]*"|'[^']*')/g;

/** Replaces the content of a cell. Keeps its style and comment. */
function correctedCell(text: string, correction: Correction): string {
  const wanted = correction.text;
  const elements = elementsOf(text, (_, depth) => depth <= 2);
  const [cell, ...children] = elements as [Element, ...Element[]];
  const kept = children.filter(({ name }) => !/^(?:p|h|list)$/.test(name));
  const isNumber = cell.attributes['office:value-type'] === 'float' && staysNumber({ kind: 'number' }, correction);
  const type = isNumber ? `office:value-type="float" office:value="${wanted}"` : 'office:value-type="string"';
  const name = (/^<[^\s/>]+/.exec(text) as RegExpExecArray)[0];
  const attributes = text
    .slice(name.length, cell.contentStart)
    .replace(ofContent, '')
    .replace(ofFormula, '')
    .replace(/\s*\/?>$/, '');
  const others = kept.map(({ start, end }) => text.slice(start, end)).join('');
  const content = wanted === '' ? others : others + wanted.split('\n').map(paragraph).join('');
  const tag = `${name}${wanted === '' ? '' : ` ${type}`}${attributes}`;
  return content === '' ? `${tag}/>` : `${tag}>${content}</${name.slice(1)}>`;
}

/** Writes a line as a paragraph. Programs merge spaces, so leading, trailing and repeated ones are elements (section 6.1.2). */
function paragraph(line: string): string {
  const text = xml(line)
    .replace(/^ | {2,}| $/g, (spaces, at: number) =>
      at === 0 || spaces.length === 1
        ? `<text:s text:c="${spaces.length}"/>`
        : ` <text:s text:c="${spaces.length - 1}"/>`,
    )
    .replace(/\t/g, '<text:tab/>');
  return `<text:p>${text}</text:p>`;
}
