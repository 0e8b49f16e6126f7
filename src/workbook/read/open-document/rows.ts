import { cellAddress, clip } from '../../../problem.js';
import texts from '../../messages.json' with { type: 'json' };
import type { Attributes, ElementHandlers } from '../../xml.js';
import { type FoundCell, placeOf } from '../cells.js';
import { type Faults, limits, type Reading, refuse } from '../reading.js';
import { type collectMarks, commentTeller, tellTarget } from '../sheet.js';
import type { Styles } from './styles.js';
import { collectParagraphs, formulaText, storedValue } from './values.js';

/** A cell that stands for one or more equal cells in a row. */
interface RepeatedCell {
  found: FoundCell; // its first place
  style: number | undefined; // undefined: the style of its column
  count: number;
  columns: number; // more than 1 for merged cells
  rows: number;
}

/** Elements around rows and columns. */
const groups = new Set([
  'table-rows',
  'table-row-group',
  'table-header-rows',
  'table-columns',
  'table-column-group',
  'table-header-columns',
]);

/**
 * Reads the columns, rows and cells of a table (OpenDocument 1.3, part 3, section 9.1). Equal rows and cells are stored
 * once with their count. `take` receives each cell with content, as in other workbooks.
 */
export function collectTable(
  take: (cell: FoundCell) => boolean,
  marks: ReturnType<typeof collectMarks>,
  styles: Styles,
  reading: Reading,
  faults: Faults,
): ElementHandlers {
  const text = collectParagraphs(styles);
  const comment = collectParagraphs(styles);
  const tellComment = commentTeller(reading, faults);
  const columnStyles = new Uint32Array(limits.columns);
  const hiddenGroups: boolean[] = [];
  let columns = 0;
  let lastRow = 0;
  let hiddenFrom = 0; // the first of adjacent hidden rows without content, or 0
  let rowAttributes: Attributes | undefined;
  let cells: RepeatedCell[] = [];
  let width = 0; // of the current row
  let cell: RepeatedCell | undefined;
  let attributesOfCell: Attributes = {};
  let cellDepth = 0;
  let commentDepth = 0; // 0 outside comments
  let author = '';
  let isAuthor = false;
  let skippedDepth = 0; // 0 outside skipped elements

  reading.place = () => (cell ? placeOf(cell.found) : rowAttributes ? { row: lastRow + 1 } : {});

  const openColumns = (attributes: Attributes): void => {
    const count = Math.min(countOf(attributes, 'columns-repeated', reading), limits.columns - columns);
    const style = attributes['table:default-cell-style-name'];
    if (style !== undefined) columnStyles.fill(styles.cell(style), columns, columns + count);
    const place = { min: String(columns + 1), max: String(columns + count), hidden: '1' };
    if (count > 0 && isHidden(attributes, hiddenGroups)) marks.open('col', place);
    columns += count;
  };

  const openCell = (attributes: Attributes, depth: number): void => {
    const style = attributes['table:style-name'] ?? rowAttributes?.['table:default-cell-style-name'];
    cell = {
      found: { row: lastRow + 1, column: width, type: '', style: 0, value: '' },
      style: style === undefined ? undefined : styles.cell(style),
      count: countOf(attributes, 'columns-repeated', reading),
      columns: countOf(attributes, 'columns-spanned'),
      rows: countOf(attributes, 'rows-spanned'),
    };
    [attributesOfCell, cellDepth, author] = [attributes, depth, ''];
  };

  const closeCell = (closed: RepeatedCell): void => {
    const { found, count } = closed;
    const formula = attributesOfCell['table:formula'];
    const rich = text.take();
    Object.assign(found, storedValue(attributesOfCell, rich));
    if (formula !== undefined) {
      found.formula = formulaText(formula);
      const [wide, high] = [
        countOf(attributesOfCell, 'matrix-columns-spanned'),
        countOf(attributesOfCell, 'matrix-rows-spanned'),
      ];
      if (wide > 1 || high > 1) found.formulaRange = rangeFrom(found, wide, high);
    }
    const isFilled = found.value !== '' || found.isInline || formula !== undefined;
    if (isFilled || closed.columns > 1 || closed.rows > 1) cells.push(closed);
    width += count;
    cell = undefined;
  };

  const closeRow = (attributes: Attributes): void => {
    const [first, count] = [lastRow + 1, countOf(attributes, 'rows-repeated', reading)];
    const end = cells.at(-1);
    const isBehind = end !== undefined && end.found.column + end.count > limits.columns;
    if (isBehind) faults.tell(texts.misplacedCell, { row: first }, { which: 'is after the last column' });
    if (end && first + count - 1 > limits.rows) faults.tell(texts.noSuchRow, { value: String(first + count - 1) });
    const last = Math.min(lastRow + count, limits.rows);
    let isFilled = false;
    for (; end && lastRow < last; lastRow++) {
      reading.cells += Math.min(end.found.column + end.count, limits.columns);
      if (reading.cells > reading.limits.cells) refuse(reading, texts.tooManyCells);
      for (const one of cells) isFilled = takeCell(one, lastRow + 1) || isFilled;
    }
    lastRow = last;
    if (!isHidden(attributes, hiddenGroups)) hiddenFrom = 0;
    else if (!isFilled) hiddenFrom ||= first;
    else {
      marks.row(hiddenFrom || first, { hidden: '1' }, true, last);
      hiddenFrom = 0;
    }
  };

  const takeCell = ({ found, style, count, columns, rows }: RepeatedCell, row: number): boolean => {
    let isFilled = false;
    const end = Math.min(found.column + count, limits.columns);
    for (let column = found.column; column < end; column++) {
      const one = { ...found, row, column, style: style ?? (columnStyles[column] as number) };
      if (!take(one)) continue;
      marks.cell(column);
      isFilled = true;
    }
    if (columns > 1 || rows > 1) marks.open('mergeCell', { ref: rangeFrom({ ...found, row }, columns, rows) });
    return isFilled;
  };

  const openInCell = (name: string, attributes: Attributes, depth: number, { found }: RepeatedCell): void => {
    if (commentDepth > 0) {
      isAuthor = name === 'creator';
      comment.open(name, attributes);
    } else if (name === 'annotation') commentDepth = depth;
    else if (depth === cellDepth + 1 && !/^(?:p|h|list)$/.test(name)) skippedDepth = depth;
    else text.open(name, attributes);
    if (name === 'a') tellTarget(attributes['xlink:href'] ?? '', found, faults);
  };

  return {
    open(name, attributes, depth) {
      if (skippedDepth > 0) return;
      if (cell) openInCell(name, attributes, depth, cell);
      else if (rowAttributes && /^(?:covered-)?table-cell$/.test(name)) openCell(attributes, depth);
      else if (rowAttributes) skippedDepth = depth;
      else if (groups.has(name)) hiddenGroups.push(attributes['table:display'] === 'false');
      else if (name === 'table-column') openColumns(attributes);
      else if (name === 'table-row') [rowAttributes, cells, width] = [attributes, [], 0];
      else skippedDepth = depth;
    },
    text(found) {
      if (skippedDepth > 0 || !cell) return;
      if (commentDepth === 0) text.text(found);
      else if (isAuthor && author.length < 255) author += found;
      else comment.text(found);
    },
    close(name, depth) {
      if (skippedDepth > 0) {
        if (depth === skippedDepth) skippedDepth = 0;
      } else if (cell && depth === cellDepth) closeCell(cell);
      else if (cell && depth === commentDepth) {
        tellComment(cell.found, author, comment.take().text);
        commentDepth = 0;
      } else if (commentDepth > 0) {
        isAuthor = false;
        comment.close(name);
      } else if (cell) text.close(name);
      else if (rowAttributes && name === 'table-row') {
        closeRow(rowAttributes);
        rowAttributes = undefined;
      } else if (groups.has(name)) hiddenGroups.pop();
    },
  };
}

/** Returns a number of rows or columns. 1 if it is missing. Rejects a file with a number of repeated cells that is not one. */
function countOf(attributes: Attributes, what: string, reading?: Reading): number {
  const text = attributes[`table:number-${what}`];
  if (reading && text !== undefined && !/^\s*\+?\d+\s*$/.test(text))
    refuse(reading, texts.damaged, { why: `number-${what} is "${clip(text)}"` });
  return text !== undefined && /^0*[1-9]\d{0,8}$/.test(text) ? Number(text) : 1;
}

/** True for a hidden or filtered row or column, and inside a closed outline. */
const isHidden = ({ 'table:visibility': visibility = 'visible' }: Attributes, hiddenGroups: boolean[]): boolean =>
  visibility !== 'visible' || hiddenGroups.includes(true);

/** Returns a range from its first cell: "B2:D9". */
function rangeFrom({ row, column }: { row: number; column: number }, columns: number, rows: number): string {
  const [first, last] = [cellAddress(row, column + 1), cellAddress(row + rows - 1, column + columns)];
  return clip(`${first}:${last}`);
}
