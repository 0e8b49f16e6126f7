import type { Column } from '../csvw/metadata/column.js';
import type { Row } from '../csvw/rows/rows.js';
import { labelEnd } from '../workbook/write-lists.js';
import { referenceOf, type Sheet } from './table-group.js';

/** Names of rows beside their codes, "4.2 · Water quality": lists of a workbook offer them, and reading removes them. */

/**
 * Returns the column with the names of the rows: the first in `language` if it has a name for each row, or else the first in
 * English or another language.
 */
export function labelColumn(
  { table, rows, header }: Pick<Sheet, 'table' | 'rows' | 'header'>,
  language = 'en',
): Column | undefined {
  const names = table.columns.filter(
    ({ name, lang, separator }) => lang !== 'und' && separator === undefined && !table.primaryKey.includes(name),
  );
  const own = names.find(({ lang }) => lang === language);
  const index = own ? header.columns.indexOf(own) : -1;
  if (own && rows.every(({ cells }) => cells[index])) return own;
  return names.find(({ lang }) => lang === 'en') ?? names[0];
}

/** Returns sheets whose references are codes without names. A name is removed only if the code before it is in `others` or `sheets`. */
export function withoutLabels(sheets: Sheet[], others: Sheet[]): Sheet[] {
  const there = [...others, ...sheets.filter(({ rows }) => rows.length > 0)];
  const sources = new Map(there.map((sheet) => [sheet.table, sheet]));
  const known = new Map<string, Set<string>>();
  const codesOf = ({ table, rows, header }: Sheet, name: string | undefined): Set<string> => {
    const place = `${table.url} ${name}`;
    const index = header.columns.findIndex((column) => column?.name === name);
    const codes = known.get(place) ?? new Set(rows.slice(1).map(({ cells }) => cells[index] ?? ''));
    known.set(place, codes);
    return codes;
  };
  return sheets.map((sheet) => {
    const references = sheet.header.columns.flatMap((column, index) => {
      const reference = column && referenceOf(sheet.table, column);
      const source = reference && sources.get(reference.table);
      return source ? [{ index, codes: () => codesOf(source, reference.referenced[0]) }] : [];
    });
    let isChanged = false;
    const rows = sheet.rows.map((row): Row => {
      const cells = [...row.cells];
      for (const { index, codes } of references) {
        const text = cells[index] ?? '';
        const end = text.indexOf(labelEnd);
        if (end < 0) continue;
        const [known, code] = [codes(), text.slice(0, end).trim()];
        if (!known.has(code) || known.has(text)) continue;
        cells[index] = code;
        isChanged = true;
      }
      return { ...row, cells };
    });
    return isChanged ? { ...sheet, rows } : sheet;
  });
}
