import { namesOf } from '../csvw/metadata/column.js';
import { type Loader, metadataReport, type TableGroup } from '../csvw/metadata/metadata.js';
import type { Table } from '../csvw/metadata/table.js';
import { readRows } from '../csvw/rows/rows.js';
import type { Problem } from '../problem.js';
import { likelyHeader } from './likely-header.js';
import { constantsOf, type Family, familiesIn, fileOfRow, memberOf } from './table-families.js';

/** Replaces each family of a group by the tables of its files, which a processor of CSV on the Web can read. */
export async function expandFamilies(
  group: TableGroup,
  load: Loader,
): Promise<{ group: TableGroup; problems: Problem[] }> {
  const problems: Problem[] = [];
  const document = group.url === undefined ? undefined : await load(group.url);
  if (!document) return { group, problems };
  const families = familiesIn(group, metadataReport(document.file, problems));
  const expanded = group.tables.map(async (table) => {
    const family = families.find((one) => one.table === table);
    return family ? membersOf(family, load) : [table];
  });
  return { group: { ...group, tables: (await Promise.all(expanded)).flat() }, problems };
}

/** Describes the file of each row by its own header. The processor reports a missing file. */
async function membersOf(family: Family, load: Loader): Promise<Table[]> {
  const { table, rowsOf } = family;
  const owners = await load(rowsOf.url);
  if (!owners) return [];
  const { rows } = readRows(await owners.bytes(), owners.file, rowsOf.dialect);
  const { headerRowCount } = rowsOf.dialect;
  const columns = (rows[headerRowCount - 1]?.cells ?? []).map((title) =>
    rowsOf.columns.find((column) => namesOf(column).includes(title)),
  );
  return Promise.all(
    rows.slice(headerRowCount).map(async ({ cells }) => {
      const constants = constantsOf(columns, cells);
      const resource = await load(new URL(fileOfRow(family, constants), table.context.base).href);
      const start = (await resource?.bytes())?.subarray(0, headerBytes);
      const text = new TextDecoder(table.dialect.encoding).decode(start);
      return memberOf(family, constants, likelyHeader(family, text)).table;
    }),
  );
}

const headerBytes = 1 << 14; // at the start of a file
