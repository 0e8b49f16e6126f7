import { addProblems, type Problem } from '../problem.js';
import { findUnresolved } from './large/match-hashes.js';
import type { Loader } from './loaders/loader.js';
import type { TableGroup } from './metadata/metadata.js';
import type { ForeignKey, Table } from './metadata/table.js';
import { memoryTable } from './rdf/memory-table.js';
import { type OpenTableFile, openFitted, type TableFile } from './rdf/table-file.js';
import {
  ambiguousReference,
  danglingReference,
  emptyReference,
  moreProblems,
  uncheckedReference,
} from './rows/key-problems.js';
import { createKeys } from './rows/keys.js';

/** Chooses how the files of a group are opened to be checked; those of tables that share keys in the same manner. */
export type ChooseOpening = (group: TableGroup, load: Loader) => Promise<OpenTableFile>;

/** Opens every file in memory. */
const openInMemory: ChooseOpening = async () => memoryTable(() => {});

/** Checks the tables of a group against their metadata: cells, header, keys (Model for Tabular Data, section 6.6). */
export async function validateGroup(group: TableGroup, load: Loader, choose = openInMemory): Promise<Problem[]> {
  const problems: Problem[] = [];
  const partial = new Set<Table>(); // of which not all could be read: what is not in it may be in the rest
  const sheets = await openAll(group, load, await choose(group, load), problems, partial);
  const isLarge = (table: Table): boolean => sheets.get(table)?.hash !== undefined;
  const inMemory = (table: Table): ForeignKey[] =>
    table.foreignKeys.filter((key) => !isLarge(table) && !isLarge(key.table));
  const keys = createKeys(group.tables, true, inMemory);
  for (const [table, sheet] of sheets) {
    const found = await sheet.check(table, keys);
    if (found.some(({ isPartial }) => isPartial)) partial.add(table);
    addProblems(problems, found);
  }
  addProblems(
    problems,
    keys.judge((table) => !partial.has(table)),
  );
  for (const [table, sheet] of sheets)
    for (const key of table.foreignKeys)
      if (!inMemory(table).includes(key) && !partial.has(key.table))
        addProblems(problems, await judgeLarge(table, sheet, key, sheets.get(key.table)));
  return problems;
}

async function openAll(
  { tables }: TableGroup,
  load: Loader,
  open: OpenTableFile,
  problems: Problem[],
  partial: Set<Table>,
): Promise<Map<Table, TableFile>> {
  const sheets = new Map<Table, TableFile>();
  for (const table of tables) {
    const before = problems.length;
    const sheet = await openFitted(table, load, open, true, problems);
    if (sheet) sheets.set(table, sheet);
    if (!sheet || problems.slice(before).some(({ isPartial }) => isPartial)) partial.add(table);
  }
  return sheets;
}

/** Holds the references of a large table against the keys of another. */
async function judgeLarge(
  table: Table,
  sheet: TableFile,
  key: ForeignKey,
  other: TableFile | undefined,
): Promise<Problem[]> {
  if (!sheet.hash || !other?.hash) return [uncheckedReference(key, sheet.file)];
  const references = await sheet.hash(table, key.columns, true);
  const { hashes } = await other.hash(key.table, key.referenced, false);
  const problems = references.lacking.map((place) => emptyReference(key, place));
  if (references.lackingCount > problems.length) problems.push(moreProblems('cells refer to nothing', sheet.file));
  const { missing, ambiguous } = findUnresolved(references.hashes, hashes);
  const isTold = key.referenced.join() === key.table.primaryKey.join(); // as a duplicate key, once
  const show = (found: bigint[], problemOf: typeof danglingReference | typeof ambiguousReference): Promise<void> => {
    const limit = problems.length + 1000;
    if (found.length === 0) return Promise.resolve();
    return references.visit(found, (place, value) => {
      if (problems.push(problemOf(key, value, place)) < limit) return true;
      problems.push(moreProblems('cells may refer to nothing', sheet.file));
      return false;
    });
  };
  await show(missing, danglingReference);
  await show(isTold ? [] : ambiguous, ambiguousReference);
  return problems;
}
