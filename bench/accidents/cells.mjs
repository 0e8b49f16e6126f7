import { copyRows, languageOf, writeRows } from './sheet.mjs';

// Accidents that change the content of one or a few cells.

const placeholders = [
  ...['TBD', 'tbc', 'n/a', 'N/A', '-', '--', '?', '???', 'NULL', 'null', 'None', 'NaN', 'nan', 'NA', '.', '...', 'xxx'],
  ...[
    'Loading...',
    '#N/A',
    '#REF!',
    '#NAME?',
    '#VALUE!',
    '#DIV/0!',
    '#ERROR!',
    'undefined',
    '(blank)',
    'to be confirmed',
  ],
  ...[
    'à compléter',
    's/o',
    'por definir',
    'не указано',
    'нет данных',
    '待定',
    '不详',
    'غير متوفر',
    'نعم',
    'TODO',
    '[Object]',
  ],
];
const keystrokes = ['s', 'v', 'c', 'z', ' ', 'ф', '`', '=', 'd', '\\', 'ss', 'Alt', '1'];
const residues = [
  (text) => `<p>${text}</p>`,
  (text) => `<b>${text.slice(0, 8)}</b>${text.slice(8)}`,
  (text) => text.replace(/ /, '&nbsp;'),
  (text) => text.replace(/ and | et | y |, /, ' &amp; '),
  (text) => `${text}_x000D_`,
  (text) => `${text}+C14`,
  (text) => `=${text}`,
  (text) => `${text}<br/>`,
  (text) => text.replace(/ /, '\u00a0\u00a0'),
  (text) => text.replace(/ /, '\u200b '),
  (text) => text.replace(/(\p{L})(\p{L})/u, '$1\u00ad$2'),
  (text) => `{\\rtf1 ${text}}`,
  (text) => `"${text}`,
  (text) => `${text}\n${text}`,
  (text) => `**${text}**`,
  (text) => `[${text}](https://example.org)`,
];
const markersOfLanguages = {
  en: ['fr', 'es', 'ru', 'zh', 'ar'],
  fr: ['en', 'es'],
  es: ['en', 'fr'],
  ru: ['en', 'zh'],
  zh: ['en', 'ru'],
  ar: ['en', 'fr'],
};

/** Changes one cell of a column of these kinds. */
function changeCell(random, sheet, kinds, change) {
  const columns = sheet.kinds.flatMap((kind, i) => (kinds.includes(kind) ? [i] : []));
  if (columns.length === 0 || sheet.rows.length < 2) return undefined;
  const column = random.pick(columns);
  const row = random.between(1, sheet.rows.length - 1);
  const rows = copyRows(sheet);
  const before = rows[row][column];
  const after = change(before, { column, row, sheet });
  if (after === undefined || after === before) return undefined;
  rows[row][column] = after;
  const what = `${sheet.columns[column]} row ${row + 1}: ${shown(before)} → ${shown(after)}`;
  return { bytes: writeRows(rows), rows: [row + 1], columns: [sheet.columns[column]], what };
}

const shown = (text) => JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);

/** One slip of a finger: a character is missing, doubled, replaced, or in the wrong order. */
function misspell(random, text) {
  const at = random.between(0, text.length - 1);
  const letter = /\d/.test(text[at]) ? String(random.between(0, 9)) : String.fromCharCode(97 + random.between(0, 25));
  return random.pick([
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + text[at] + text.slice(at),
    text.slice(0, at) + letter + text.slice(at + 1),
    text.slice(0, at) + (text[at + 1] ?? '') + text[at] + text.slice(at + 2),
  ]);
}

