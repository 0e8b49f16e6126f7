import { copyRows, writeRows } from './sheet.mjs';

// Accidents that change a range: several rows of one or a few columns.

const result = (sheet, rows, changed, columns, what) => ({
  bytes: writeRows(rows),
  rows: changed.map((row) => row + 1),
  columns: columns.map((column) => sheet.columns[column]),
  what: `${columns.map((column) => sheet.columns[column]).join(', ')} rows ${changed[0] + 1}–${changed.at(-1) + 1}: ${what}`,
});

const range = (start, length) => Array.from({ length }, (_, i) => start + i);

/** Picks a range: 2–10 rows of a column that is not empty. */
function pickRange(random, sheet, least = 2, most = 10) {
  const count = sheet.rows.length - 1;
  const columns = sheet.kinds.flatMap((kind, i) => (kind === 'empty' ? [] : [i]));
  if (count < least || columns.length === 0) return undefined;
  const length = random.between(least, Math.min(most, count));
  return { column: random.pick(columns), changed: range(random.between(1, count - length + 1), length) };
}

function changeRange(random, sheet, change, what) {
  const picked = pickRange(random, sheet);
  if (!picked) return undefined;
  const rows = copyRows(sheet);
  const columns = change(rows, picked) ?? [picked.column];
  return result(sheet, rows, picked.changed, columns, what);
}

/** The next value of a series as a spreadsheet counts: 1.1 → 1.2, C010101 → C010102, 2015-09-25 → 2015-09-26. */
const nextOf = (text) =>
  text.replace(/\d+(?=\D*$)/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));

/** Sorts some columns on their own. */
function sortColumns(random, sheet, columns) {
  const rows = copyRows(sheet);
  const isDescending = random.isLikely(0.3);
  const [by] = columns;
  const sorted = rows.slice(1).map((row) => columns.map((column) => row[column]));
  const at = columns.indexOf(by);
  sorted.sort((a, b) => a[at].localeCompare(b[at], 'en', { numeric: sheet.kinds[by] === 'number' }));
  if (isDescending) sorted.reverse();
  for (const [i, values] of sorted.entries())
    for (const [k, column] of columns.entries()) rows[i + 1][column] = values[k];
  const changed = range(1, rows.length - 1).filter((row) =>
    columns.some((column) => rows[row][column] !== sheet.rows[row][column]),
  );
  return changed.length === 0 ? undefined : result(sheet, rows, changed, columns, 'sorted on their own');
}

/** Moves the cells of a column from a row downwards or upwards. */
function moveColumn(random, sheet, by) {
  const picked = pickRange(random, sheet, 1, 3);
  if (!picked) return undefined;
  const { column, changed } = picked;
  const rows = copyRows(sheet);
  const last = sheet.rows.length - 1;
  for (const row of range(changed[0], last - changed[0] + 1)) {
    const from = row + by * changed.length;
    rows[row][column] = from >= changed[0] && from <= last ? sheet.rows[from][column] : '';
  }
  return result(
    sheet,
    rows,
    range(changed[0], last - changed[0] + 1),
    [column],
    `cells moved ${by > 0 ? 'up' : 'down'} by ${changed.length}`,
  );
}

export const rangeAccidents = {
  'drag-fill that copies': (random, sheet) =>
    changeRange(
      random,
      sheet,
      (rows, { column, changed }) => {
        for (const row of changed) rows[row][column] = rows[changed[0]][column];
      },
      'filled with the first cell',
    ),
  'drag-fill that counts': (random, sheet) =>
    changeRange(
      random,
      sheet,
      (rows, { column, changed }) => {
        for (const row of changed.slice(1)) rows[row][column] = nextOf(rows[row - 1][column]);
      },
      'filled with a series',
    ),
  'one column sorted': (random, sheet) => sortColumns(random, sheet, [random.between(0, sheet.columns.length - 1)]),
  'some columns sorted': (random, sheet) =>
    sheet.columns.length < 3
      ? undefined
      : sortColumns(random, sheet, range(0, random.between(2, sheet.columns.length - 1))),
  'cells cut': (random, sheet) =>
    changeRange(
      random,
      sheet,
      (rows, { column, changed }) => {
        for (const row of changed) rows[row][column] = '';
      },
      'emptied',
    ),
  'cells pasted over others': (random, sheet) =>
    changeRange(
      random,
      sheet,
      (rows, { column, changed }) => {
        const from = random.between(1, sheet.rows.length - changed.length);
        const width = random.between(1, Math.min(3, sheet.columns.length - column));
        for (const [i, row] of changed.entries())
          for (const at of range(column, width)) rows[row][at] = sheet.rows[from + i][at];
        return range(column, width);
      },
      'pasted from other rows',
    ),
  'cells pasted into another column': (random, sheet) =>
    changeRange(
      random,
      sheet,
      (rows, { column, changed }) => {
        const from = random.between(0, sheet.columns.length - 1);
        for (const row of changed) rows[row][column] = sheet.rows[row][from];
      },
      'pasted from another column',
    ),
  'cells deleted, the rest moves up': (random, sheet) => moveColumn(random, sheet, 1),
  'cells inserted, the rest moves down': (random, sheet) => moveColumn(random, sheet, -1),
  'cells merged': (random, sheet) => {
    const picked = pickRange(random, sheet, 2, 5);
    if (!picked) return undefined;
    const { column, changed } = picked;
    const width = random.isLikely(0.3) ? Math.min(2, sheet.columns.length - column) : 1;
    const rows = copyRows(sheet);
    for (const [i, row] of changed.entries())
      for (const at of range(column, width)) if (i > 0 || at > column) rows[row][at] = '';
    return result(sheet, rows, changed, range(column, width), 'merged: only the first value is kept');
  },
  'row shifted': (random, sheet) => {
    const rows = copyRows(sheet);
    const row = random.between(1, rows.length - 1);
    const at = random.between(0, sheet.columns.length - 1);
    rows[row] = random.isLikely(0.5)
      ? [...rows[row].slice(0, at), '', ...rows[row].slice(at)].slice(0, sheet.columns.length)
      : [...rows[row].slice(0, at), ...rows[row].slice(at + 1), ''];
    return result(sheet, rows, [row], range(at, sheet.columns.length - at), 'cells of the row shifted');
  },
  'values swapped between two rows': (random, sheet) => {
    const picked = pickRange(random, sheet);
    if (!picked) return undefined;
    const { column, changed } = picked;
    const rows = copyRows(sheet);
    const [a, b] = [changed[0], changed.at(-1)];
    [rows[a][column], rows[b][column]] = [rows[b][column], rows[a][column]];
    return result(sheet, rows, [a, b], [column], 'values swapped');
  },
};
