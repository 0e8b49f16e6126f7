import { appendFileSync, closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { conceptsOf } from '../../observations/census.js';
import { columnNamed, type GivenColumn } from '../../observations/columns.js';
import { openSource, type Source, type SourceFiles } from '../../observations/sources.js';
import { type Concept, readTables, type Tables } from '../../observations/tables.js';
import { type Problem, UserError } from '../../problem.js';
import { readerOf } from '../csvw/map-chunks.js';
import { withFile } from '../csvw/map-file.js';
import { nameFailedFile } from '../disk-files.js';
import { readLargeWorkbook } from '../workbook/read-in-thread.js';

/** Opened observation files, with all their dimensions and attributes. */
export interface OpenedFiles {
  sources: Source[];
  concepts: Concept[];
  problems: Problem[];
}

/** Opens observation files. Converted content goes into `folder`. */
export async function openFiles(
  files: string[],
  tables: Tables,
  folder: string,
  given: GivenColumn[] = [],
): Promise<OpenedFiles> {
  const access = sourceFiles(folder);
  const opened = [];
  for (const file of files) opened.push(await openSource(file, tables, access, given));
  const sources = opened.flatMap(({ source }) => source ?? []);
  const problems = distinct(opened.flatMap((one) => one.problems));
  if (sources.length === files.length) refuseUnused(given, sources);
  return { sources, concepts: conceptsOf(sources, tables), problems };
}

/** Throws `UserError` for a column that no file has. */
function refuseUnused(given: GivenColumn[], sources: Source[]): void {
  for (const { column } of given)
    if (
      column !== undefined &&
      sources.every(
        ({ columns }) =>
          columnNamed(
            columns.map(({ name }) => name),
            column,
          ) < 0,
      )
    )
      throw new UserError(`--column: no file has a column "${column}"`);
}

/** Removes problems of shared files, which are read once per observation file. */
const distinct = (problems: Problem[]): Problem[] => [
  ...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values(),
];

const tableFolder = new URL('../../../formats/', import.meta.url);

/** Reads the tables that ship with the program, and the tables of a project in the folder `own`. */
export const ownTables = (own?: string): Tables =>
  readTables(
    (name) => readFileSync(new URL(name, tableFolder)),
    (name) => {
      const file = own === undefined ? undefined : path.join(own, name);
      return file !== undefined && existsSync(file) ? readFileSync(file) : undefined;
    },
  );

/** Files on the disk. Converted content goes into `folder`. */
function sourceFiles(folder: string): SourceFiles {
  const neighbours = new Map<string, Uint8Array | undefined>(); // many files have the same ones
  let copies = 0;
  return {
    withBytes: (file, work) => withFile(file, (input) => work(readerOf(input))),
    beside(file, name) {
      const found = path.join(path.dirname(file), name);
      if (!neighbours.has(found)) {
        const isThere = statSync(found, { throwIfNoEntry: false })?.isFile();
        neighbours.set(found, isThere ? readFileSync(found) : undefined);
      }
      const bytes = neighbours.get(found);
      return bytes && { file: found, bytes };
    },
    async keep(text) {
      const copy = path.join(folder, `${copies++}.csv`);
      const descriptor = openSync(copy, 'w');
      try {
        for await (const piece of text) {
          nameFailedFile(copy, () => appendFileSync(descriptor, piece));
          await setImmediate(); // lets signals in
        }
      } finally {
        closeSync(descriptor);
      }
      return copy;
    },
    readWorkbook: (file) => readLargeWorkbook(readFileSync(file), file),
  };
}
