import { utf8 } from '../bytes.js';
import { csvText } from '../text/csv-writer.js';
import { isWorkbook } from './group.js';
import type { Sheets } from './sheets.js';

/** Repairs after which a file is no longer what `tables.json` says of it, or not what the graph was made of. */
const repairs = new Set([
  'utf-16',
  'delimiter',
  'sep-line',
  'line-ends',
  'header-spelling',
  'trailing-delimiter',
  'trimmed',
  'nfc',
  'type',
]);

/**
 * A sheet as it is published: the file as it is, or, where it had to be repaired to be read, the repaired rows. Whoever
 * reads it with the published `tables.json` then finds what the graph says. A workbook stays as it is.
 */
export function publishedBytes({ sheets, problems }: Sheets, name: string, bytes: Uint8Array): Uint8Array {
  const sheet = sheets.find(({ table }) => table.name === name);
  const isRepaired = problems.some(({ code, where }) => where.file === sheet?.file && repairs.has(code));
  if (!sheet || !isRepaired || isWorkbook(name)) return bytes;
  return utf8(csvText(sheet.rows.map(({ cells }) => cells)));
}
