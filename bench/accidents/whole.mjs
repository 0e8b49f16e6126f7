import { copyRows, languageOf, writeRows } from './sheet.mjs';

// Accidents that change rows, columns or the file as a whole.

const rowsChanged = (rows, changed, what) => ({
  bytes: writeRows(rows),
  rows: changed.map((row) => row + 1),
  columns: [],
  what,
});
const columnsChanged = (rows, columns, what) => ({ bytes: writeRows(rows), rows: [], columns, isWhole: true, what });
const fileChanged = (bytes, what) => ({ bytes, rows: [], columns: [], isWhole: true, what });

/** Changes all values of a column. */
function changeColumn(random, sheet, kinds, change, what) {
  const columns = sheet.kinds.flatMap((kind, i) => (kinds.includes(kind) ? [i] : []));
  if (columns.length === 0) return undefined;
  const column = random.pick(columns);
  const rows = copyRows(sheet);
  for (const row of rows.slice(1)) row[column] = change(row[column] ?? '', column);
  return columnsChanged(rows, [sheet.columns[column]], `${sheet.columns[column]}: ${what}`);
}

const decimals = [
  ['comma for the decimal point', (text) => text.replace('.', ',')],
  ['rounded to whole numbers', (text) => (/^-?\d+\.\d+$/.test(text) ? String(Math.round(Number(text))) : text)],
  ['rounded to one decimal', (text) => (/^-?\d+\.\d\d/.test(text) ? Number(text).toFixed(1) : text)],
  ['with separators of thousands', (text) => (/^\d{4,}/.test(text) ? Number(text).toLocaleString('en') : text)],
  ['with two decimals', (text) => (/^-?\d+(\.\d+)?$/.test(text) ? Number(text).toFixed(2) : text)],
  [
    'in scientific notation',
    (text) => (Math.abs(Number(text)) >= 1e5 ? Number(text).toExponential(2).toUpperCase() : text),
  ],
  ['decimal points lost', (text) => text.replace('.', '')],
];

const latin1 = (text) => Buffer.from(text).toString('latin1');
const unknown = (text, isKept) => [...text].map((letter) => (isKept(letter.codePointAt(0)) ? letter : '?')).join('');