/** Returns a code or date as a spreadsheet reformats it. */
function asDate(random, text) {
  const [, day, month] = /^(\d{1,2})[.-](\d{1,2})$/.exec(text) ?? [];
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  if (month !== undefined && Number(month) >= 1 && Number(month) <= 12)
    return random.pick([
      `${day}-${months[month - 1]}`,
      `2026-${month.padStart(2, '0')}-${day.padStart(2, '0')}`,
      `${months[month - 1]}-${day}`,
    ]);
  const [, year, mm = '01', dd = '01'] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text) ?? [];
  if (year === undefined) return undefined;
  const serial = Math.round((Date.UTC(Number(year), mm - 1, Number(dd)) - Date.UTC(1899, 11, 30)) / 864e5);
  return random.pick([
    `${dd}/${mm}/${year}`,
    `${Number(mm)}/${Number(dd)}/${year.slice(2)}`,
    `${Number(dd)}-${months[mm - 1]}-${year.slice(2)}`,
    `${year}-${mm}-${dd} 00:00:00`,
    String(serial),
  ]);
}

/** Corrections that a spreadsheet or a word processor makes while somebody types. */
const corrections = [
  (text) => text.replace(/\(c\)/, '©'),
  (text) => text.replace(/\(r\)/, '®'),
  (text) => text.replace(/-/, '–'),
  (text) => text.replace(/(\w)'(\w)/, '$1’$2'),
  (text) => (/^[a-z]/.test(text) ? text[0].toUpperCase() + text.slice(1) : text),
  (text) => (/^[A-Z]{2}[A-Z0-9_]/.test(text) ? text[0] + text.slice(1).toLowerCase() : text),
  (text) => text.replace(/\.\.\./, '…'),
  (text) => text.replace(/^1\/2$/, '½'),
  (text) => (/^(true|false)$/.test(text) ? text.toUpperCase() : text),
  (text) => text.replace(/\s*:/, '\u00a0:'),
];

export const cellAccidents = {
  'typo in a code': (random, sheet) =>
    changeCell(random, sheet, ['code'], (text) => (text ? misspell(random, text) : undefined)),
  'placeholder for a value': (random, sheet) =>
    changeCell(random, sheet, ['text', 'code', 'number'], () => random.pick(placeholders)),
  'key pressed on a cell': (random, sheet) =>
    changeCell(random, sheet, ['text', 'code', 'number', 'date'], () => random.pick(keystrokes)),
  'residue of a paste': (random, sheet) =>
    changeCell(random, sheet, ['text'], (text) => (text ? random.pick(residues)(text) : undefined)),
  autocorrect: (random, sheet) => changeCell(random, sheet, ['text', 'code'], (text) => random.pick(corrections)(text)),
  'code or date reformatted': (random, sheet) =>
    changeCell(random, sheet, ['code', 'date', 'number'], (text) => asDate(random, text)),
  'text in another language': (random, sheet) =>
    changeCell(random, sheet, ['text'], (text, { column, row }) => {
      const own = languageOf(sheet.columns[column]);
      const others = (markersOfLanguages[own] ?? []).map((language) =>
        sheet.columns.indexOf(sheet.columns[column].replace(/_..$/, `_${language}`)),
      );
      return (text && sheet.rows[row][random.pick(others.filter((at) => at >= 0))]?.trim()) || undefined;
    }),
  'two values in a cell': (random, sheet) =>
    changeCell(random, sheet, ['code', 'number', 'text', 'date'], (text, { column, row }) => {
      const other = sheet.rows[row + 1]?.[column];
      return text && other && text !== other
        ? text + random.pick(['; ', ', ', ' / ', ' ; ', '\n', ' and ']) + other
        : undefined;
    }),
  'letters with the wrong encoding': (random, sheet) =>
    changeCell(random, sheet, ['text'], (text) => Buffer.from(text).toString('latin1')),
  'digit added to a number': (random, sheet) =>
    changeCell(random, sheet, ['number', 'date'], (text) =>
      text
        ? text.replace(/^\d+/, (digits) => random.pick([`${digits}0`, `${digits}${digits.at(-1)}`, `1${digits}`]))
        : undefined,
    ),
};
