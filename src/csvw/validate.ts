import { addProblems, PROBLEM_LIMIT, type Problem } from '../problem.js';
import type { Loader } from './metadata/loaders.js';
import type { TableGroup } from './metadata/metadata.js';
import type { ForeignKey, Table } from './metadata/table.js';
import * as keyProblems from './rows/keys.js';
import { findUnresolved } from './stream/keys.js';
import { type OpenTableFile, openFitted, type TableFile } from './table-file.js';

/** Checks the tables of a group against their metadata: cells, header, keys (Model for Tabular Data, section 6.6). */
export async function validateGroup(group: TableGroup, load: Loader, open: OpenTableFile): Promise<Problem[]> {
  const problems: Problem[] = [];
  const partial = new Set<Table>(); // of which not all could be read: what is not in it may be in the rest
  const sheets = new Map<Table, TableFile>();
  for (const table of group.tables) {
    const found: Problem[] = [];
    const sheet = await openFitted(table, load, open, true, found);
    if (sheet) sheets.set(table, sheet);
    if (found.some(({ isPartial }) => isPartial)) partial.add(table);
    addProblems(problems, found);
  }
  const isLarge = (table: Table): boolean => sheets.get(table)?.hash !== undefined;
  const inMemory = (table: Table): ForeignKey[] =>
    table.foreignKeys.filter((key) => !isLarge(table) && !isLarge(key.table));
  const keys = keyProblems.createKeys(group.tables, true, inMemory);
  for (const [table, sheet] of sheets) {
    const found = await sheet.check(table, keys);
    if (found.some(({ isPartial }) => isPartial)) partial.add(table);
    addProblems(problems, found);
  }
  const isWhole = (table: Table): boolean => !partial.has(table);
  addProblems(problems, keys.judge(isWhole));
  for (const [table, sheet] of sheets)
    for (const key of table.foreignKeys)
      if (!inMemory(table).includes(key) && isWhole(key.table))
        addProblems(problems, await judgeLarge(table, sheet, key, sheets.get(key.table)));
  return problems;
}

/** Compares the references of a large table with the keys of another. */
async function judgeLarge(
  table: Table,
  sheet: TableFile,
  key: ForeignKey,
  other: TableFile | undefined,
): Promise<Problem[]> {
  if (!sheet.hash || !other?.hash) return [keyProblems.uncheckedReference(key, sheet.file)];
  const { lacking, lackingCount, hashes, visit } = await sheet.hash(table, key.columns, true);
  const keys = await other.hash(key.table, key.referenced, false);
  const problems = lacking.map((place) => keyProblems.emptyReference(key, place));
  const more = (what: string): number => problems.push(keyProblems.moreProblems(what, sheet.file));
  if (lackingCount > problems.length) more('cells refer to nothing');
  const { missing, ambiguous } = findUnresolved(hashes, keys.hashes);
  const show = async (found: bigint[], problemOf: typeof keyProblems.ambiguousReference): Promise<void> => {
    const limit = problems.length + PROBLEM_LIMIT;
    if (found.length === 0) return;
    await visit(found, (place, value) => {
      const isRoom = problems.push(problemOf(key, value, place)) < limit;
      if (!isRoom) more('cells may refer to nothing');
      return isRoom;
    });
  };
  await show(missing, keyProblems.danglingReference);
  await show(keyProblems.isPrimary(key) ? [] : ambiguous, keyProblems.ambiguousReference);
  return problems;
}