export const wholeAccidents = {
  'rows deleted': (random, sheet) => {
    const rows = copyRows(sheet);
    const count = random.between(1, Math.min(5, rows.length - 1));
    const at = random.between(1, rows.length - count);
    const gone = rows.splice(at, count);
    return {
      ...rowsChanged(rows, [at - 1, at], `rows ${at + 1}–${at + count} deleted`),
      isWhole: true,
      lost: gone.map(([key]) => key),
    };
  },
  'row duplicated': (random, sheet) => {
    const rows = copyRows(sheet);
    const at = random.between(1, rows.length - 1);
    rows.splice(at + 1, 0, [...rows[at]]);
    return rowsChanged(rows, [at, at + 1], `row ${at + 1} twice`);
  },
  'row duplicated with another key': (random, sheet) => {
    const rows = copyRows(sheet);
    const at = random.between(1, rows.length - 1);
    const copy = [...rows[at]];
    copy[0] = copy[0].replace(/\d(?=\D*$)/, (digit) => String((Number(digit) + 1) % 10));
    rows.splice(at + 1, 0, copy);
    return rowsChanged(rows, [at, at + 1], `row ${at + 1} copied, with the key ${copy[0]}`);
  },
  'column deleted': (random, sheet) => {
    const column = random.between(0, sheet.columns.length - 1);
    const rows = copyRows(sheet).map((row) => row.filter((_, i) => i !== column));
    return columnsChanged(rows, [sheet.columns[column]], `${sheet.columns[column]} deleted`);
  },
  'columns swapped under their headers': (random, sheet) => {
    const [a, b] = [random.between(0, sheet.columns.length - 1), random.between(0, sheet.columns.length - 1)];
    if (a === b) return undefined;
    const rows = copyRows(sheet);
    for (const row of rows.slice(1)) [row[a], row[b]] = [row[b] ?? '', row[a] ?? ''];
    return columnsChanged(rows, [sheet.columns[a], sheet.columns[b]], `${sheet.columns[a]} ↔ ${sheet.columns[b]}`);
  },
  'header changed': (random, sheet) => {
    const rows = copyRows(sheet);
    const column = random.between(0, sheet.columns.length - 1);
    const [before, other] = [rows[0][column], random.pick(sheet.columns)];
    rows[0][column] = random.pick([other, '', `${before}s`, before.slice(1), `${before} (2)`]);
    return { ...columnsChanged(rows, [before, rows[0][column]], `header ${before} → ${rows[0][column]}`), rows: [1] };
  },
  'row that is not data': (random, sheet) => {
    const rows = copyRows(sheet);
    const [kind, row] = random.pick([
      ['header again', [...rows[0]]],
      [
        'total',
        ['Total', ...rows[0].slice(1).map((_, i) => (i === rows[0].length - 2 ? String(rows.length - 1) : ''))],
      ],
      ['footnote', ['* Source: see the report', ...rows[0].slice(1).map(() => '')]],
      ['blank', rows[0].map(() => '')],
      ['filter note', ['Applied filters: none', ...rows[0].slice(1).map(() => '')]],
    ]);
    const at = kind === 'header again' || kind === 'blank' ? random.between(2, rows.length - 1) : rows.length;
    rows.splice(at, 0, row);
    return { ...rowsChanged(rows, [at], `${kind} in row ${at + 1}`), isWhole: true };
  },
  'numbers reformatted': (random, sheet) => {
    const [what, change] = random.pick(decimals);
    return changeColumn(random, sheet, ['number'], change, what);
  },
  'zeros lost': (random, sheet) => {
    const asNumber = (text) => (/^\d+(\.\d+)?$/.test(text) ? String(Number(text)) : text);
    return changeColumn(random, sheet, ['number', 'code'], asNumber, 'saved as numbers');
  },
  'codes changed in case': (random, sheet) => {
    const isUpper = random.isLikely(0.5);
    return changeColumn(
      random,
      sheet,
      ['code'],
      (text) => (isUpper ? text.toUpperCase() : text.toLowerCase()),
      isUpper ? 'capitals' : 'small letters',
    );
  },
  'file in another encoding': (random, sheet) => {
    const text = sheet.bytes.toString();
    const [what, bytes] = random.pick([
      ['read as Latin-1, saved as UTF-8', Buffer.from(latin1(text))],
      [
        'saved as Windows-1252 with lost letters',
        Buffer.from(
          unknown(text, (code) => code < 256),
          'latin1',
        ),
      ],
      ['saved as ASCII with lost letters', Buffer.from(unknown(text, (code) => code < 128))],
      ['saved as Latin-1', Buffer.from(text, 'latin1')],
    ]);
    return fileChanged(bytes, what);
  },
  'file truncated': (random, sheet) => {
    const lines = sheet.bytes.toString().split('\n');
    if (random.isLikely(0.5)) {
      const kept = random.between(2, Math.max(2, lines.length - 2));
      return fileChanged(
        Buffer.from(`${lines.slice(0, kept).join('\n')}\n`),
        `only ${kept} of ${lines.length - 1} lines`,
      );
    }
    const length = random.between(Math.floor(sheet.bytes.length / 3), sheet.bytes.length - 2);
    return fileChanged(sheet.bytes.subarray(0, length), `only ${length} of ${sheet.bytes.length} bytes`);
  },
  'find and replace': (random, sheet) => {
    const [from, to] = random.pick([
      ['1', '7'],
      ['.', ','],
      ['-', ''],
      ['-', '_'],
      ['0', 'O'],
      ['a', 'o'],
      ['10', '1'],
      ['_', ' '],
      ['19', '20'],
      ['2', ''],
      ['true', 'yes'],
      ['stated', 'said'],
      [' ', ''],
      ['e', 'é'],
    ]);
    const isColumn = random.isLikely(0.6);
    if (isColumn)
      return changeColumn(
        random,
        sheet,
        ['code', 'number', 'text', 'date'],
        (text) => text.replaceAll(from, to),
        `${from} replaced by "${to}"`,
      );
    const rows = copyRows(sheet).map((row, i) => (i === 0 ? row : row.map((text) => text.replaceAll(from, to))));
    return columnsChanged(rows, sheet.columns, `all columns: ${from} replaced by "${to}"`);
  },
  'text split into columns': (random, sheet) => {
    const rows = copyRows(sheet);
    const row = random.between(1, rows.length - 1);
    const text = rows[row].findIndex((value) => /[,;] /.test(value));
    if (text < 0) return undefined;
    const parts = rows[row][text].split(/[,;] /);
    rows[row].splice(text, parts.length, ...parts);
    return { ...rowsChanged(rows, [row], `row ${row + 1}: text split at commas`), columns: sheet.columns.slice(text) };
  },
  'language columns swapped for some rows': (random, sheet) => {
    const columns = sheet.columns.flatMap((name, i) => (languageOf(name) ? [i] : []));
    if (columns.length < 2 || sheet.rows.length < 3) return undefined;
    const a = random.pick(columns);
    const b = random.pick(
      columns.filter((i) => i !== a && sheet.columns[i].slice(0, -2) === sheet.columns[a].slice(0, -2)),
    );
    if (b === undefined) return undefined;
    const rows = copyRows(sheet);
    const count = random.between(2, Math.min(10, rows.length - 1));
    const start = random.between(1, rows.length - count);
    const changed = Array.from({ length: count }, (_, i) => start + i);
    for (const row of changed) [rows[row][a], rows[row][b]] = [rows[row][b], rows[row][a]];
    return {
      ...rowsChanged(rows, changed, `${sheet.columns[a]} ↔ ${sheet.columns[b]} in rows ${start + 1}–${start + count}`),
      columns: [sheet.columns[a], sheet.columns[b]],
    };
  },
};

