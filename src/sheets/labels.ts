import type { Column } from '../csvw/metadata/column.js';
import { placeInRow, type Row } from '../csvw/rows/rows.js';
import { clip, type Problem, problemOf } from '../problem.js';
import texts from './messages.json' with { type: 'json' };
import { referenceOf, type Sheet } from './table-group.js';

/** Names after the codes of rows, "4.2 · Water quality": lists of a workbook offer them, and reading removes them. */

/**
 * Returns the column with the names of the rows: the first in `language` if it has a name for each row, or else the first in
 * English or another language.
 */
export function labelColumn(
  { table, rows, header }: Pick<Sheet, 'table' | 'rows' | 'header'>,
  language = 'en',
): Column | undefined {
  const names = table.columns.filter(
    (column) => isName(column) && column.separator === undefined && !table.primaryKey.includes(column.name),
  );
  const own = names.find(({ lang }) => lang === language);
  const index = own ? header.columns.indexOf(own) : -1;
  if (own && rows.every(({ cells }) => cells[index])) return own;
  return names.find(({ lang }) => lang === 'en') ?? names[0];
}

const isName = ({ lang }: Column): boolean => lang !== 'und';

/**
 * Returns sheets whose references are codes without names. A name is removed if the code before it is in `others` or
 * `sheets`, and reported if it is the name of another code: a spreadsheet that fills cells down counts the code up.
 */
export function withoutLabels(sheets: Sheet[], others: Sheet[]): Sheet[] {
  const there = [...others, ...sheets.filter(({ rows }) => rows.length > 0)];
  const sources = new Map(there.map((sheet) => [sheet.table, sheet]));
  return sheets.map((sheet) => {
    const references = sheet.header.columns.flatMap((column, index) => {
      const reference = column && referenceOf(sheet.table, column);
      const source = reference && sources.get(reference.table);
      return source ? [{ index, column, source: namesIn(source, reference.referenced[0]) }] : [];
    });
    const problems: Problem[] = [];
    let isChanged = false;
    const rows = sheet.rows.map((row): Row => {
      let { cells } = row;
      for (const { index, column, source } of references) {
        const value = cells[index] ?? '';
        const end = value.indexOf('·');
        if (end < 0) continue;
        const [code, name] = [value.slice(0, end).trim(), value.slice(end + 1).trim()];
        if (!source.has(code) || source.has(value)) continue;
        const other = source.otherWith(code, name);
        const where = placeInRow(sheet.file, row, index, column.name);
        if (other !== undefined) problems.push(problemOf(texts.nameOfOther, where, { code, name: clip(name), other }));
        cells = cells.with(index, code);
        isChanged = true;
      }
      return cells === row.cells ? row : { ...row, cells };
    });
    return isChanged ? { ...sheet, rows, problems: [...sheet.problems, ...problems] } : sheet;
  });
}

/** The codes of a sheet and their names. It is read on first use. */
function namesIn({ rows, header }: Sheet, key: string | undefined) {
  const index = header.columns.findIndex((column) => column?.name === key);
  const columns = header.columns.flatMap((column, i) => (column && isName(column) ? [i] : []));
  let known: Map<string, string[]> | undefined;
  const byCode = (): Map<string, string[]> => {
    known ??= new Map(rows.slice(1).map(({ cells }) => [cells[index] ?? '', cells]));
    return known;
  };
  return {
    has: (code: string): boolean => byCode().has(code),
    /** Returns another code that has the name, which can be shortened. */
    otherWith(code: string, name: string): string | undefined {
      const start = name.replace(/…$/, '');
      const hasName = (cells: string[] = []): boolean => columns.some((column) => cells[column]?.startsWith(start));
      if (start === '' || hasName(byCode().get(code))) return undefined;
      return [...byCode()].find(([, cells]) => hasName(cells))?.[0];
    },
  };
}
