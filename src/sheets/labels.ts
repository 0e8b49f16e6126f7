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
 * `sheets`, and reported if it is the name of another code: a spreadsheet that fills cells down counts the code up. A name
 * that is not written as in a list ("4.2 - Water quality") is only removed if it is a name of the code.
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
        const found = separator.test(value) ? source.split(value) : undefined;
        if (!found) continue;
        const { code, name, other } = found;
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

/** Between a code and its name, in a list or as people type it. */
const separator = /\s*[·:–—(]\s*|-\s+|\s+(?:-\s*)?/;
const separators = new RegExp(separator, 'g');

/** Shortest name that is compared, without spaces. */
const shortestName = 3;

/** Returns the letters and digits of a name, for a comparison. */
const fold = (text = ''): string => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The codes of a sheet and their names. It is read on first use. */
function namesIn({ rows, header }: Sheet, key: string | undefined) {
  const index = header.columns.findIndex((column) => column?.name === key);
  const columns = header.columns.flatMap((column, i) => (column && isName(column) ? [i] : []));
  let known: Map<string, string[]> | undefined;
  const namesByCode = (): Map<string, string[]> => {
    known ??= new Map(rows.slice(1).map(({ cells }) => [cells[index] ?? '', columns.map((i) => fold(cells[i]))]));
    return known;
  };
  /** Splits a code from its name, which can be shortened. `other` is another code that has the name. */
  const split = (value: string): { code: string; name: string; other?: string } | undefined => {
    if (namesByCode().has(value)) return undefined;
    for (const { 0: end, index: at } of value.matchAll(separators)) {
      const [code, name] = [value.slice(0, at).trim(), value.slice(at + end.length)];
      const own = namesByCode().get(code);
      if (!own) continue;
      const [start = '', ...parts] = name.split(/…|\.{3}/).map(fold);
      const isShort = start.length < shortestName;
      const hasName = (names: string[]): boolean =>
        !isShort && names.some((text) => text.startsWith(start) && parts.every((part) => text.includes(part)));
      const isOwn = hasName(own);
      const isPart = isOwn || own.some((text) => text.includes(start));
      const other = isPart ? undefined : [...namesByCode()].find(([, names]) => hasName(names))?.[0];
      if (other !== undefined) return { code, name, other };
      return isOwn || end.includes('·') ? { code, name } : undefined;
    }
    return undefined;
  };
  return { split };
}