/** Accidents with the scale of figures, which are in a column of values, and with the units of series. */
export const unitAccidents = {
  'another scale': (random, sheet) => {
    const value = sheet.columns.indexOf('value');
    if (value < 0) return undefined;
    const factor = random.pick([0.001, 0.01, 100, 1000, 1e6]);
    const { rows, changed } = changeRows(random, sheet, 8, (row) => {
      if (row[value] !== '') row[value] = String(Number((Number(row[value]) * factor).toPrecision(12)));
    });
    return { ...rowsChanged(rows, changed, `${rangeOf(changed)}: ×${factor}`), columns: ['value'] };
  },
  'another unit': (random, sheet) => {
    const unit = sheet.columns.indexOf('unit');
    if (unit < 0 || sheet.columns[0] === 'unit') return undefined;
    const other = random.pick([...new Set(sheet.rows.slice(1).map((row) => row[unit]))]);
    const { rows, changed } = changeRows(random, sheet, 3, (row) => {
      row[unit] = other;
    });
    return { ...rowsChanged(rows, changed, `${rangeOf(changed)}: unit ${other}`), columns: ['unit'] };
  },
};

/** Changes some rows that follow each other, or all rows. */
function changeRows(random, sheet, most, change) {
  const rows = copyRows(sheet);
  const isAll = random.isLikely(0.3);
  const start = isAll ? 1 : random.between(1, Math.max(1, rows.length - most));
  const end = isAll ? rows.length : Math.min(rows.length, start + random.between(1, most));
  for (const row of rows.slice(start, end)) change(row);
  return { rows, changed: Array.from({ length: end - start }, (_, i) => start + i) };
}

const rangeOf = (changed) => `rows ${changed[0] + 1}–${changed.at(-1) + 1}`;
